"""Plain data from somebody else's file: every value knows the file and line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from advisor.errors import InputError, Problem

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line in a file; `file` as people should see it, `line` from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def problem(self, message: str) -> Problem:
        """Something wrong here."""
        return Problem(self.file, self.line, message)

    def refused(self, message: str) -> InputError:
        """The error that says that nothing can be done with the file because of this."""
        return InputError([self.problem(message)])


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list of nodes, or a mapping from text to nodes.

    A value in a mapping stands on the line of its key. `tag` is a YAML tag such as `!reset`. `size` is how many
    nodes it comes to with every alias written out, `depth` how deep it is nested; both are known to be bounded.
    """

    value: Scalar | Sequence[Node] | Mapping[str, Node]
    place: Place
    tag: str | None = None
    size: int = 1
    depth: int = 0

    @property
    def mapping(self) -> Mapping[str, Node]:
        """Its entries; none if it is no mapping."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def items(self) -> Sequence[Node]:
        """Its entries; none if it is no list."""
        return self.value if isinstance(self.value, Sequence) and not isinstance(self.value, str) else ()

    @property
    def text(self) -> str:
        """A scalar as text; empty for nothing, lists and mappings."""
        match self.value:
            case bool():
                return "true" if self.value else "false"
            case str() | int() | float():
                return str(self.value)
            case _:
                return ""

    @property
    def number(self) -> int | None:
        """A whole number, also one that is written in quotes."""
        text = self.text.strip()
        digits = text.removeprefix("-")
        return int(text) if 0 < len(digits) < 16 and digits.isascii() and digits.isdecimal() else None

    @property
    def is_true(self) -> bool:
        """Whether it says yes, in any of the ways that deployment files have for it."""
        return self.text.strip().lower() in ("true", "yes", "on", "1")

    @property
    def is_scalar(self) -> bool:
        """Whether it is one value that is there."""
        return isinstance(self.value, str | int | float | bool)

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.value, Mapping)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.value, Sequence) and not isinstance(self.value, str)

    def get(self, *path: str) -> Node | None:
        """What stands at a path of keys, or None."""
        found: Node | None = self
        for key in path:
            found = found.mapping.get(key) if found is not None else None
        return found

    def at(self, *path: str) -> Node:
        """What stands at a path of keys; nothing, on the nearest line, if it is not there."""
        here = self
        for key in path:
            below = here.mapping.get(key)
            if below is None:
                return Node(None, here.place)
            here = below
        return here

    def texts(self) -> Iterator[Node]:
        """The scalars of a list, or itself if it is one."""
        if self.is_scalar:
            yield self
        yield from (item for item in self.items if item.is_scalar)

    def with_value(self, value: Scalar | Sequence[Node] | Mapping[str, Node]) -> Node:
        """The same place with another value."""
        return Node(value, self.place, None, self.size, self.depth)


def mapping(entries: Mapping[str, Node], place: Place) -> Node:
    """A mapping made of nodes. Raises InputError if it is nested too deep."""
    return _collection(dict(entries), list(entries.values()), place)


def sequence(entries: Sequence[Node], place: Place) -> Node:
    """A list made of nodes. Raises InputError if it is nested too deep."""
    return _collection(list(entries), entries, place)


DEEPEST = 64
"""Levels of nesting; the deepest real manifests (custom resource definitions) have about thirty."""


def _collection(value: list[Node] | dict[str, Node], parts: Sequence[Node], place: Place) -> Node:
    depth = 1 + max((part.depth for part in parts), default=0)
    if depth > DEEPEST:
        raise place.refused(f"is nested deeper than {DEEPEST} levels")
    return Node(value, place, None, 1 + sum(part.size for part in parts), depth)
