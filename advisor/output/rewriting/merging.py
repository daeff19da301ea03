"""Three-way merge of texts, line by line, with the conflict markers that git writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

YOURS = "yours"
NEW = "new from the advisor"
_OPEN, _MIDDLE, _CLOSE = "<" * 7, "=" * 7, ">" * 7


@dataclass(frozen=True, slots=True)
class Merged:
    """The text with both changes in it, and how many places could not be merged and carry markers."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class _Edit:
    """The lines of the base from `start` to `end`, exclusive, became `lines`."""

    start: int
    end: int
    lines: Sequence[str]


def merge(base: str, yours: str, new: str) -> Merged:
    """Bring what changed from `base` to `new` into `yours`.

    Changes that overlap or touch are a conflict unless they are the same, as in git.
    """
    lines = _lines(base)
    edits = _edits(lines, _lines(yours)), _edits(lines, _lines(new))
    merged: list[str] = []
    conflicts = done = 0
    for start, end, (mine, theirs) in _regions(*edits):
        merged += lines[done:start]
        done = end
        one, two = _applied(lines, start, end, mine), _applied(lines, start, end, theirs)
        if not mine or one == two:
            merged += two
        elif not theirs:
            merged += one
        else:
            conflicts += 1
            merged += _marked(one, two)
    merged += lines[done:]
    return Merged("".join(merged), conflicts)


def has_markers(text: str) -> bool:
    """Whether a merge left conflicts in it that nobody has settled yet."""
    starts = {line.partition(" ")[0].rstrip() for line in text.splitlines()}
    return {_OPEN, _MIDDLE, _CLOSE} <= starts


def _lines(text: str) -> list[str]:
    """Only newlines end a line; a form feed within one does not."""
    *ended, last = text.split("\n")
    return [f"{line}\n" for line in ended] + ([last] if last else [])


def _edits(base: Sequence[str], changed: Sequence[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return [
        _Edit(start, end, changed[first:last])
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _regions(
    yours: Sequence[_Edit], new: Sequence[_Edit]
) -> Iterator[tuple[int, int, tuple[list[_Edit], list[_Edit]]]]:
    """Stretches of the base that either side changed, with the edits of each; edits that touch belong together."""
    waiting = sorted(
        [(edit.start, edit.end, side, edit) for side, edits in enumerate((yours, new)) for edit in edits],
        key=lambda each: each[:3],
    )
    while waiting:
        start, end, side, edit = waiting.pop(0)
        found: tuple[list[_Edit], list[_Edit]] = ([], [])
        found[side].append(edit)
        while waiting and waiting[0][0] <= end:
            _, further, side, edit = waiting.pop(0)
            found[side].append(edit)
            end = max(end, further)
        yield start, end, found


def _applied(base: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    """The lines of the base from `start` to `end` after one side's edits."""
    lines: list[str] = []
    for edit in edits:
        lines += [*base[start : edit.start], *edit.lines]
        start = edit.end
    return [*lines, *base[start:end]]


def _marked(yours: list[str], new: list[str]) -> list[str]:
    """Both versions between markers; lines that both begin or end with stay outside."""
    before: list[str] = []
    after: list[str] = []
    while yours and new and yours[0] == new[0]:
        before.append(yours.pop(0))
        new.pop(0)
    while yours and new and yours[-1] == new[-1]:
        after.insert(0, yours.pop())
        new.pop()
    parts = [f"{_OPEN} {YOURS}\n", *_ended(yours), f"{_MIDDLE}\n", *_ended(new), f"{_CLOSE} {NEW}\n"]
    return [*before, *parts, *after]


def _ended(lines: list[str]) -> list[str]:
    """A marker needs a line of its own, even after a last line that has no newline."""
    return [*lines[:-1], f"{lines[-1].removesuffix(chr(10))}\n"] if lines else []
