"""A YAML file through its parser's events.

We do not let the library construct Python objects, because that is where YAML surprises people: here `no` stays text,
`1.10` stays `1.10`, a key written twice is an error, and anchors, tags and bottomless nesting are refused before they
can cost anything.
"""

from __future__ import annotations

from typing import Any

import yaml

from advisor.errors import InputError, Problem
from advisor.loading.scalars import DataPath, meaning
from advisor.reading.yaml_error import syntax_problem

_DEEPEST_NESTING = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, name: str) -> tuple[Any, dict[DataPath, int]]:
    """The data and the line of every path in it; `name` is what problems call the text.

    Raises InputError with every duplicate key, or with the first syntax error.
    """
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise InputError([syntax_problem(error, text, name), *builder.problems]) from None
    if builder.problems:
        raise InputError(builder.problems)
    return builder.root, builder.lines


class _Open:
    """A mapping or list that is still being read, and the key that waits for its value."""

    def __init__(self, value: dict[str, Any] | list[Any], path: DataPath) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None


class _Builder:
    """Builds the data from events, keeping lines and collecting problems."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.lines: dict[DataPath, int] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse(line, "a second document starts here; keep one document per file")
            case yaml.AliasEvent():
                self._refuse(line, f"the alias *{event.anchor} is not accepted here; write the value out")
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.CollectionStartEvent():
                self._check_node(event, line)
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._check_node(event, line)
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event.value, line)
        else:
            self._place(meaning(event.value) if event.implicit[0] else event.value, line)

    def _key(self, top: _Open, key: str, line: int) -> None:
        path = (*top.path, key)
        if path in self.lines:
            first = self.lines[path]
            self.problems.append(Problem(self.name, line, f"the key `{key}` stands here again (first on line {first})"))
        else:
            self.lines[path] = line
        top.key = key

    def _start(self, value: dict[str, Any] | list[Any], line: int) -> None:
        if len(self._stack) >= _DEEPEST_NESTING:
            self._refuse(line, f"is nested deeper than {_DEEPEST_NESTING} levels")
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._refuse(line, "a key must be text, not a list or mapping")
        self._stack.append(_Open(value, self._place(value, line)))

    def _place(self, value: Any, line: int) -> DataPath:
        """Put a value where it belongs; gives its path."""
        if not self._stack:
            self.root = value
            self.lines.setdefault((), line)
            return ()
        top = self._stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
            self.lines[path] = line
            return path
        key = top.key if top.key is not None else ""
        top.key = None
        top.value.setdefault(key, value)
        return (*top.path, key)

    def _check_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor:
            self._refuse(line, f"the anchor &{event.anchor} is not accepted here; write the value out")
        if event.tag not in (None, "!"):
            self._refuse(line, f"the tag {event.tag} is not accepted here")

    def _refuse(self, line: int, message: str) -> None:
        raise InputError([Problem(self.name, line, message), *self.problems])
