"""Predicates tried on a subject: whether they hold, and on which parts of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from advisor.auditing.subject import LONGEST_LINE
from advisor.model.matches import (
    AllMatch,
    AnyMatch,
    ExistsMatch,
    FilesMatch,
    IsMatch,
    Match,
    NotMatch,
    PatternMatch,
    ShorterMatch,
    SomeMatch,
)
from advisor.reading.node import Node
from advisor.reading.quantities import seconds

SaidSomewhere = Callable[[re.Pattern[str]], bool]
"""Whether a line of any audited file contains a pattern."""


def matched(match: Match, node: Node, said: SaidSomewhere) -> list[Node] | None:
    """The values that make it hold (none for what holds because something is missing), or None if it does not."""
    match match:
        case AllMatch(all=parts):
            return _all(parts, node, said)
        case AnyMatch(any=parts):
            found = [each for part in parts if (each := matched(part, node, said)) is not None]
            return [one for each in found for one in each] if found else None
        case NotMatch(not_=inner):
            return [] if matched(inner, node, said) is None else None
        case SomeMatch(path=path, some=inner):
            return [one for one in at_path(node, path) if matched(inner, one, said) is not None] or None
        case ExistsMatch(path=path, exists=exists):
            found_here = [one for one in at_path(node, path) if one.value is not None]
            return None if bool(found_here) is not exists else found_here
        case FilesMatch(in_any_file=pattern):
            return [] if said(_compiled(pattern)) else None
        case IsMatch(path=path, is_=wanted):
            return _those(node, path, lambda text: text in wanted)
        case PatternMatch(path=path, matches=pattern):
            found_in = _compiled(pattern).search
            return _those(node, path, lambda text: found_in(text[:LONGEST_LINE]) is not None)
        case ShorterMatch(path=path, shorter_than=limit):
            return _those(node, path, lambda text: (amount := seconds(text)) is not None and amount < limit)


def from_absence(match: Match) -> bool:
    """Whether it can hold because something is not there; entries of lists are never completed elsewhere."""
    match match:
        case AllMatch(all=parts) | AnyMatch(any=parts):
            return any(from_absence(part) for part in parts)
        case NotMatch():
            return True
        case ExistsMatch(exists=exists):
            return not exists
        case _:
            return False


def at_path(node: Node, path: str) -> list[Node]:
    """The values at a path of keys joined by dots; `*` is every entry, `~` a dot in a key, `.` the node itself."""
    found = [node]
    for key in (part.replace("~", ".") for part in path.split(".")) if path != "." else ():
        if key == "*":
            found = [below for one in found for below in (*one.mapping.values(), *one.items)]
        else:
            found = [below for one in found if (below := one.mapping.get(key)) is not None]
    return found


def _all(parts: tuple[Match, ...], node: Node, said: SaidSomewhere) -> list[Node] | None:
    """What the first part found that found anything."""
    first: list[Node] = []
    for part in parts:
        found = matched(part, node, said)
        if found is None:
            return None
        first = first or found
    return first


def _those(node: Node, path: str, holds: Callable[[str], bool]) -> list[Node] | None:
    """The scalars at a path, or in the lists there, for which something holds."""
    every = [text for one in at_path(node, path) for text in one.texts()]
    return [one for one in every if holds(one.text)] or None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
