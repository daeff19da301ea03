"""The templates that set the reports, ours or an organisation's own instead."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.runtime import BlockReference, Context, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from advisor.errors import AdvisorError
from advisor.output import wording

_PACKAGE = "advisor.output.report"


class _Context(Context):
    """A block of ours is escaped already when a template gets it back by `super()`, also where escaping is ours."""

    def super(self, name: str, current: Callable[[Context], Iterator[str]]) -> BlockReference | Undefined:
        """The block that one with the same name stands in for."""
        found = super().super(name, current)
        return found if isinstance(found, Undefined) else _Escaped(found.name, self, found._stack, found._depth)


class _Escaped(BlockReference):
    def __call__(self) -> str:
        return Markup(super().__call__())  # a whole block, whose values were escaped one by one


class _Environment(SandboxedEnvironment):
    context_class = _Context


class Templates:
    """Where templates come from: `folder` first, if there is one, then those that came with the advisor.

    Those have the prefix `ours/` too, so that one of the folder can extend the one that it stands in for.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        ours = PackageLoader(_PACKAGE)
        loaders: list[BaseLoader] = [ours, PrefixLoader({"ours": ours})]
        if folder is not None:
            _check(folder)
            loaders.insert(0, FileSystemLoader(folder))
        self._loader = ChoiceLoader(loaders)

    def environment(
        self, finalize: Callable[[object], object], *, autoescape: bool, **filters: Callable[..., Any]
    ) -> SandboxedEnvironment:
        """An environment in which `finalize` sees every value before it is shown.

        Sandboxed, so that a template from elsewhere can set text and nothing else.
        """
        environment = _Environment(
            loader=self._loader,
            undefined=StrictUndefined,
            autoescape=autoescape,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {"signed": wording.signed, "listed": wording.listed, "day": wording.long_date, **filters}
        return environment

    def text(self, name: str) -> str:
        """A file that goes in as it stands, such as a style sheet. Raises AdvisorError if it is no text."""
        if self._folder is not None and (self._folder / name).is_file():
            return _read(self._folder / name)
        return files(_PACKAGE).joinpath("templates", name).read_text("utf-8")

    def rendered(self, environment: SandboxedEnvironment, name: str, **values: Any) -> str:
        """A template filled in. Raises AdvisorError, with its place, for one that cannot be filled."""
        try:
            return environment.get_template(name).render(**values)
        except TemplateError as error:
            raise AdvisorError(f"{_place(error) or name}: the template cannot be filled: {_said(error)}") from error
        except UnicodeDecodeError as error:
            raise AdvisorError(f"{name}: the template is not UTF-8 text: {error.reason}") from error
        except Exception as error:
            # A sum of a number and a word, say. Only people's own templates can be wrong in such ways.
            place = _place(error)
            if place is None or self._folder is None:
                raise
            raise AdvisorError(f"{place}: the template cannot be filled: {_said(error)}") from error


def _place(error: Exception) -> str | None:
    """The file and line of the innermost template that an error comes from."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else None


def _said(error: Exception) -> str:
    return getattr(error, "message", None) or str(error) or type(error).__name__


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise AdvisorError(f"{path} is not UTF-8 text: {error.reason}") from None
    except OSError as error:
        raise AdvisorError(f"{path} cannot be read: {error.strerror}") from None


def content_hash(text: str) -> str:
    """How a page's security policy names the one script that may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _check(folder: Path) -> None:
    """A misspelt template would silently be left out."""
    if not folder.is_dir():
        raise AdvisorError(f"{folder} is not a folder; --templates takes a folder of templates")
    ours = sorted(each.name for each in files(_PACKAGE).joinpath("templates").iterdir())
    found = sorted(each.name for each in folder.iterdir() if each.is_file())
    if not set(found) & set(ours):
        raise AdvisorError(f"{folder} has none of the templates: {', '.join(ours)}")
    for name in found:
        near = get_close_matches(name, ours, n=1, cutoff=0.85)
        if name not in ours and near and near[0] not in found:
            raise AdvisorError(f"{folder / name} is no template; did you mean `{near[0]}`?")
