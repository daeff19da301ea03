"""A list of rows to move through with the arrow keys and open with Enter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from textual.binding import Binding
from textual.content import Content
from textual.css.styles import RulesMap
from textual.events import Blur, Click, Focus, MouseMove, Resize
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.quiet_focus import take_quietly

ROW, OFF, HOVERED = "option-list--option", "option-list--option-disabled", "option-list--option-hover"
UNDER_CURSOR, LIT = "option-list--option-highlighted", "rows--lit"
"""The row under the cursor; lit while the list has the focus, with a look that is worked out before that comes."""


class Row(Option):
    """A line (or a few) of aligned cells. A heading cannot be chosen."""

    def __init__(self, columns: Columns, key: str | None = None, *, heading: bool = False) -> None:
        super().__init__(columns, id=key, disabled=heading)
        self.columns = columns


def heading(text: str) -> Row:
    """A line that names the rows below it."""
    return Row(Columns((Content.styled(text, "bold $text-primary"), None)), heading=True)


def note(text: str) -> Row:
    """A line that says something about the list, such as that it is empty."""
    return Row(Columns((Content.styled(text, "$text-muted"), None)), heading=True)


def blank() -> Row:
    """An empty line between two groups."""
    return Row(Columns(("", None)), heading=True)


class Rows(OptionList):
    """An option list whose cursor is a mark, not only a colour."""

    BINDINGS = [Binding("enter", "select", "Open")]
    auto_links = False
    COMPONENT_CLASSES = {LIT}

    DEFAULT_CSS = """
    Rows {
        border: none;
        padding: 0;
        background: transparent;
        height: 1fr;
        scrollbar-size-vertical: 1;
        & > .option-list--option-disabled { color: $foreground; }
        &:focus { border: none; background-tint: transparent; }
        &:focus > .option-list--option-highlighted {
            color: $foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        & > .rows--lit {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        &:nocolor > .rows--lit { text-style: bold reverse; }
    }
    """

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """The row under the cursor; only the rows that it leaves and comes to are painted."""
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How many lines there are; nothing else is laid out for it unless the list is as high as its lines."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self._pointed: Columns | None = None
        self._said: list[tuple[object, ...]] = []
        self._painted: list[Columns] = []
        self._width = self._room = 0
        self._scrolled: tuple[object, ...] = ()
        self._looks: dict[str, Style] = {}

    def show(self, rows: Iterable[Row], *, keep: str | None = None) -> None:
        """Replace all rows; the cursor goes to the row `keep`, else stays near where it was.

        Rows that say the same as before are left alone: painting is what takes time.
        """
        rows = list(rows)
        before = self.highlighted
        said: list[tuple[object, ...]] = [(row.id, row.disabled, row.columns.said) for row in rows]
        if said != self._said:
            self._put(rows, said)
        ids = [option.id for option in self.options]
        if keep is not None and keep in ids:
            self.highlighted = ids.index(keep)
        elif before is not None and before < len(ids) and not self.options[before].disabled:
            self.highlighted = before
        else:
            self.action_first()
            self.call_after_refresh(self._show_top)
        self.refresh_bindings()

    @property
    def at_first(self) -> bool:
        """Whether the cursor stands on the first row that can be chosen, where nobody has moved it away from."""
        return self.highlighted == next((n for n, row in enumerate(self.options) if not row.disabled), None)

    def _show_top(self) -> None:
        """A heading may stand above the first row; unless somebody has moved on meanwhile."""
        if self.at_first:
            self.scroll_home(animate=False)

    def _put(self, rows: list[Row], said: list[tuple[object, ...]]) -> None:
        changed = [index for index, says in enumerate(said) if self._said[index : index + 1] != [says]]
        if len(rows) == len(self._said) and all(self._fits(index, rows[index]) for index in changed):
            self._exchange({index: rows[index] for index in changed})
        else:
            painted = dict(zip(self._said, self._painted, strict=True))
            for row, says in zip(rows, said, strict=True):
                row.columns.remember(painted.get(says))
            self._painted = [row.columns for row in rows]
            self._pointed = None
            self.set_options(rows)
        self._said = said

    def _fits(self, index: int, row: Row) -> bool:
        """Whether a row is as tall as the one in its place."""
        width = self.scrollable_content_region.width
        return width > 0 and self._heights.get(index) == row.columns.get_height({}, width)

    def _exchange(self, rows: dict[int, Row]) -> None:
        """Put other rows in the places of some; only these are painted."""
        for option in [self._options[index] for index in rows]:
            del self._option_to_index[option]
            if option.id is not None:
                del self._id_to_option[option.id]
        for index, row in rows.items():
            self._options[index] = row
            self._option_to_index[row] = index
            if row.id is not None:
                self._id_to_option[row.id] = row
            self._painted[index] = row.columns
            if index == self.highlighted:
                self._point_at(row)
            self._repaint(index)

    def _on_resize(self, event: Resize) -> None:  # type: ignore[override]
        """Only another width makes rows wrap otherwise; the base class would paint all of them again for any."""
        event.prevent_default()
        if event.size.width != self._width:
            self._width = event.size.width
            self._clear_caches()

    def _update_lines(self) -> None:
        """A scrollbar that appears takes a cell from every row, and some need a line more then."""
        room = self.scrollable_content_region.width
        if room and room != self._room:
            self._room = room
            self._clear_caches()
        super()._update_lines()

    def watch_virtual_size(self) -> None:
        """The list is as high as its lines."""
        if self.styles.is_auto_height:
            self.refresh(layout=True)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Every layout asks for it, and it paints the scrollbar."""
        state = (virtual_size, self.container_size, self.show_vertical_scrollbar, self.styles.overflow_y)
        if state != self._scrolled:
            self._scrolled = state
            super()._scroll_update(virtual_size)

    def _repaint(self, index: int | None) -> None:
        """Paint one row, if it can be seen."""
        if index is not None and index in self._index_to_line:
            row = Region(0, self._index_to_line[index] - self.scroll_offset.y, self.size.width, self._heights[index])
            if seen := row.intersection(self.size.region):
                self.refresh(seen)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The looks of the rows are the same for the whole of a paint."""
        self._looks.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Straight from the row: the base class works out looks, links and where the mouse is for each line."""
        width = self.scrollable_content_region.width
        place = self._place(y)
        if place is None:
            return Strip.blank(width, self._look(ROW).rich_style)
        index, line = place
        row = self._options[index]
        assert isinstance(row, Row)
        options = RenderOptions(self._get_style, cast(RulesMap, self.styles))
        return row.columns.render_strips(width, None, self._look(self._state(index, row)), options)[line]

    def _place(self, y: int) -> tuple[int, int] | None:
        """The row on a line of the window, and which of its lines that is."""
        lines, line = self._line_cache.lines, self.scroll_offset.y + y
        return lines[line] if 0 <= line < len(lines) else None

    def _state(self, index: int, row: Row) -> str:
        if row.disabled:
            return OFF
        if index == self.highlighted:
            return LIT if self.has_focus else UNDER_CURSOR
        return HOVERED if index == self._mouse_hovering_over else ROW

    def _look(self, state: str) -> Style:
        if state not in self._looks:
            self._looks[state] = self.get_visual_style(*dict.fromkeys((ROW, state)))
        return self._looks[state]

    async def _on_click(self, event: Click) -> None:
        """Choose the row that was clicked."""
        event.prevent_default()
        place = self._place(event.y - self.gutter.top)
        if place is not None and not self._options[place[0]].disabled:
            self.highlighted = place[0]
            self.action_select()

    def _on_mouse_move(self, event: MouseMove) -> None:
        """Light the row under the mouse."""
        event.prevent_default()
        place = self._place(event.y - self.gutter.top)
        self._mouse_hovering_over = place[0] if place is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing to open in an empty list."""
        return action != "select" or self.highlighted is not None

    def _on_focus(self, event: Focus) -> None:
        take_quietly(self, event)

    def _on_blur(self, event: Blur) -> None:
        take_quietly(self, event)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Only the row under the cursor looks otherwise now; the base class would work out all looks afresh."""
        self._repaint(self.highlighted)

    def watch_highlighted(self, before: int | None, highlighted: int | None) -> None:  # type: ignore[override]
        """Move the mark. Strips are cached by style, so the row under the cursor is drawn afresh."""
        self._point_at(self.highlighted_option)
        self._repaint(before)
        self._repaint(highlighted)
        super().watch_highlighted(highlighted)

    def _point_at(self, option: Option | None) -> None:
        if self._pointed is not None:
            self._pointed.pointed = False
        self._pointed = option.columns if isinstance(option, Row) else None
        if self._pointed is not None:
            self._pointed.pointed = True
