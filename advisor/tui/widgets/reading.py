"""A text to scroll through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.events import Blur, Focus, Resize
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import RenderOptions

from advisor.tui.widgets.columns import Columns, Stack
from advisor.tui.widgets.quiet_focus import take_quietly


class Reading(ScrollView, can_focus=True):
    """Only the lines that are seen are painted, and another text does not have the screen laid out again."""

    DEFAULT_CSS = "Reading { overflow-x: hidden; }"
    auto_links = False
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.rows: tuple[Columns, ...] = ()
        self._lines: list[tuple[Columns, int]] = []
        self._width = 0
        self._painting = False

    def read(self, text: str | Content | Stack, *, again: bool = False) -> None:
        """Show a text from its beginning; `again` leaves it where it is. Lines that say the same are left alone."""
        known = {row.said: row for row in self.rows}
        rows = text.rows if isinstance(text, Stack) else _rows(text)
        self.rows = tuple(known.get(row.said, row) for row in rows)
        before, width = self._lines, self._width
        self._measure()
        if not again:
            self.scroll_home(animate=False)
        if self._width == width:
            first, height = self.scroll_offset.y, self.size.height
            pairs = zip_longest(before[first : first + height], self._lines[first : first + height])
            for y in (y for y, (was, now) in enumerate(pairs) if was != now):
                self.refresh(Region(0, y, width, 1))
        else:
            self.refresh()

    @property
    def text(self) -> str:
        """What can be read, as long as anything is shown."""
        return "\n".join(self._line(y).text.rstrip() for y in range(len(self._lines)))

    def _measure(self) -> None:
        """How long it is. Whether there is a scrollbar depends on that, and how wide a line is on the scrollbar."""
        width = 0
        while self.scrollable_content_region.width != width:
            self._width = width = self.scrollable_content_region.width
            self._lines = [(row, line) for row in self.rows for line in range(row.get_height({}, width))]
            self.virtual_size = Size(width, len(self._lines))
            self._scroll_update(self.virtual_size)

    def _on_resize(self, _event: Resize) -> None:
        if self.scrollable_content_region.width != self._width:
            self._measure()
            self.refresh()

    def _on_focus(self, event: Focus) -> None:
        take_quietly(self, event)

    def _on_blur(self, event: Blur) -> None:
        take_quietly(self, event)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The frame is lit by the screen."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """As they are seen."""
        self._painting = True
        strips = super().render_lines(crop)
        self._painting = False
        return strips

    def render_line(self, y: int) -> Strip:
        """A line of what is seen; places are only marked in it when somebody selects with the mouse."""
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(self._width, self.visual_style.rich_style)
        strip = self._line(y)
        span = self.text_selection.get_span(y) if self.text_selection is not None else None
        if span is not None:
            start, end = span[0], span[1] if span[1] >= 0 else strip.cell_length
            selected = self.screen.get_component_rich_style("screen--selection")
            parts = strip.crop(0, start), strip.crop(start, end).apply_style(selected), strip.crop(end)
            strip = Strip.join(parts)
        return strip if self._painting else strip.apply_offsets(0, y)

    def _line(self, y: int) -> Strip:
        row, line = self._lines[y]
        options = RenderOptions(self._get_style, cast(RulesMap, self.styles))
        return row.render_strips(self._width, None, self.visual_style, options)[line]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse has selected."""
        return selection.extract(self.text), "\n"


def _rows(text: str | Content) -> Iterator[Columns]:
    lines = Content(text).split("\n") if isinstance(text, str) else text.split("\n")
    return (Columns((line, None), pointer="") for line in lines)
