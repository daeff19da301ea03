"""Where a line is broken so that it fits."""

from __future__ import annotations

import re

from rich._wrap import divide_line
from rich.cells import cell_len
from textual.content import Content

_ODD_SPACE = re.compile(r"[^\S ]")


def breaks(text: str, width: int) -> list[int]:
    """Where each further line begins: at a word, or within one that is longer than a line.

    This is what `divide_line` says, which measures every word and takes many times as long; it is asked where words are
    too long for a line or signs are wider than others.
    """
    if cell_len(text) <= width:
        return []
    if cell_len(text) != len(text) or _ODD_SPACE.search(text):
        return divide_line(text, width)
    found: list[int] = []
    start, end = 0, len(text.rstrip())
    while end - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        if space < 0 or text[start:space].isspace():
            return divide_line(text, width)
        start = space + 1
        while text[start] == " ":
            start += 1
        found.append(start)
    return found


def folded(content: Content, width: int) -> list[Content]:
    """The lines of a text; no blanks where they were broken."""
    found: list[Content] = []
    for line in content.expand_tabs().split(allow_blank=True):
        *before, last = line.divide(breaks(line.plain, width))
        found += [*(part.rstrip() for part in before), last.truncate(width)]
    return found
