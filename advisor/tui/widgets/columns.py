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
        self._lines: dict[int, list[Content]] = {}
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

    def _wrapped(self, width: int) -> list[Content]:
        """The lines without the mark. Wrapping takes longest of all, so it is done once for each width."""
        if width not in self._lines:
            widths = self._widths(width)
            cells = [self._cell(content, wide) for (content, _), wide in zip(self.cells, widths, strict=True)]
            gap = Content(" " * self.gap)
            self._lines[width] = [
                gap.join(_filled(part, wide) for part, wide in zip(parts, widths, strict=True))
                for parts in zip_longest(*cells, fillvalue=Content(""))
            ]
        return self._lines[width]

    def _cell(self, content: Content, width: int) -> list[Content]:
        if not self.wrap:
            return [content.truncate(width, ellipsis=True)]
        fits = content.cell_length <= width and "\n" not in content.plain and "\t" not in content.plain
        return [content] if fits else content.wrap(width)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The row as lines of `width` cells; of every look that it had, what was painted is kept."""
        look = (width, style, self.pointed)
        if look not in self._strips:
            self._strips[look] = [
                self._painted(line, self.pointed and number == 0, style, options).adjust_cell_length(width)
                for number, line in enumerate(self._wrapped(width))
            ]
        return self._strips[look][:height]

    def _painted(self, line: Content, marked: bool, style: Style, options: RenderOptions) -> Strip:
        """A line, which is known to fit: to have it wrapped and measured again takes three times as long."""
        before = self.pointer if marked else " " * len(self.pointer)
        parts = line.render(style, end="", parse_style=options.get_style)
        segments = [Segment(text, (style + own).rich_style) for text, own in parts if text]
        return Strip([Segment(before, style.rich_style), *segments], len(before) + line.cell_length)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """All the room there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """The height of the tallest cell."""
        return len(self._wrapped(width)) if self.wrap else 1


def _filled(content: Content, width: int) -> Content:
    return content.pad_right(max(0, width - content.cell_length))


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
