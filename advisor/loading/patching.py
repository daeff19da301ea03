"""An answer changed in the text of a file, as writing the whole file out again would change it, only sooner.

Writing a document out writes its entries one after the other, each the same whatever stands around it. The exception
are comments and empty lines: they belong to the entry before them and go where it goes. So lines are exchanged only
where no comment and no empty line is near. Whatever is not plainly that is `None` here, and is written out.
`tests/loading/test_patching.py` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

_STEP = "  "


class Kind(Enum):
    """What happens to an entry."""

    NEW = "new"
    OTHER = "other"
    GONE = "gone"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry of a mapping that was added at its end, got another value, or went; with the keys that lead to it.

    What else may happen to one, only writing everything out can tell.
    """

    path: tuple[str, ...]
    kind: Kind
    value: Any = None


def patched(text: str, edits: Sequence[Edit], dump: Callable[[Mapping[str, Any]], str]) -> str | None:
    """`text`, which `dump` gave, with the edits in it; None if it is not certain what `dump` would give now."""
    lines = text.split("\n")
    for edit in edits:
        place = _place(lines, edit)
        if place is None:
            return None
        lines[place] = [] if edit.kind is Kind.GONE else _entry(edit, dump)
    return "\n".join(lines)


def _entry(edit: Edit, dump: Callable[[Mapping[str, Any]], str]) -> list[str]:
    """The lines of an entry, written out without what stands around it."""
    around: Mapping[str, Any] = {edit.path[-1]: edit.value}
    for key in reversed(edit.path[:-1]):
        around = {key: around}
    return dump(around).split("\n")[len(edit.path) - 1 : -1]


def _place(lines: list[str], edit: Edit) -> slice | None:
    """The lines that an edit exchanges; None if there is doubt."""
    if edit.kind is Kind.UNSURE:
        return None
    *around, key = edit.path
    start, end = 0, len(lines) - 1  # after the last line end there is nothing
    for depth, name in enumerate(around):
        head = _head(lines, start, end, depth, name)
        if head is None or not _is_bare(lines[head], depth, name):
            return None
        start, end = head + 1, _end(lines, head, end, depth)
    whole = end - start
    if edit.kind is Kind.NEW:
        start = end
        if not whole or not _is_plain(lines[end - 1]):
            return None
    else:
        head = _head(lines, start, end, len(around), key)
        if head is None:
            return None
        start, end = head, _end(lines, head, end, len(around))
        alone = whole == end - start
        if not all(_is_plain(line) for line in lines[start:end]):
            return None
        if edit.kind is Kind.GONE and (alone or not _is_plain(lines[start - 1])):
            return None
    follows = lines[end] if end < len(lines) - 1 else "."
    return slice(start, end) if _is_plain(follows) else None


def _head(lines: list[str], start: int, end: int, depth: int, key: str) -> int | None:
    """The one line at this depth on which a key stands."""
    begin = f"{_STEP * depth}{key}:"
    found = [at for at in range(start, end) if lines[at].startswith(begin) and lines[at][len(begin) :][:1] in ("", " ")]
    return found[0] if len(found) == 1 else None


def _end(lines: list[str], head: int, limit: int, depth: int) -> int:
    """The line after the last one that belongs to the key on the line `head`."""
    deeper = _STEP * depth + " "
    return next((at for at in range(head + 1, limit) if lines[at] and not lines[at].startswith(deeper)), limit)


def _is_bare(line: str, depth: int, key: str) -> bool:
    """Whether there is nothing after the key but perhaps a comment."""
    rest = line[len(_STEP * depth) + len(key) + 1 :].lstrip()
    return not rest or rest.startswith("#")


def _is_plain(line: str) -> bool:
    return bool(line.strip()) and "#" not in line
