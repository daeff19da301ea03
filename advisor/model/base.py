"""The base of every model read from a file: frozen, and strict about unknown keys.

A model is cheap to define, to unpickle and to make: a start that finds its knowledge in the cache imports no
validation library. Pydantic takes a model for a dataclass, and what the annotations demand is checked where
files are read (`advisor.loading.validation`), not where our own code makes a model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, dataclass_transform

if TYPE_CHECKING:
    import dataclasses

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_REQUIRED: Any = object()


class _Field:
    """What is said about a field beside its type. `key` is its name in a file, where that is no name in Python."""

    def __init__(
        self,
        *,
        default: Any = _REQUIRED,
        default_factory: Callable[[], Any] | None = None,
        key: str | None = None,
        **limits: int,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.key = key
        self.limits = limits

    def missing(self) -> Any:
        """The value of a field that is not given; `_REQUIRED` if it has to be."""
        return self.default if self.default_factory is None else self.default_factory()

    def for_pydantic(self) -> Any:
        """The same in pydantic's words."""
        from pydantic import Field as Described

        said: dict[str, Any] = {"alias": self.key, **self.limits}
        if self.default_factory is not None:
            said["default_factory"] = self.default_factory
        elif self.default is not _REQUIRED:
            said["default"] = self.default
        return Described(**said)


def Field(**said: Any) -> Any:  # noqa: N802 - it stands where a value would and is read as a declaration
    """Declare a field's default, its key in files, or limits: `min_length`, `ge`, `le`."""
    return _Field(**said)


class Held:
    """Limits of a text, such as a pattern."""

    def __init__(self, **limits: str | int | bool) -> None:
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema: Any = handler(source)
        return {**schema, **self.limits}


class Before:
    """A form in which people may write a value, turned into the proper one; `written` is its type, for editors."""

    def __init__(self, turn: Callable[[Any], Any], written: Any = None) -> None:
        self.turned = turn
        self._written = written

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        shown = None if self._written is None else handler.generate_schema(self._written)
        return core_schema.no_info_before_validator_function(
            self.turned, handler(source), json_schema_input_schema=shown
        )


def _one_or_more(value: object) -> object:
    """Let an author write `x` where a list of one is meant."""
    return [value] if isinstance(value, str) else value


def _year_as_text(value: object) -> object:
    """A bare year is a number to the reader of files, and a date to people."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Identifier = Annotated[str, Held(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words joined by hyphens: `one-container-per-vm`."""

ComponentName = Annotated[str, Held(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""Lower-case words joined by hyphens; ends up in host and file names."""

Text = Annotated[str, Held(strip_whitespace=True, min_length=1)]
"""Prose for people; never empty."""

DateText = Annotated[str, Held(pattern=r"^(c\. )?\d{4}(-\d{2}){0,2}$"), Before(_year_as_text)]
"""When something was published, as precisely as it is known: `2016`, `2016-03`, `2016-03-05`, `c. 2020`."""

Identifiers = Annotated[tuple[Identifier, ...], Before(_one_or_more)]
"""A list of identifiers; a single one may be written without the brackets."""

ComponentNames = Annotated[tuple[ComponentName, ...], Before(_one_or_more)]
"""The names of components; a single one may be written without the brackets."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
class _Declared(type):
    """Makes a model of a class with annotations."""

    _fields: dict[str, _Field]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _Declared:
        fields: dict[str, _Field] = {}
        for base in bases:
            fields |= getattr(base, "_fields", {})
        for field in body.get("__annotations__", {}):
            if field.startswith("_"):
                continue
            said = body.pop(field, _REQUIRED)
            fields[field] = said if isinstance(said, _Field) else _Field(default=said)
        made = super().__new__(cls, name, bases, body)
        made._fields = fields
        return made

    @property
    def __dataclass_fields__(cls) -> dict[str, dataclasses.Field[Any]]:
        """Pydantic takes for a dataclass what has this."""
        import dataclasses
        import inspect

        annotations: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            annotations |= inspect.get_annotations(base)
        made = {}
        for name, said in cls._fields.items():
            field: Any = dataclasses.field(default=said.for_pydantic(), kw_only=True)
            field.name, field.type, field._field_type = name, annotations[name], dataclasses._FIELD  # type: ignore[attr-defined]
            made[name] = field
        return made


class Frozen(metaclass=_Declared):
    """Immutable and closed: a key we do not know is an error, never ignored."""

    __pydantic_config__: ClassVar[dict[str, str | bool]] = {
        "extra": "forbid",
        "frozen": True,
        "validate_by_name": True,
        "validate_by_alias": True,
    }

    def __init__(self, **given: Any) -> None:
        values = self.__dict__
        for name, field in type(self)._fields.items():
            value = given.pop(name, _REQUIRED)
            if value is _REQUIRED and (value := field.missing()) is _REQUIRED:
                raise TypeError(f"{type(self).__name__} needs {name}")
            values[name] = value
        if given:
            raise TypeError(f"{type(self).__name__} has no {', '.join(given)}")
        self.__post_init__()

    def __post_init__(self) -> None:
        """Raise ValueError if the fields do not go together."""

    @classmethod
    def written(cls) -> Iterator[str]:
        """The names that the fields have in files."""
        return (field.key or name for name, field in cls._fields.items())

    @classmethod
    def shortest(cls) -> dict[str, int]:
        """The fields that must have a number of entries, and how many."""
        return {name: field.limits["min_length"] for name, field in cls._fields.items() if "min_length" in field.limits}

    def model_copy(self, *, update: dict[str, Any]) -> Self:
        """The same with other values in some fields."""
        return type(self)(**{**self._values(), **update})

    def _values(self) -> dict[str, Any]:
        """Every field's value, for whoever needs them all."""
        return self.__dict__

    def model_dump(
        self,
        *,
        mode: str = "python",
        include: Collection[str] | None = None,
        exclude: Collection[str] = (),
        exclude_none: bool = False,
        exclude_defaults: bool = False,
        by_alias: bool = False,
    ) -> dict[str, Any]:
        """The fields as plain data; with mode "json" only what JSON has, with `by_alias` under their keys in files."""
        fields, found = type(self)._fields, {}
        for name, value in self._values().items():
            if name in exclude or (include is not None and name not in include) or (exclude_none and value is None):
                continue
            if exclude_defaults and value == fields[name].missing():
                continue
            key = fields[name].key if by_alias else None
            found[key or name] = _plain(value, mode == "json", exclude_none, by_alias)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen) and type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *self._values().values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._values().items())})"


def _plain(value: Any, as_json: bool, exclude_none: bool, by_alias: bool) -> Any:
    match value:
        case Frozen():
            mode = "json" if as_json else "python"
            return value.model_dump(mode=mode, exclude_none=exclude_none, by_alias=by_alias)
        case dict():
            return {key: _plain(each, as_json, exclude_none, by_alias) for key, each in value.items()}
        case tuple() | list():
            parts = [_plain(each, as_json, exclude_none, by_alias) for each in value]
            return parts if as_json else type(value)(parts)
        case Enum() if as_json:
            return value.value
        case date() if as_json:
            return value.isoformat()
        case _:
            return value
