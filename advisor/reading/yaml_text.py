"""YAML and JSON text to nodes, with everything that YAML has: anchors, aliases, merge keys, tags, many documents.

Built from the parser's events, so that lines are known and nothing is ever constructed from a tag. What an alias
stands for is shared, never copied, and counted as if it were written out: a file that multiplies itself is refused
while it is still small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from advisor.errors import InputError
from advisor.reading.node import DEEPEST, Node, Place, Scalar, mapping, sequence
from advisor.reading.yaml_error import syntax_problem

MOST_NODES = 300_000
"""Values in one file with every alias written out; the largest public bundles of manifests have about 200,000."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_OTHER_BASES = re.compile(r"[-+]?0[xob]?[0-9a-fA-F]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18}|[0-9]{1,18}(?=[eE]))([eE][-+]?[0-9]{1,3})?\Z")
_MERGE = "<<"


def read_yaml(text: str, name: str) -> list[Node]:
    """The documents of a YAML or JSON text; empty ones are left out. Raises InputError at the first thing wrong."""
    composer = _Composer(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
    except yaml.YAMLError as error:
        raise InputError([syntax_problem(error, text, name)]) from None
    return [document for document in composer.documents if document.value is not None]


@dataclass(slots=True)
class _Open:
    """A collection that is still being read. For a mapping, `key` is the key that waits for its value."""

    place: Place
    is_mapping: bool
    anchor: str | None
    tag: str | None
    entries: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    merges: list[Node] = field(default_factory=list)
    key: str | None = None
    key_place: Place | None = None
    strange_key: bool = False


class _Composer:
    """Takes events, keeps the documents."""

    def __init__(self, name: str) -> None:
        self.documents: list[Node] = []
        self._name = name
        self._stack: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._nodes = 0

    def take(self, event: Any) -> None:
        place = Place(self._name, event.start_mark.line + 1)
        match event:
            case yaml.DocumentStartEvent():
                self._anchors = {}
            case yaml.AliasEvent():
                self._put(self._alias(str(event.anchor), place))
            case yaml.ScalarEvent():
                self._scalar(event, place)
            case yaml.CollectionStartEvent():
                self._start(event, place)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case _:
                pass

    def _alias(self, anchor: str, place: Place) -> Node:
        if anchor in self._anchors:
            node = self._anchors[anchor]
            self._count(node.size, place)
            return node
        if any(opened.anchor == anchor for opened in self._stack):
            raise place.refused(f"the alias *{anchor} stands inside what it stands for, so it never ends")
        raise place.refused(f"there is no anchor &{anchor} before this alias")

    def _scalar(self, event: Any, place: Place) -> None:
        self._count(1, place)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.is_mapping and top.key is None:
            top.key, top.key_place = event.value, place
            if event.anchor:
                self._anchors[event.anchor] = Node(event.value, place)
            return
        tag = event.tag if event.tag not in (None, "!") and not str(event.tag).startswith("tag:yaml.org") else None
        value: Scalar = event.value
        if event.implicit[0] and not tag:
            value = plain_scalar(event.value)
        node = Node(value, self._line_for(place), tag)
        if event.anchor:
            self._anchors[event.anchor] = node
        self._put(node)

    def _start(self, event: Any, place: Place) -> None:
        self._count(1, place)
        if len(self._stack) >= DEEPEST:
            raise place.refused(f"is nested deeper than {DEEPEST} levels")
        top = self._stack[-1] if self._stack else None
        if top is not None and top.is_mapping and top.key is None:
            raise place.refused("a key must be text, not a list or a mapping (a template that was not rendered?)")
        tag = event.tag if event.tag and not str(event.tag).startswith("tag:yaml.org") and event.tag != "!" else None
        self._stack.append(_Open(self._line_for(place), isinstance(event, yaml.MappingStartEvent), event.anchor, tag))

    def _end(self) -> None:
        done = self._stack.pop()
        node = self._merged(done) if done.is_mapping else sequence(done.items, done.place)
        if done.tag:
            node = Node(node.value, node.place, done.tag, node.size, node.depth)
        if done.anchor:
            self._anchors[done.anchor] = node
        self._put(node)

    def _merged(self, done: _Open) -> Node:
        """A mapping with what its merge keys bring; what it says itself comes first."""
        entries = dict(done.entries)
        for source in done.merges:
            for part in source.items if source.is_list else [source]:
                if not part.is_mapping:
                    raise source.place.refused("`<<` needs a mapping, or a list of mappings")
                for key, value in part.mapping.items():
                    entries.setdefault(key, value)
        return mapping(entries, done.place)

    def _put(self, node: Node) -> None:
        if not self._stack:
            self.documents.append(node)
            return
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            # An alias may stand for a key.
            top.key, top.key_place = node.text, node.place
        else:
            key, top.key = top.key, None
            if key == _MERGE:
                top.merges.append(node)
            else:
                # Written twice: the last one counts, as in most programs that read these files.
                top.entries[key] = node

    def _line_for(self, place: Place) -> Place:
        top = self._stack[-1] if self._stack else None
        return top.key_place if top is not None and top.is_mapping and top.key_place is not None else place

    def _count(self, nodes: int, place: Place) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            raise place.refused(f"comes to more than {MOST_NODES:,} values with its aliases written out")


def plain_scalar(text: str) -> Scalar:
    """An unquoted scalar's value. Only what JSON has too is anything but text: `no` and dates stay text."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.match(text) and not _leading_zero(text):
        return int(text)
    if _OTHER_BASES.match(text):
        return _in_other_base(text)
    return float(text) if _FLOAT.match(text) else text


def _leading_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0"


def _in_other_base(text: str) -> Scalar:
    """`0x1F` and `0755`: file modes are written so, and the tools that read these files take them as numbers."""
    digits = text.lstrip("+-").lower()
    base = {"x": 16, "o": 8, "b": 2}.get(digits[1:2], 8)
    try:
        number = int(digits[1:] if base == 8 and digits[1:2] != "o" else digits[2:], base)
    except ValueError:
        return text
    return -number if text.startswith("-") else number


def walk(node: Node) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every node with the keys that lead to it, in order; list positions are written as numbers."""
    pending: list[tuple[tuple[str, ...], Node]] = [((), node)]
    while pending:
        path, here = pending.pop()
        yield path, here
        below = [((*path, key), part) for key, part in here.mapping.items()]
        below += [((*path, str(number)), part) for number, part in enumerate(here.items)]
        pending.extend(reversed(below))
