"""One row of a list: cells side by side, each wrapping within its own column."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from advisor.tui.widgets.folding import folded

POINTER = "▸ "


class Columns(Visual):
    """Cells with fixed widths and one flexible cell (width None) that takes what is left.

    `pointed` puts a mark before the first line, so that the cursor can be seen without colour. Without `wrap` the row
    is one line, and what does not fit is cut off.
    """

    def __init__(
        self, *cells: tuple[Content | str, int | None], gap: int = 1, pointer: str = POINTER, wrap: bool = True
    ) -> None:
        self.cells = tuple((Content(text) if isinstance(text, str) else text, width) for text, width in cells)
        self.gap = gap
        self.pointer = pointer
        self.wrap = wrap
        self.pointed = False
        self._lines: dict[int, list[tuple[Content, ...]]] = {}
        self._strips: dict[tuple[int, Style, bool], list[Strip]] = {}

    def remember(self, same: Columns | None) -> None:
        """Take over what was wrapped and painted for a row that says the same."""
        if same is not None and same.wrap == self.wrap:
            self._lines, self._strips = same._lines, same._strips

    @property
    def said(self) -> object:
        """What the row says and how; equal for rows that look the same."""
        return tuple((text.plain, tuple(text.spans), width) for text, width in self.cells)

    def _widths(self, width: int) -> list[int]:
        fixed = sum(cell_width for _, cell_width in self.cells if cell_width is not None)
        rest = width - len(self.pointer) - fixed - self.gap * (len(self.cells) - 1)
        return [max(1, rest) if cell_width is None else cell_width for _, cell_width in self.cells]

    def _wrapped(self, width: int) -> list[tuple[Content, ...]]:
        """Of each line what stands in the cells. Wrapping takes longest of all, so it is done once for each width."""
        if width not in self._lines:
            widths = self._widths(width)
            cells = [self._cell(content, wide) for (content, _), wide in zip(self.cells, widths, strict=True)]
            self._lines[width] = list(zip_longest(*cells, fillvalue=Content("")))
        return self._lines[width]

    def _cell(self, content: Content, width: int) -> list[Content]:
        if content.cell_length <= width and "\n" not in content.plain and "\t" not in content.plain:
            return [content]
        return folded(content, width) if self.wrap else [content.truncate(width, ellipsis=True)]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The row as lines of `width` cells; of every look that it had, what was painted is kept."""
        look = (width, style, self.pointed)
        if look not in self._strips:
            mark = self.pointer if self.pointed else " " * len(self.pointer)
            widths = self._widths(width)
            self._strips[look] = [
                _painted(mark if number == 0 else " " * len(mark), cells, widths, self.gap, width, style, options)
                for number, cells in enumerate(self._wrapped(width))
            ]
        return self._strips[look][:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """All the room there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """The height of the tallest cell."""
        return len(self._wrapped(width)) if self.wrap else 1


def _painted(
    mark: str,
    cells: tuple[Content, ...],
    widths: list[int],
    gap: int,
    width: int,
    style: Style,
    options: RenderOptions,
) -> Strip:
    """One line, straight from the cells: putting them together as text first takes three times as long."""
    plain = style.rich_style
    segments = [Segment(mark, plain)] if mark.strip() else []
    used = len(mark) if segments else 0
    free = len(mark) - used  # blank cells that are not painted yet
    for content, wide in zip(cells, widths, strict=True):
        if content:
            segments.append(Segment(" " * free, plain))
            for text, look in content.render(style, end="", parse_style=options.get_style):
                segments.append(Segment(text, (style + look).rich_style))
            used += free + content.cell_length
            free = 0
        free += max(0, wide - content.cell_length) + gap
    segments.append(Segment(" " * (width - used), plain))
    strip = Strip([segment for segment in segments if segment.text], max(used, width))
    return strip if used <= width else strip.crop(0, width)


class Stack(Visual):
    """Rows below each other, for a text with columns that nobody moves through."""

    def __init__(self, rows: Iterable[Columns]) -> None:
        self.rows = tuple(rows)

    def __str__(self) -> str:
        return "\n".join(" ".join(cell.plain for cell, _width in row.cells) for row in self.rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """All lines of all rows."""
        lines = [line for row in self.rows for line in row.render_strips(width, None, style, options)]
        return lines[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """All the room there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The heights of all rows together."""
        return sum(row.get_height(rules, width) for row in self.rows)
