"""Right data to models without pydantic, whose import takes longer than most verdicts.

Only what is plainly right is accepted, and it gives what pydantic gives. Anything else is `None` here: then
`validate` is asked, which accepts more forms and knows what to say about the rest.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from advisor.model.base import Before, Frozen, Held

M = TypeVar("M", bound=Frozen)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _UnsureError(Exception):
    """It is not plainly right."""


def swiftly(model: type[M], data: object) -> M | None:
    """The model made from `data`; None if that is not plainly right."""
    try:
        return _model(model, data)
    except (_UnsureError, ValueError):
        return None


def _model(model: type[M], data: object) -> M:
    if not isinstance(data, dict):
        raise _UnsureError
    kinds = _kinds(model)
    if not data.keys() <= kinds.keys():
        raise _UnsureError
    given = {name: _value(kinds[name], value) for name, value in data.items()}
    for name, least in model.shortest().items():
        if name in given and len(given[name]) < least:
            raise _UnsureError
    try:
        return model(**given)
    except TypeError:
        raise _UnsureError from None


@cache
def _kinds(model: type[Frozen]) -> dict[str, Any]:
    kinds = get_type_hints(model, include_extras=True)
    return {name: kinds[name] for name in model.written() if name in kinds}


def _value(kind: Any, value: object) -> Any:
    if kind in (str, int, bool):
        if type(value) is kind:
            return value
    elif isinstance(kind, type) and issubclass(kind, Frozen):
        return _model(kind, value)
    elif kind is date:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        if isinstance(value, str):
            return kind(value)
    else:
        return _composed(kind, get_origin(kind), value)
    raise _UnsureError


def _composed(kind: Any, origin: Any, value: object) -> Any:
    if origin is Annotated:
        return _annotated(kind, value)
    parts = get_args(kind)
    if origin is dict and isinstance(value, dict):
        return {_value(parts[0], key): _value(parts[1], each) for key, each in value.items()}
    if origin is tuple and isinstance(value, list) and len(parts) == 2 and parts[1] is Ellipsis:
        return tuple([_value(parts[0], each) for each in value])
    if origin is Literal and value in parts and type(value) is not bool:
        return value
    if origin in (Union, UnionType) and len(parts) == 2 and NoneType in parts:
        return None if value is None else _value(parts[0] if parts[1] is NoneType else parts[1], value)
    raise _UnsureError


def _annotated(kind: Any, value: object) -> Any:
    inner, *marks = get_args(kind)
    for mark in reversed(marks):
        if isinstance(mark, Before):
            value = mark.turned(value)
    made = _value(inner, value)
    for mark in marks:
        if isinstance(mark, Held):
            made = _held(mark, made)
    return made


def _held(mark: Held, text: str) -> str:
    limits = mark.limits
    made = text.strip() if limits.get("strip_whitespace") else text
    pattern = limits.get("pattern")
    if pattern is not None and (re.search(str(pattern), made) is None or made.endswith("\n")):
        raise _UnsureError
    if not int(limits.get("min_length", 0)) <= len(made) <= int(limits.get("max_length", len(made))):
        raise _UnsureError
    return made
