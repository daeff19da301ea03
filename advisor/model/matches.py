"""The closed tree of predicates that a rule of the audit tries on a part of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, get_args

from advisor.model.base import Before, Field, Frozen, Text

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


def _compiles(value: object) -> object:
    try:
        re.compile(str(value))
    except re.error as error:
        raise ValueError(f"`{value}` is no regular expression: {error}") from None
    return value


def _texts(value: Any) -> Any:
    """Let an author write one value without brackets, and numbers and truth values without quotes."""
    values = value if isinstance(value, list | tuple) else [value]
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in values]


Expression = Annotated[str, Before(_compiles)]
"""A regular expression."""

Texts = Annotated[tuple[str, ...], Before(_texts)]
"""One text or several."""


class AllMatch(Frozen):
    """Every part holds."""

    all: tuple[Match, ...] = Field(min_length=1)


class AnyMatch(Frozen):
    """At least one part holds."""

    any: tuple[Match, ...] = Field(min_length=1)


class NotMatch(Frozen):
    """The inner part does not hold."""

    not_: Match = Field(key="not")


class SomeMatch(Frozen):
    """For some value at the path, the inner part holds, with paths that start there."""

    path: Text
    some: Match


class ExistsMatch(Frozen):
    """Whether anything stands at the path."""

    path: Text
    exists: bool


class IsMatch(Frozen):
    """Some value at the path is one of these texts."""

    path: Text
    is_: Texts = Field(key="is", min_length=1)


class PatternMatch(Frozen):
    """Some value at the path contains this regular expression."""

    path: Text
    matches: Expression


class ShorterMatch(Frozen):
    """Some value at the path is a duration of fewer seconds."""

    path: Text
    shorter_than: int


class FilesMatch(Frozen):
    """A line of any audited file, comments aside, contains this regular expression."""

    in_any_file: Expression


_KINDS = {
    "all": "AllMatch",
    "any": "AnyMatch",
    "not": "NotMatch",
    "not_": "NotMatch",
    "in_any_file": "FilesMatch",
    "some": "SomeMatch",
    "exists": "ExistsMatch",
    "is": "IsMatch",
    "is_": "IsMatch",
    "matches": "PatternMatch",
    "shorter_than": "ShorterMatch",
}


def _kind(value: Any) -> str | None:
    """Which kind of match a mapping is meant to be, from the keys it has."""
    if isinstance(value, Frozen):
        return type(value).__name__
    return next((kind for key, kind in _KINDS.items() if isinstance(value, dict) and key in value), None)


class _ByKeys:
    """Tells pydantic which kind of match is meant, so that it only speaks of what is wrong with that one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.tagged_union_schema(
            {kind.__name__: handler.generate_schema(kind) for kind in get_args(source)},
            discriminator=_kind,
            custom_error_type="condition",
            custom_error_message=(
                "not a match; write one of: all, any, not, in_any_file, "
                "path with some / exists / is / matches / shorter_than"
            ),
        )


Match = Annotated[
    AllMatch | AnyMatch | NotMatch | FilesMatch | SomeMatch | ExistsMatch | IsMatch | PatternMatch | ShorterMatch,
    _ByKeys(),
]
