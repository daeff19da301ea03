"""The base of every model read from a file: frozen, and strict about unknown keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words joined by hyphens: `one-container-per-vm`."""

ComponentName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""Lower-case words joined by hyphens; ends up in host and file names."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Prose for people; never empty."""


def _one_or_more(value: object) -> object:
    """Let an author write `x` where a list of one is meant."""
    return [value] if isinstance(value, str) else value


def _year_as_text(value: object) -> object:
    """A bare year is a number to the reader of files, and a date to people."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


DateText = Annotated[str, BeforeValidator(_year_as_text), StringConstraints(pattern=r"^(c\. )?\d{4}(-\d{2}){0,2}$")]
"""When something was published, as precisely as it is known: `2016`, `2016-03`, `2016-03-05`, `c. 2020`."""

Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_one_or_more)]
"""A list of identifiers; a single one may be written without the brackets."""


class Frozen(BaseModel):
    """Immutable and closed: a key we do not know is an error, never ignored.

    Schemas are built on first use: a start that only reads the compiled knowledge never pays for them.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, validate_by_name=True, validate_by_alias=True
    )
