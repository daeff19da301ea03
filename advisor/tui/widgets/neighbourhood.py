"""An element of the knowledge in the middle, what leads to it on its left and what it leads to on its right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from advisor.service.browsing import Entry, Node, Surroundings
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, Rows, heading, note

PLURALS = {"technology": "technologies"}
LINES = {
    "": " ", "l": "─", "r": "─", "lr": "─", "u": "│", "d": "│", "ud": "│",
    "ld": "╮", "lu": "╯", "rd": "╭", "ru": "╰", "lud": "┤", "rud": "├",
    "lrd": "┬", "lru": "┴", "lrud": "┼",
}  # fmt: skip
"""The sign with arms to the left, to the right, up and down."""


class Neighbourhood(Horizontal):
    """Two lists and the lines between them. Enter on a neighbour asks to go there."""

    DEFAULT_CSS = """
    Neighbourhood {
        height: 1fr;
        .side { width: 5fr; height: 1fr; }
        Edges { width: 4fr; max-width: 36; height: 1fr; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Somebody wants to walk on to a neighbour."""

        node: Node

    @dataclass
    class Looked(Message):
        """The cursor is on a neighbour."""

        entry: Entry

    def compose(self) -> ComposeResult:
        """Left, middle, right."""
        yield Rows(id="before", classes="side")
        yield Edges()
        yield Rows(id="after", classes="side")

    def show(self, surroundings: Surroundings) -> None:
        """Draw a node and its neighbours; the cursor goes to the side that has more to show."""
        self._entries = {_key(each): each for each in (*surroundings.before, *surroundings.after)}
        before, after = self.query_one("#before", Rows), self.query_one("#after", Rows)
        before.show(_rows(surroundings.before, "Rests on nothing else."))
        after.show(_rows(surroundings.after, "Leads to nothing else."))
        self.query_one(Edges).join(surroundings.here, before, after)
        if self.query("#before:focus, #after:focus") or not self.screen.focused:
            (after if surroundings.after else before).focus()

    def turn(self, side: str) -> None:
        """Put the cursor on the left (`before`) or the right (`after`)."""
        rows = self.query_one(f"#{side}", Rows)
        rows.focus()
        if rows.highlighted is None:
            rows.action_first()

    @on(Rows.OptionSelected)
    def _go(self, event: Rows.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._entries[event.option_id or ""].node))

    @on(Rows.OptionHighlighted)
    def _look(self, event: Rows.OptionHighlighted) -> None:
        event.stop()
        if event.option_list.has_focus:
            self._tell(event.option_list)

    def on_descendant_focus(self) -> None:
        """The cursor is on this side now, and only here."""
        for rows in self.query(Rows):
            if rows.has_focus:
                self._tell(rows)
            else:
                rows.highlighted = None

    def _tell(self, rows: Widget) -> None:
        option = rows.highlighted_option if isinstance(rows, Rows) else None
        entry = self._entries.get(option.id or "") if option is not None else None
        if entry is not None:
            self.post_message(self.Looked(entry))


class Edges(Widget):
    """The lines from every row that can be seen on the left, through the node, to those on the right."""

    DEFAULT_CSS = "Edges { color: $text-muted; }"

    def __init__(self) -> None:
        super().__init__()
        self._here: Entry | None = None
        self._shown: tuple[object, ...] = ()
        self._strips: list[Strip] = []

    def join(self, here: Entry, before: Rows, after: Rows) -> None:
        """Draw these from now on, also when the lists are scrolled."""
        if self._here is None:
            for rows in (before, after):
                self.watch(rows, "scroll_y", self._scrolled, init=False)
        self._here, self._before, self._after = here, before, after
        self.refresh()

    def _scrolled(self) -> None:
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """All there is."""
        return container.height

    def render_lines(self, crop: Region) -> list[Strip]:
        """Drawn once for what is shown."""
        if self._here is not None:
            height = self.content_size.height
            ends = _ends(self._before, height), _ends(self._after, height)
            shown = (self._here, ends, self.content_size, self.visual_style)
            if shown != self._shown:
                self._shown, self._strips = shown, list(self._draw(self._here, *ends))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Nothing before there is a node."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.visual_style.rich_style)

    def _draw(self, here: Entry, before: list[int], after: list[int]) -> Iterator[Strip]:
        """Line by line."""
        width, height = self.content_size
        plain = self.visual_style.rich_style
        box = [self._painted(line) for line in _box(here, width - 8)]
        middle = max([*before, *after, len(box)]) // 2
        top = max(0, middle - len(box) // 2)
        for y in range(height):
            left = ("─" if y in before else " ") + _trunk(before, y, middle, "l", "r")
            left += "─▸" if y == middle and before else "  "
            inner = box[y - top] if 0 <= y - top < len(box) else [Segment(" " * (width - 8), plain)]
            right = "──" if y == middle and after else "  "
            right += _trunk(after, y, middle, "r", "l") + ("▸" if y in after else " ")
            yield Strip([Segment(left, plain), *inner, Segment(right, plain)], width)

    def _painted(self, line: Content) -> list[Segment]:
        style = self.visual_style
        parts = line.render(style, end="", parse_style=self._get_style)
        return [Segment(text, (style + look).rich_style) for text, look in parts if text]


def _ends(rows: Rows, height: int) -> list[int]:
    """The lines on which a neighbour is seen."""
    first = rows.scroll_offset.y
    seen = rows.options[first : first + height]
    return [place for place, option in enumerate(seen) if not option.disabled]


def _trunk(ends: list[int], y: int, middle: int, outward: str, inward: str) -> str:
    if not ends:
        return " "
    low, high = min(*ends, middle), max(*ends, middle)
    arms = {outward: y in ends, inward: y == middle, "u": low < y <= high, "d": low <= y < high}
    return LINES["".join(arm for arm in "lrud" if arms[arm])]


def _box(here: Entry, width: int) -> Iterator[Content]:
    inner = width - 4
    yield Content.styled("╭" + f" {here.kind} ".center(width - 2, "─") + "╮", "$primary")
    words = Content.styled(here.title, "bold $foreground").wrap(inner)
    for line in words[:7]:
        padded = line.truncate(inner, ellipsis=True, pad=True)
        yield Content.assemble(("│ ", "$primary"), padded, (" │", "$primary"))
    yield Content.styled("╰" + "─" * (width - 2) + "╯", "$primary")


def _rows(entries: tuple[Entry, ...], nothing: str) -> Iterator[Row]:
    if not entries:
        yield note(nothing)
    for kind in dict.fromkeys(each.kind for each in entries):
        members = [each for each in entries if each.kind == kind]
        name = kind if len(members) == 1 else PLURALS.get(kind, f"{kind}s")
        yield heading(f"{len(members)} {name}")
        for each in members:
            yield Row(Columns((each.title, None), wrap=False), _key(each))


def _key(entry: Entry) -> str:
    return ":".join(entry.node)
