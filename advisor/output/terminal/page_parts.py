"""The pieces that pages about the knowledge are made of."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.output.plain_text import folded

WIDTH = 74
"""So that a page fits into a frame in a terminal of 80 columns."""


def part(label: str, text: str | None) -> Iterator[str]:
    """A labelled text, if there is one."""
    if text:
        yield from folded(text, WIDTH, f"  {label + ':':<13} ")
