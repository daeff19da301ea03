"""The system as a picture: platforms as boxes with the components that run on them inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from advisor.output import wording
from advisor.output.plain_text import folded, one_line
from advisor.output.views.components import ComponentView
from advisor.output.views.system import PlatformGroup

_WIDTH = 640
_COLUMNS = 3
_GAP = 14
_PAD = 14
_LINE = 19
_GLYPH = 8.3
"""A little more than the average width of a letter at the drawing's text size."""

NO_PLATFORM = "No platform of its own"


@dataclass(frozen=True, slots=True)
class _Box:
    """A platform's place: its left edge and width, and how many cards stand side by side in it."""

    group: PlatformGroup
    left: float
    width: float
    columns: int

    @property
    def card_width(self) -> float:
        """The width of one card."""
        return (self.width - 2 * _PAD - (self.columns - 1) * _GAP) / self.columns


def svg(groups: Sequence[PlatformGroup], style: str | None = None) -> str:
    """The picture as SVG. Inline, the page styles it by the classes `platform`, `card`, `name`, `note`.

    With a `style` sheet of its own it can stand alone.
    """
    parts: list[str] = []
    top = 0.0
    for row in _rows(groups):
        height = max(_height(box) for box in row)
        for box in row:
            parts += _box(box, top, height)
        top += height + _GAP
    title = f"<title>{escape(_in_words(groups))}</title>"
    view = f"-1 -1 {_WIDTH + 2} {_number(max(top - _GAP, 0) + 2)}"
    alone = "" if style is None else ' xmlns="http://www.w3.org/2000/svg"'
    sheet = [] if style is None else [f"<style>{style}</style>"]
    return "\n".join([f'<svg{alone} viewBox="{view}" role="img" class="drawing">', title, *sheet, *parts, "</svg>"])


def mermaid(groups: Sequence[PlatformGroup]) -> str:
    """The picture as a Mermaid flowchart."""
    lines = ["flowchart TB"]
    number = 0
    for place, group in enumerate(groups):
        lines.append(f'  subgraph p{place}["{_mermaid_text(_title(group))}"]')
        for component in group.components:
            label = f"<b>{_mermaid_text(component.name)}</b><br/>{_mermaid_text(component.title)}"
            lines.append(f'    c{number}["{label}"]')
            number += 1
        lines.append("  end")
    return "\n".join(lines)


def _rows(groups: Sequence[PlatformGroup]) -> Iterator[list[_Box]]:
    """Groups side by side while their cards fit, each row as wide as the picture."""
    row: list[PlatformGroup] = []
    for group in groups:
        if row and sum(map(_columns, [*row, group])) > _COLUMNS:
            yield _spread(row)
            row = []
        row.append(group)
    if row:
        yield _spread(row)


def _spread(row: Sequence[PlatformGroup]) -> list[_Box]:
    room = _WIDTH - _GAP * (len(row) - 1)
    # A lone card looks lost when it is stretched over the whole width.
    each = room / max(sum(map(_columns, row)), 2)
    boxes: list[_Box] = []
    left = 0.0
    for group in row:
        width = each * _columns(group)
        boxes.append(_Box(group, left, width, _columns(group)))
        left += width + _GAP
    return boxes


def _columns(group: PlatformGroup) -> int:
    return min(len(group.components), _COLUMNS)


def _height(box: _Box) -> float:
    cards = -(-len(box.group.components) // box.columns)
    return _head(box) + cards * (_card_height(box) + _GAP) + _PAD - _GAP


def _head(box: _Box) -> float:
    return _PAD + _LINE * len(_lines(_title(box.group), box.width - 2 * _PAD)) + 6


def _card_height(box: _Box) -> float:
    most = max(len(_card_lines(component, box.card_width)) for component in box.group.components)
    return most * _LINE + _PAD * 1.4


def _card_lines(component: ComponentView, width: float) -> list[tuple[str, str]]:
    room = width - _PAD * 1.6
    return [
        *(("name", line) for line in _lines(component.name, room)),
        *(("pattern", line) for line in _lines(component.title, room)),
        *(("note", line) for line in _lines(component.certainty, room)),
    ]


def _box(box: _Box, top: float, height: float) -> Iterator[str]:
    plain = "" if box.group.titles else " without"
    yield _rectangle(f"platform{plain}", box.left, top, box.width, height)
    yield from _text(
        [("title", line) for line in _lines(_title(box.group), box.width - 2 * _PAD)], box.left + _PAD, top + _PAD
    )
    card = _card_height(box)
    for number, component in enumerate(box.group.components):
        left = box.left + _PAD + (number % box.columns) * (box.card_width + _GAP)
        above = top + _head(box) + (number // box.columns) * (card + _GAP)
        yield _rectangle("card", left, above, box.card_width, card)
        yield from _text(_card_lines(component, box.card_width), left + _PAD * 0.8, above + _PAD * 0.7)


def _rectangle(kind: str, left: float, top: float, width: float, height: float) -> str:
    return (
        f'<rect class="{kind}" x="{_number(left)}" y="{_number(top)}" '
        f'width="{_number(width)}" height="{_number(height)}" rx="6"/>'
    )


def _text(lines: Sequence[tuple[str, str]], left: float, top: float) -> Iterator[str]:
    for number, (kind, line) in enumerate(lines):
        below = top + (number + 0.75) * _LINE
        yield f'<text class="{kind}" x="{_number(left)}" y="{_number(below)}">{escape(line)}</text>'


def _lines(text: str, width: float) -> list[str]:
    return folded(text, max(int(width / _GLYPH), 8))


def _title(group: PlatformGroup) -> str:
    return wording.listed(group.titles) or NO_PLATFORM


def _in_words(groups: Sequence[PlatformGroup]) -> str:
    return " ".join(
        f"{_title(group)}: {wording.listed([f'{each.name} as {each.title}' for each in group.components])}."
        for group in groups
    )


def _mermaid_text(text: str) -> str:
    safe = one_line(text).replace("#", "#35;")
    for sign, entity in (("&", "#amp;"), ("<", "#lt;"), (">", "#gt;"), ('"', "#quot;"), ("`", "#96;")):
        safe = safe.replace(sign, entity)
    return safe


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
