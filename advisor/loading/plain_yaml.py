"""The YAML that people write most, read without the library, whose import takes a sixth of a short command.

Only what is plainly meant one way is accepted: keys and values on one line each, mappings by indentation, lists of
words, and short lists and mappings in brackets. Anything else is `None` here; then the parser is asked, which knows
all of YAML and what to say about the rest.
"""

from __future__ import annotations

from typing import Any

from advisor.loading.scalars import DataPath, meaning

Read = tuple[Any, dict[DataPath, int]]
"""The data, and the line of every path in it."""

_DEEPEST = 20
_LONGEST_KEY = 100
_JOINS = frozenset("-_. /+'")
"""What may stand between letters and digits inside brackets."""


class _UnsureError(Exception):
    """It is not plainly meant one way."""


def read_plain(text: str) -> Read | None:
    """The data and its lines; None if the text is not plain."""
    reader = _Reader()
    try:
        for number, line in enumerate(text.split("\n"), 1):
            if not line.isprintable():
                return None
            content = line.lstrip(" ")
            if content and content[0] != "#":
                reader.take(content, len(line) - len(content), number)
    except _UnsureError:
        return None
    return (reader.root, reader.lines) if reader.lines else None


class _Reader:
    """Takes line by line; `_open` has the mappings and lists that may still grow, each with its indentation."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.lines: dict[DataPath, int] = {}
        self._open: list[tuple[int, DataPath, dict[str, Any] | list[Any]]] = [(0, (), self.root)]
        # Where a value may still follow on the next lines.
        self._waiting: tuple[int, DataPath, dict[str, Any], str] | None = None

    def take(self, content: str, indent: int, number: int) -> None:
        is_item = content.startswith("- ")
        self._place(indent, is_item)
        _, path, around = self._open[-1]
        self.lines.setdefault((), number)
        if is_item:
            if not isinstance(around, list):
                raise _UnsureError
            self._item(content[2:], path, around, number)
        else:
            if not isinstance(around, dict):
                raise _UnsureError
            self._pair(content, indent, path, around, number)

    def _place(self, indent: int, is_item: bool) -> None:
        """Make the mapping or list that this indentation belongs to the innermost one."""
        if self._waiting is not None:
            outer, path, around, key = self._waiting
            self._waiting = None
            if indent > outer or (indent == outer and is_item):
                made: dict[str, Any] | list[Any] = [] if is_item else {}
                around[key] = made
                self._open.append((indent, path, made))
                if len(self._open) > _DEEPEST:
                    raise _UnsureError
                return
        while indent < self._open[-1][0] or (
            indent == self._open[-1][0] and not is_item and isinstance(self._open[-1][2], list)
        ):
            if len(self._open) == 1:
                raise _UnsureError
            self._open.pop()
        if indent != self._open[-1][0]:
            raise _UnsureError

    def _item(self, rest: str, path: DataPath, around: list[Any], number: int) -> None:
        path = (*path, len(around))
        self.lines[path] = number
        value = _Line(rest, path, number, self.lines).value()
        if value is None:
            raise _UnsureError
        around.append(value)

    def _pair(self, content: str, indent: int, path: DataPath, around: dict[str, Any], number: int) -> None:
        key, colon, rest = content.partition(":")
        if not colon or (rest and rest[0] != " ") or not _is_word(key):
            raise _UnsureError
        path = (*path, key)
        if path in self.lines:
            raise _UnsureError
        self.lines[path] = number
        line = _Line(rest, path, number, self.lines)
        if line.is_empty():
            around[key] = None
            self._waiting = indent, path, around, key
        else:
            around[key] = line.value()


class _Line:
    """What stands behind a key or a dash."""

    def __init__(self, text: str, path: DataPath, number: int, lines: dict[DataPath, int]) -> None:
        self._text = text.strip(" ")
        self._path = path
        self._number = number
        self._lines = lines
        self._at = 0

    def is_empty(self) -> bool:
        """Whether there is nothing but perhaps a comment."""
        return not self._text or self._text[0] == "#"

    def value(self) -> Any:
        """The value, which has to be all there is."""
        first = self._text[:1]
        if first in ("[", "{", "'", '"'):
            made = self._part(self._path)
            rest = self._text[self._at :]
            # Only a comment may follow, after a blank.
            if rest and (rest[0] != " " or rest.lstrip(" ")[:1] not in ("", "#")):
                raise _UnsureError
            return made
        text = self._text.partition(" #")[0].rstrip(" ")
        if not first.isalnum() or ": " in text or text[-1] == ":":
            raise _UnsureError
        return meaning(text)

    def _part(self, path: DataPath) -> Any:
        """What is in brackets or quotes, or a word inside brackets, from here on."""
        first = self._text[self._at : self._at + 1]
        if len(path) > _DEEPEST:
            raise _UnsureError
        if first in ("'", '"'):
            return self._quoted(first)
        if first == "[":
            return self._list(path)
        if first == "{":
            return self._mapping(path)
        return meaning(self._word())

    def _quoted(self, mark: str) -> str:
        end = self._text.find(mark, self._at + 1)
        text = self._text[self._at + 1 : end]
        # A mark that is written twice, or behind a backslash, is a part of the text.
        if end < 0 or "\\" in text or self._text[end + 1 : end + 2] == mark:
            raise _UnsureError
        self._at = end + 1
        return text

    def _word(self) -> str:
        start = self._at
        text = self._text
        while self._at < len(text) and (text[self._at].isalnum() or text[self._at] in _JOINS):
            self._at += 1
        word = text[start : self._at].rstrip(" ")
        if not word or not word[0].isalnum():
            raise _UnsureError
        return word

    def _list(self, path: DataPath) -> list[Any]:
        made: list[Any] = []
        self._skip("[")
        while not self._ends("]"):
            inner = (*path, len(made))
            self._lines[inner] = self._number
            made.append(self._part(inner))
            self._between("]")
        return made

    def _mapping(self, path: DataPath) -> dict[str, Any]:
        made: dict[str, Any] = {}
        self._skip("{")
        while not self._ends("}"):
            key = self._word()
            inner = (*path, key)
            if not _is_word(key) or inner in self._lines or self._text[self._at : self._at + 2] != ": ":
                raise _UnsureError
            self._lines[inner] = self._number
            self._skip(":")
            made[key] = self._part(inner)
            self._between("}")
        return made

    def _between(self, end: str) -> None:
        self._blanks()
        if self._text[self._at : self._at + 1] == ",":
            self._skip(",")
            if self._text[self._at : self._at + 1] in (end, ","):
                raise _UnsureError
        elif self._text[self._at : self._at + 1] != end:
            raise _UnsureError

    def _ends(self, end: str) -> bool:
        if self._text[self._at : self._at + 1] != end:
            return False
        self._at += 1
        return True

    def _skip(self, mark: str) -> None:
        self._at += len(mark)
        self._blanks()

    def _blanks(self) -> None:
        while self._text[self._at : self._at + 1] == " ":
            self._at += 1


def _is_word(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and key[:1].isalnum() and key.replace("-", "").replace("_", "").isalnum()
