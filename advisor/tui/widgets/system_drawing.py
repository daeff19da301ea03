"""The recommended architecture drawn with lines: platforms as boundaries, hosts below, components inside."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from advisor.service.architecture import Ground, Part, Place

EDGE = "$primary"
INNER = "$text-muted"
NAME = 8
MIN_WIDTH = 40


class SystemDrawing(Static):
    """As wide as there is room; platforms below each other."""

    DEFAULT_CSS = "SystemDrawing { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._places: tuple[Place, ...] = ()
        self._here: str | None = None

    def draw(self, places: tuple[Place, ...], here: str | None = None) -> None:
        """Draw the places; the component `here` is marked."""
        self._places, self._here = places, here
        self._draw()

    def mark(self, here: str | None) -> None:
        """Mark another component."""
        if here != self._here:
            self._here = here
            self._draw()

    def on_resize(self) -> None:
        """The boxes follow the width."""
        self._draw()

    def _draw(self) -> None:
        width = max(MIN_WIDTH, self.size.width)
        lines = [line for place in self._places for line in _place(place, width, self._here)]
        empty = Content.styled("No component has a pattern yet.", "$text-muted")
        self.update(Content("\n").join(lines) if lines else empty)


def _place(place: Place, width: int, here: str | None) -> Iterator[Content]:
    inside = width - 4
    yield _top(place.title, width, "╭╮", EDGE, "bold $text-primary")
    for ground in place.grounds:
        for line in _ground(ground, inside, here):
            yield _framed(line, inside, "│", EDGE)
    yield Content.styled("╰" + "─" * (width - 2) + "╯", EDGE)


def _ground(ground: Ground, width: int, here: str | None) -> Iterator[Content]:
    inside = width - 4
    yield from _labelled("in front", ground.front, width)
    yield _top(ground.pattern, width, "┌┐", INNER, "")
    for part in ground.parts:
        for line in _part(part, inside, here):
            yield _framed(line, inside, "│", INNER)
    yield Content.styled("└" + "─" * (width - 2) + "┘", INNER)
    yield from _labelled("hosts", ground.hosts, width)


def _part(part: Part, width: int, here: str | None) -> Iterator[Content]:
    calls = "  → " + ", ".join(part.talks_to) if part.talks_to else ""
    mark = "▸ " if part.name == here else "  "
    yield from _wrapped(Content.assemble((mark + part.name, "bold"), calls), width)
    if part.data:
        yield from _wrapped(Content.styled("    data: " + "; ".join(part.data), "$text-muted"), width)


def _labelled(name: str, said: tuple[str, ...], width: int) -> Iterator[Content]:
    if said:
        first, *rest = _wrapped(Content("; ".join(said)), width - NAME - 1)
        yield Content.assemble((f"{name:<{NAME}} ", "$text-muted"), first)
        for line in rest:
            yield Content.assemble(" " * (NAME + 1), line)


def _wrapped(text: Content, width: int) -> list[Content]:
    return list(text.wrap(width))


def _top(title: str, width: int, corners: str, edge: str, style: str) -> Content:
    shown = title if len(title) <= width - 6 else title[: width - 7] + "…"
    left, right = corners[0], corners[1]
    return Content.assemble(
        (f"{left}─ ", edge), (shown, style), (" " + "─" * (width - len(shown) - 6) + f"─{right}", edge)
    )


def _framed(line: Content, width: int, side: str, edge: str) -> Content:
    return Content.assemble((f"{side} ", edge), line, " " * max(0, width - line.cell_length), (f" {side}", edge))
