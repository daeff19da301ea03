"""Question sheets that came back, as rows with the line each stands on."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.loading.near import nearest
from advisor.model.sheet import FIELDS, FilledRow

_LARGEST = 5_000_000
_KEY = re.compile(r"<!-- advisor: (\S+) -->\s*\Z")
_BOX = re.compile(r"[-*] \[(.?)\]\s*(.*)\Z")
_CHOICE = re.compile(r"`([a-z0-9-]+)`")
_FIELD = re.compile(r"[-*] (\w+)(?: \([^)]*\))?:\s*(.*)\Z")
_SKIPPED = ("#", ">", "<!--")
_NEEDED = ("key", "answer")
_IGNORED = ("about", "question", "choices")
"""Columns that are there for people."""


def read_sheet(path: Path) -> list[FilledRow]:
    """Read a sheet in CSV or (ending .md or .markdown) Markdown. Raises InputError with every line not understood."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError([Problem(str(path), 0, f"cannot be read: {error.strerror}")]) from None
    if len(raw) > _LARGEST:
        raise InputError([Problem(str(path), 0, f"is larger than {_LARGEST // 1_000_000} MB; that is not ours")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([Problem(str(path), line, "is not UTF-8 text; save it as UTF-8")]) from None
    problems: list[Problem] = []
    read = _markdown if path.suffix.lower() in (".md", ".markdown") else _csv
    rows = list(read(text, str(path), problems))
    if problems:
        raise InputError(problems)
    return rows


def _csv(text: str, name: str, problems: list[Problem]) -> Iterator[FilledRow]:
    head = text.split("\n", 1)[0]
    # A spreadsheet writes what its country uses between the columns.
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not columns:
                columns = [cell.strip().lower() for cell in cells]
                problems += [Problem(name, line, message) for message in _wrong_columns(columns)]
                if problems:
                    return
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(columns):
                    problems.append(Problem(name, line, f"has {len(cells)} cells where the head has {len(columns)}"))
                else:
                    yield _row(dict(zip(columns, cells, strict=True)), line)
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(name, reader.line_num, f"is not CSV: {error}"))
    if not columns:
        problems.append(Problem(name, 0, "is empty; a sheet starts with the names of its columns"))


def _wrong_columns(columns: list[str]) -> Iterator[str]:
    known = (*_NEEDED, *FIELDS, *_IGNORED)
    for column in columns:
        if column not in known:
            near = nearest(column, known)
            yield f"there is no column `{column}`" + (f"; did you mean `{near}`?" if near else "")
        elif columns.count(column) > 1:
            yield f"the column `{column}` is there twice"
    for column in _NEEDED:
        if column not in columns:
            yield f"the column `{column}` is missing"


def _row(cells: dict[str, str], line: int) -> FilledRow:
    chosen = tuple(part.strip() for part in cells["answer"].split(";") if part.strip())
    fields = {name: _unguarded(cells[name]) for name in FIELDS if name in cells}
    return FilledRow(line, cells["key"].strip(), chosen, fields)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking the cell for a formula."""
    text = cell.replace("\r\n", "\n").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _markdown(text: str, name: str, problems: list[Problem]) -> Iterator[FilledRow]:
    found: FilledRow | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        key = _KEY.match(line)
        if key:
            if found is not None:
                yield found
            found = FilledRow(number, key[1], (), {})
        elif line and not line.startswith(_SKIPPED):
            message = "stands before the first question" if found is None else ""
            if found is not None:
                found, message = _taken(found, line)
            if message:
                problems.append(Problem(name, number, message))
    if found is None:
        problems.append(Problem(name, 0, "has no questions of ours; a question is marked `<!-- advisor: ... -->`"))
    else:
        yield found


def _taken(row: FilledRow, line: str) -> tuple[FilledRow, str]:
    """The row with what a line says, or what is wrong with the line."""
    box = _BOX.match(line)
    if box:
        choice = _CHOICE.match(box[2])
        if box[1].strip() == "":
            return row, ""
        if box[1] not in "xX" or choice is None:
            return row, f"`{line}` is not understood; a choice is ticked as `- [x]` before its name"
        return FilledRow(row.line, row.key, (*row.chosen, choice[1]), row.fields), ""
    field = _FIELD.match(line)
    if field and field[1].lower() in FIELDS:
        return FilledRow(row.line, row.key, row.chosen, {**row.fields, field[1].lower(): _unescaped(field[2])}), ""
    return row, "is not understood; tick a box, or write it behind `- Note:`"


def _unescaped(text: str) -> str:
    plain = text.replace("<br>", "\n")
    return html.unescape(re.sub(r"\\([\\`*_\[\]{}|~#$])", r"\1", plain)).strip()
