"""Immutable records that cost next to nothing to define.

A frozen dataclass takes most of a millisecond of every start, whether one is made or not, because its methods are
written and compiled when the class is. Here only `__init__` is, and only when the first record is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def record(cls: type[T]) -> type[T]: ...


@overload
def record(*, by_identity: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True)
def record(cls: type[T] | None = None, *, by_identity: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a record of a class with annotations; `by_identity`: one is only ever equal to itself."""
    return (lambda made: _made(made, by_identity)) if cls is None else _made(cls, by_identity)


def replaced(made: T, **changes: object) -> T:
    """The same record with other values in some fields."""
    return type(made)(**{**made.__dict__, **changes})


def _made(plain: type[T], by_identity: bool) -> type[T]:
    cls: Any = plain
    cls._names = tuple(cls.__annotations__)
    cls.__init__ = _first
    cls.__setattr__ = cls.__delattr__ = _refuse
    if "__repr__" not in cls.__dict__:
        cls.__repr__ = _shown
    if not by_identity:
        cls.__eq__ = _same
        cls.__hash__ = _hash
    made: type[T] = cls
    return made


def _first(self: Any, *values: Any, **named: Any) -> None:
    """Stands in for `__init__` until the first record is made."""
    cls = type(self)
    names = cls._names
    given = ", ".join(f"{name}=_cls.{name}" if name in cls.__dict__ else name for name in names)
    body = "".join(f"\n _d[{name!r}] = {name}" for name in names)
    made: dict[str, Any] = {}
    exec(f"def __init__(self, {given}):\n _d = self.__dict__{body}", {"_cls": cls}, made)
    cls.__init__ = made["__init__"]
    cls.__init__(self, *values, **named)


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__name__} is immutable; `{name}` stays as it is")


def _same(self: object, other: object) -> bool:
    return self is other or (type(self) is type(other) and self.__dict__ == other.__dict__)


def _hash(self: object) -> int:
    return hash(tuple(self.__dict__.values()))


def _shown(self: object) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"
