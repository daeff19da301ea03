"""One YAML file as plain data, with the line on which every part of it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from advisor.errors import InputError, Problem
from advisor.loading.plain_yaml import read_plain
from advisor.loading.scalars import DataPath
from advisor.model.record import record

LARGEST_FILE = 2_000_000


@record
class Document:
    """Plain data (mappings, lists, text, integers, booleans, None) and the line of every path in it."""

    name: str
    data: Any
    lines: dict[DataPath, int]

    def line(self, path: DataPath) -> int:
        """The line of `path`, or of the nearest thing around it that has one; at least 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: DataPath, message: str) -> Problem:
        """A problem at `path`."""
        return Problem(self.name, self.line(path), message)


def read_document(path: Path, name: str | None = None) -> Document:
    """Read one file. `name` is what problems call it. Raises InputError."""
    shown = name or str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError([Problem(shown, 0, "there is no such file")]) from None
    except IsADirectoryError:
        raise InputError([Problem(shown, 0, "is a folder, not a file")]) from None
    except OSError as error:
        raise InputError([Problem(shown, 0, f"cannot be read: {error.strerror}")]) from None
    if len(raw) > LARGEST_FILE:
        raise InputError([Problem(shown, 0, f"is larger than {LARGEST_FILE // 1_000_000} MB; that is not ours")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([Problem(shown, line, "is not UTF-8 text; save it as UTF-8")]) from None
    return parse_document(text, shown)


def parse_document(text: str, name: str) -> Document:
    """Parse YAML text. Raises InputError with every duplicate key, or with the first syntax error."""
    read = read_plain(text)
    if read is None:
        from advisor.loading.yaml_events import read_yaml

        read = read_yaml(text, name)
    return Document(name, *read)
