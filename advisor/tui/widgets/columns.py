"""One row of a list: cells side by side, each wrapping within its own column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        self._strips: dict[tuple[int, Style, bool], list[Strip]] = {}

    def remember(self, same: Columns | None) -> None:
        """Take over what was painted for a row that says the same."""
        if same is not None and same.wrap == self.wrap:
            self._strips = same._strips

    @property
    def said(self) -> object:
        """What the row says and how; equal for rows that look the same."""
        return tuple((text.plain, tuple(text.spans), width) for text, width in self.cells)

    def _widths(self, width: int) -> list[int]:
        fixed = sum(cell_width for _, cell_width in self.cells if cell_width is not None)
        rest = width - len(self.pointer) - fixed - self.gap * (len(self.cells) - 1)
        return [max(1, rest) if cell_width is None else cell_width for _, cell_width in self.cells]

    def _placed(self, width: int) -> Iterator[tuple[Content, int]]:
        return zip((content for content, _ in self.cells), self._widths(width), strict=True)

    def _takes_one_line(self, width: int) -> bool:
        """Whether every cell fits as it is, which most do; they can then be painted in one go."""
        return all(content.cell_length <= wide and "\n" not in content.plain for content, wide in self._placed(width))

    def _fitted(self, content: Content, width: int) -> Content:
        return content if self.wrap else content.truncate(width, ellipsis=True)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The row as lines of `width` cells; of every look that it had, what was painted is kept."""
        look = (width, style, self.pointed)
        if look not in self._strips:
            self._strips[look] = self._paint(width, style, options)
        return self._strips[look][:height]

    def _paint(self, width: int, style: Style, options: RenderOptions) -> list[Strip]:
        if self._takes_one_line(width):
            cells = [content.pad_right(wide - content.cell_length) for content, wide in self._placed(width)]
            pointer = self.pointer if self.pointed else " " * len(self.pointer)
            return Content.assemble(pointer, Content(" " * self.gap).join(cells)).render_strips(
                width, 1, style, options
            )
        base = style.rich_style
        columns = [
            (self._fitted(content, cell_width).render_strips(cell_width, None, style, options), cell_width)
            for content, cell_width in self._placed(width)
        ]
        lines = []
        for number in range(max(len(strips) for strips, _ in columns)):
            pointer = self.pointer if self.pointed and number == 0 else " " * len(self.pointer)
            parts = [Strip([Segment(pointer, base)])]
            for position, (strips, cell_width) in enumerate(columns):
                if position:
                    parts.append(Strip([Segment(" " * self.gap, base)]))
                strip = strips[number] if number < len(strips) else Strip([])
                parts.append(strip.adjust_cell_length(cell_width, base))
            lines.append(Strip.join(parts))
        return lines

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """All the room there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The height of the tallest cell."""
        if not self.wrap or self._takes_one_line(width):
            return 1
        return max(content.get_height(rules, cell_width) for content, cell_width in self._placed(width))


class Stack(Visual):
    """Rows below each other, for a text with columns that nobody moves through."""

    def __init__(self, rows: Iterable[Columns]) -> None:
        self.rows = tuple(rows)

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
