"""Plain data to models: every fault as a problem with file and line, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from advisor.errors import Problem
from advisor.loading.document import Document
from advisor.loading.near import nearest
from advisor.loading.scalars import DataPath
from advisor.model.base import Frozen

M = TypeVar("M", bound=Frozen)


@cache
def checker(model: type[M]) -> TypeAdapter[M]:
    """What checks data against a model."""
    return TypeAdapter(model)


def validate(model: type[M], data: Any, document: Document, at: DataPath = ()) -> M | list[Problem]:
    """The model made from `data`, which stands in `document` at `at`; or everything wrong with it."""
    try:
        made: M = checker(model).validate_python(data)
    except ValidationError as error:
        faults = [details for details in error.errors(include_url=False) if not _follows_from_another(details)]
        return sorted({_problem(details, model, document, at) for details in faults})
    return made


def _follows_from_another(details: ErrorDetails) -> bool:
    """Whether a list is only called too short because some of its entries are wrong; those are named themselves."""
    given = details["input"]
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= details["ctx"]["min_length"]


def _problem(details: ErrorDetails, model: type[Frozen], document: Document, at: DataPath) -> Problem:
    path = _known_path(details["loc"], document, at)
    return Problem(document.name, document.line(path), _sentence(details, model, path[len(at) :]))


def _known_path(loc: tuple[str | int, ...], document: Document, at: DataPath) -> DataPath:
    """The error's place without the parts pydantic puts in for unions, aliases and short forms."""
    path = at
    for part in loc:
        if (*path, part) in document.lines:
            path = (*path, part)
    return path


def _sentence(details: ErrorDetails, model: type[Frozen], path: DataPath) -> str:
    where = ".".join(str(part) for part in path)
    prefix = f"{where}: " if where else ""
    name = str(details["loc"][-1]) if details["loc"] else ""
    context: Mapping[str, Any] = details.get("ctx", {})
    match details["type"]:
        case "unexpected_keyword_argument":
            near = nearest(name, _field_names(model))
            hint = f"; did you mean `{near}`?" if near else ""
            outside = ".".join(str(part) for part in path[:-1])
            return f"unknown key `{name}`{f' in {outside}' if outside else ''}{hint}"
        case "missing":
            return f"{prefix}`{name}` is missing"
        case "enum" | "literal_error":
            near = nearest(
                str(details["input"]), str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            )
            hint = f"; did you mean `{near}`?" if near else ""
            return f"{prefix}`{details['input']}` is not one of {context['expected']}{hint}"
        case "string_pattern_mismatch":
            return f"{prefix}`{details['input']}` must be lower-case words joined by hyphens, such as `front-end`"
        case "string_type":
            return f"{prefix}must be text, not {_kind(details['input'])}"
        case "too_short" if context["min_length"] > 1:
            return f"{prefix}must have at least {context['min_length']} entries"
        case "string_too_short" | "too_short":
            return f"{prefix}must not be empty"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{prefix}must be a whole number, not `{details['input']}`"
        case "greater_than_equal":
            return f"{prefix}must be at least {context['ge']}, not {details['input']}"
        case "less_than_equal":
            return f"{prefix}must be at most {context['le']}, not {details['input']}"
        case "date_parsing" | "date_from_datetime_parsing" | "date_type":
            return f"{prefix}`{details['input']}` is not a date; write it like 2026-11-23"
        case "string_too_long":
            return f"{prefix}is longer than {context['max_length']} characters"
        case "dataclass_type" | "dict_type":
            return f"{prefix}must be a mapping (key: value), not {_kind(details['input'])}"
        case "tuple_type" | "list_type":
            return f"{prefix}must be a list, not {_kind(details['input'])}"
        case "value_error":
            return f"{prefix}{str(details['msg']).removeprefix('Value error, ')}"
        case _:
            return f"{prefix}{details['msg']}"


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()} (put it in quotes if you mean the word)"
        case int():
            return f"the number {value} (put it in quotes if you mean the text)"
        case str():
            return "text"
        case dict():
            return "a mapping"
        case _:
            return "a list"


@cache
def _field_names(model: type[Frozen]) -> frozenset[str]:
    """Every key that may stand somewhere inside `model`, for near names."""
    names: set[str] = set()
    pending: list[Any] = [model]
    seen: set[Any] = set()
    while pending:
        kind = pending.pop()
        if isinstance(kind, type) and issubclass(kind, Frozen):
            if kind in seen:
                continue
            seen.add(kind)
            names.update(kind.written())
            pending.extend(get_type_hints(kind).values())
        else:
            pending.extend(getattr(kind, "__args__", ()))
    return frozenset(names)
