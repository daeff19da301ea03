"""A text of any length to scroll through: only the lines that are seen are painted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.segment import Segment
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from advisor.tui.widgets.folding import breaks


class LongText(ScrollView, can_focus=True):
    """Lines that are too long are folded. Colours may come later than the text."""

    DEFAULT_CSS = "LongText { height: 1fr; overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }"

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How long the text is lays nothing else out."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[str] = []
        self._coloured: Sequence[Content] = ()
        self._rows: list[tuple[int, int, int]] = []
        self._width = 0

    @property
    def text(self) -> str:
        """What it says, with blanks for tabs."""
        return "\n".join(self._lines)

    def show(self, text: str) -> bool:
        """Another text, from its first line; the same one stays as it is, and False is returned."""
        lines = text.expandtabs().split("\n")
        if lines == self._lines:
            return False
        self._lines, self._coloured = lines, ()
        self.scroll_home(animate=False, immediate=True)
        self._fold()
        return True

    def colour(self, coloured: Sequence[Content]) -> None:
        """How its lines look, if these are its lines; blank ones at the end may be left out."""
        if self.text.rstrip() == "\n".join(line.plain for line in coloured).rstrip():
            self._coloured = coloured
            self.refresh()

    def _fold(self) -> None:
        """Work out which part of which line stands in each row."""
        self._width = width = self.scrollable_content_region.width
        if width:
            cuts = ((number, [0, *breaks(line, width), len(line)]) for number, line in enumerate(self._lines))
            self._rows = [(number, *part) for number, cut in cuts for part in pairwise(cut)]
            self.virtual_size = Size(width, len(self._rows))
            self._scroll_update(self.virtual_size)
            self.refresh()

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        """Another width folds otherwise; the line that is read stays at the top."""
        if self.scrollable_content_region.width != self._width:
            top = self._rows[self.scroll_offset.y][0] if self.scroll_offset.y < len(self._rows) else 0
            self._fold()
            self.scroll_to(y=next((row for row, part in enumerate(self._rows) if part[0] == top), 0), animate=False)

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = self.scroll_offset.y + y
        look = self.visual_style
        if row >= len(self._rows):
            return Strip.blank(self._width, look.rich_style)
        number, start, end = self._rows[row]
        part = self._line(number)[start:end]
        segments, x = [], start
        for text, own in part.render(look, end="", parse_style=self._get_style):
            segments.append(Segment(text, (look + own).rich_style_with_offset(x, number)))
            x += len(text)
        return Strip(segments, part.cell_length).adjust_cell_length(self._width, look.rich_style)

    def _line(self, number: int) -> Content:
        line = self._coloured[number] if number < len(self._coloured) else Content(self._lines[number])
        marked = self.text_selection.get_span(number) if self.text_selection is not None else None
        if marked is None:
            return line
        begin, end = marked
        look = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return line.stylize(look, begin, len(line.plain) if end == -1 else end)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What somebody has marked with the mouse."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Paint what is marked."""
        self.refresh()
