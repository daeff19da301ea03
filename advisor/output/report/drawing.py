"""The picture of a system as SVG: platforms as boxes with their cards inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import drawsvg

from advisor.output.plain_text import folded
from advisor.output.report.cards import Card, Place, in_words, talks_to

_GAP = 14
_PAD = 14
_LINE = 19
_GLYPH = 8.3
_SMALL_GLYPH = 7.0
"""A little more than the average width of a letter at the drawing's text size, and at that of its notes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide the picture is, how many cards stand side by side, and whether a card's text stands beside its name."""

    width: int
    columns: int
    beside: bool = False


FEW = Shape(640, 3)
MANY = Shape(900, 1, beside=True)
TELEPHONE = Shape(330, 1)
"""As wide as the screen, so that the letters stay legible."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a card's text: its class, how far it is from the card's left edge, and which line it is from above."""

    kind: str
    text: str
    left: float
    number: int


@dataclass(frozen=True, slots=True)
class _Box:
    """A platform's place: its left edge and width, and how many cards stand side by side in it."""

    place: Place
    left: float
    width: float
    columns: int
    beside: bool

    @property
    def card_width(self) -> float:
        """The width of one card."""
        return (self.width - 2 * _PAD - (self.columns - 1) * _GAP) / self.columns


def svg(shown: Sequence[Place], shape: Shape = FEW, style: str | None = None, kind: str = "drawing") -> str:
    """The picture as SVG. Inline, the page styles it by the classes `platform`, `card`, `name`, `note`.

    With a `style` sheet of its own it can stand alone.
    """
    boxes: list[tuple[_Box, float, float]] = []
    top = 0.0
    for row in _rows(shown, shape):
        height = max(_height(box) for box in row)
        boxes += [(box, top, height) for box in row]
        top += height + _GAP
    size = (shape.width + 2, _rounded(max(top - _GAP, 0) + 2))
    picture = drawsvg.Drawing(*size, origin=(-1, -1), class_=kind, role="img")
    picture.append_title(in_words(shown))
    if style is not None:
        picture.append_css(style)
    for box, above, height in boxes:
        picture.extend(_box(box, above, height))
    text: str = picture.as_svg(header="")
    return text.replace("<defs>\n</defs>\n", "")


def _rows(shown: Sequence[Place], shape: Shape) -> Iterator[list[_Box]]:
    """Platforms side by side while their cards fit, each row as wide as the picture."""
    row: list[Place] = []
    for place in shown:
        if row and sum(min(len(each.cards), shape.columns) for each in (*row, place)) > shape.columns:
            yield _spread(row, shape)
            row = []
        row.append(place)
    if row:
        yield _spread(row, shape)


def _spread(row: Sequence[Place], shape: Shape) -> list[_Box]:
    cards = [min(len(place.cards), shape.columns) for place in row]
    room = shape.width - _GAP * (len(row) - 1)
    # A lone card looks lost when it is stretched over the whole width.
    each = room / max(sum(cards), min(shape.columns, 2))
    boxes: list[_Box] = []
    left = 0.0
    for place, number in zip(row, cards, strict=True):
        boxes.append(_Box(place, left, each * number, number, shape.beside))
        left += each * number + _GAP
    return boxes


def _height(box: _Box) -> float:
    heights = _heights(box)
    return _head(box) + sum(heights) + _between(box) * (len(heights) - 1) + _PAD


def _head(box: _Box) -> float:
    return _PAD + _LINE * len(_lines(box.place.title, box.width - 2 * _PAD)) + 6


def _between(box: _Box) -> float:
    return _GAP / 3 if box.beside else _GAP


def _heights(box: _Box) -> list[float]:
    """Of each row of cards, which are as high as the highest of them."""
    lines = [max(line.number for line in _card_lines(card, box)) + 1 for card in box.place.cards]
    starts = range(0, len(lines), box.columns)
    around = _PAD * (0.6 if box.beside else 1.4)
    return [max(lines[start : start + box.columns]) * _LINE + around for start in starts]


def _card_lines(card: Card, box: _Box) -> list[_Line]:
    edge = _PAD * 0.8
    room = box.card_width - 2 * edge
    if box.beside:
        aside = room * 0.4
        names = [_Line("name", text, edge, number) for number, text in enumerate(_lines(card.name, aside))]
        texts = enumerate(_lines(card.text, room - aside - _GAP))
        return names + [_Line("pattern", text, edge + aside + _GAP, number) for number, text in texts]
    parts = (("name", card.name), ("pattern", card.text), ("note", card.note), ("note", talks_to(card)))
    below = [(kind, line) for kind, text in parts if text for line in _lines(text, room, kind)]
    return [_Line(kind, text, edge, number) for number, (kind, text) in enumerate(below)]


def _box(box: _Box, top: float, height: float) -> Iterator[drawsvg.DrawingElement]:
    yield _rectangle("platform" if box.place.is_platform else "platform without", box.left, top, box.width, height)
    title = enumerate(_lines(box.place.title, box.width - 2 * _PAD))
    yield from _text([_Line("title", text, _PAD, number) for number, text in title], box.left, top + _PAD)
    above = top + _head(box)
    for row, card_height in enumerate(_heights(box)):
        for column, card in enumerate(box.place.cards[row * box.columns : (row + 1) * box.columns]):
            left = box.left + _PAD + column * (box.card_width + _GAP)
            yield _rectangle("card", left, above, box.card_width, card_height)
            yield from _text(_card_lines(card, box), left, above + _PAD * (0.3 if box.beside else 0.7))
        above += card_height + _between(box)


def _rectangle(kind: str, left: float, top: float, width: float, height: float) -> drawsvg.Rectangle:
    return drawsvg.Rectangle(*map(_rounded, (left, top, width, height)), rx=6, class_=kind)


def _text(lines: Sequence[_Line], left: float, top: float) -> Iterator[drawsvg.Text]:
    for line in lines:
        below = top + (line.number + 0.75) * _LINE
        yield drawsvg.Text(line.text, None, _rounded(left + line.left), _rounded(below), class_=line.kind)


def _lines(text: str, width: float, kind: str = "name") -> list[str]:
    return folded(text, max(int(width / (_SMALL_GLYPH if kind == "note" else _GLYPH)), 8))


def _rounded(value: float) -> float:
    return round(value, 1)
