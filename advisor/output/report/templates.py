"""The templates that set the reports, ours or an organisation's own instead."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from advisor.errors import AdvisorError
from advisor.output import wording

_PACKAGE = "advisor.output.report"


class Templates:
    """Where templates come from: `folder` first, if there is one, then those that came with the advisor."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        loaders: list[BaseLoader] = [PackageLoader(_PACKAGE)]
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
        environment = SandboxedEnvironment(
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
        """A file that goes in as it stands, such as a style sheet."""
        if self._folder is not None and (self._folder / name).is_file():
            return (self._folder / name).read_text("utf-8")
        return files(_PACKAGE).joinpath("templates", name).read_text("utf-8")

    def rendered(self, environment: SandboxedEnvironment, name: str, **values: Any) -> str:
        """A template filled in. Raises AdvisorError, with its place, for one that cannot be filled."""
        try:
            return environment.get_template(name).render(**values)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            place = f"{getattr(error, 'filename', None) or name}:{line}" if line else name
            raise AdvisorError(f"{place}: the template cannot be filled: {error.message or error}") from error


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
