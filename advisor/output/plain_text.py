"""Text that people typed, made safe to show, and measured and folded by the cells it takes in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

_DIRECTION_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """The text without control characters and without marks that reorder what stands around it.

    Line breaks stay; tabs become blanks.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(each for each in unified if each == "\n" or _shows(each))


def one_line(text: str) -> str:
    """The text on one line, its blanks collapsed."""
    return " ".join(printable(text).split())


def shortened(text: str, width: int) -> str:
    """The text on one line of at most `width` cells, with an ellipsis where it was cut."""
    line = one_line(text)
    if cells(line) <= width:
        return line
    kept, used = "", 1
    for each in line:
        used += _cell(each)
        if used > width:
            break
        kept += each
    return kept.rstrip() + "…"


def cells(text: str) -> int:
    """How many terminal columns the text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def folded(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text as lines of at most `width` cells, the first led by `first` and the others by `rest`.

    `rest` defaults to blanks as wide as `first`. Words that are too long are broken.
    """
    indent = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    line, empty = first, True
    for word in _words(text, width - max(cells(first), cells(indent))):
        if not empty and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line.rstrip()]


def _words(text: str, longest: int) -> Iterator[str]:
    for word in one_line(text).split():
        if cells(word) <= longest:
            yield word
            continue
        part = ""
        for each in word:
            if cells(part) + _cell(each) > longest:
                # A hyphen is the better place, unless it would leave next to nothing on the line.
                cut = part.rfind("-") + 1
                cut = cut if cells(part[:cut]) > longest // 3 else len(part)
                yield part[:cut]
                part = part[cut:]
            part += each
        yield part


def _shows(each: str) -> bool:
    return each not in _DIRECTION_CONTROLS and unicodedata.category(each) not in ("Cc", "Cs")


@cache
def _cell(each: str) -> int:
    if unicodedata.combining(each) or unicodedata.category(each) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(each) in "WF" else 1
