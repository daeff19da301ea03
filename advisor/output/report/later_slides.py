"""What follows from the patterns, as much at a time as a slide holds and is read from afar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.output import wording
from advisor.output.plain_text import cells, folded, shortened

_TITLE, _LINE = 18, 68
"""Characters on a line of the first column, and on one of the second."""

_NAMES = 30
"""Characters that the names beside a choice get in any case."""

_LINES = 17
"""Lines on a slide, one for the room around each decision among them."""

Choice = tuple[str, str]
"""What was chosen, and for whom; for nobody where it is the same for all."""

Decision = tuple[str, list[Choice]]


def later_slides(later: Mapping[str, Mapping[str, Sequence[str]]]) -> list[list[Decision]]:
    """Each decision with its choices and the names of the components that have them, slide by slide."""
    slides: list[list[Decision]] = []
    left = 0
    for title, chosen in later.items():
        choices = [(choice, _beside(choice, names) if len(chosen) > 1 else "") for choice, names in chosen.items()]
        below = sum(len(folded(f"{choice} {who}", _LINE)) for choice, who in choices)
        lines = max(len(folded(title, _TITLE)), below) + 1
        if lines > left:
            slides.append([])
            left = _LINES
        slides[-1].append((title, choices))
        left -= lines
    return slides


def _beside(choice: str, names: Sequence[str]) -> str:
    """On the same line if possible."""
    return few(names, max(_NAMES, _LINE - 1 - cells(choice)))


def few(names: Sequence[str], room: int) -> str:
    """As many whole names as there is room for, and how many more there are; at least one, cut if it must be."""
    for count in range(len(names), 0, -1):
        shown = wording.some(names, count)
        if cells(shown) <= room:
            return shown
    return wording.some([shortened(names[0], room), *names[1:]], 1)
