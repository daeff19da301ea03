"""The templates of artifacts: how they are written, found and compiled."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.environment import Environment
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.errors import AdvisorError


def filled_file(template: Path, context: Mapping[str, Any]) -> str:
    """A template file filled in. Raises AdvisorError, with its place, for one that cannot be."""
    try:
        return _environment().get_template(str(template.resolve())).render(context)
    except TemplateNotFound as error:
        raise AdvisorError(f"{error.name or template}: the template cannot be read: there is no such file") from None
    except TemplateError as error:
        place = f"{getattr(error, 'filename', None) or template}:{getattr(error, 'lineno', None) or 1}"
        raise AdvisorError(f"{place}: the template cannot be filled: {error}") from error
    except OSError as error:
        raise AdvisorError(f"{template}: the template cannot be read: {error.strerror}") from None


def filled_text(text: str, context: Mapping[str, Any], place: Path) -> str:
    """A short template, such as a path, filled in. Raises AdvisorError for one that cannot be."""
    try:
        return _compiled(text).render(context)
    except TemplateError as error:
        raise AdvisorError(f"{place}: `{text}` cannot be filled: {error}") from error


@cache
def _compiled(text: str) -> Template:
    return _environment().from_string(text)


@cache
def _environment() -> _Environment:
    """Delimiters like ERB's, so that the braces of Ansible, Helm and GitHub stay what they are."""
    environment = _Environment(
        loader=_Files(),
        cache_size=-1,
        variable_start_string="<%=",
        variable_end_string="%>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<%#",
        comment_end_string="%>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "quoted": lambda value: json.dumps(str(value), ensure_ascii=False),
        "shell": lambda value: shlex.quote(str(value)),
        "comment": lambda value: " ".join(str(value).split()),
    }
    return environment


class _Environment(ImmutableSandboxedEnvironment):
    """A template names the parts it includes by their place from its own folder."""

    def join_path(self, template: str, parent: str) -> str:
        return str((Path(parent).parent / template).resolve())


class _Files(BaseLoader):
    """Templates by their place on disk; a part that is included has to be a template too."""

    def get_source(self, _: Environment, template: str) -> tuple[str, str, Any]:
        path = Path(template)
        if "artifacts" not in path.parts:
            raise TemplateNotFound(template)
        try:
            changed = path.stat().st_mtime_ns
            return path.read_text("utf-8"), str(path), lambda: path.stat().st_mtime_ns == changed
        except FileNotFoundError:
            raise TemplateNotFound(template) from None
