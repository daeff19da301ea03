"""Compare: two or three assessments or milestones side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from advisor.errors import AdvisorError
from advisor.service.comparing import NOW, Compared, Line, compare_sides
from advisor.service.recording import latest
from advisor.tui.desk import Desk
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.sides import SidesScreen
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows, blank, heading, note
from advisor.tui.widgets.top_bar import TopBar

SAME, OTHER = "=", "≠"
FRAME = 8


class Lines(Rows):
    """To be read only."""

    BINDINGS = [Binding("enter", "select", show=False)]


class CompareScreen(WorkScreen):
    """What stands beside its latest milestone, until other sides are chosen."""

    NAME = "Compare"
    LETTER = "c"
    ABOUT = "two or three assessments or milestones side by side"
    BINDINGS = [
        Binding("s", "sides", "Choose sides", tooltip="what to compare"),
        Binding("d", "all", "All or differences", tooltip="every line, or only those that differ"),
        Binding("n", "next", "Next difference"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._compared: Compared | None = None
        self._all = False
        self._problem = ""

    def compose(self) -> ComposeResult:
        """The names of the sides above a list."""
        yield TopBar()
        with Vertical(id="table", classes="section") as table:
            table.border_title = "Side by side"
            yield Static(id="names")
            yield Lines(id="lines")
        yield KeyBar()

    def _sides(self) -> tuple[str, ...]:
        session = self.desk.session
        name = latest(session.assessment)
        return self.desk.compared or ((f"{session.path}@{name}", NOW) if name else ())

    def show(self) -> None:
        """Compare afresh; files are read beside the interface."""
        super().show()
        sides = self._sides()
        if sides:
            self._compare(sides)
        self._show_lines()

    @work(thread=True, exclusive=True, group="compare")
    def _compare(self, sides: tuple[str, ...]) -> None:
        worker, found, problem = get_current_worker(), None, ""
        try:
            found = compare_sides(self.desk.session, sides)
        except AdvisorError as error:
            problem = str(error)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found, problem)

    def _found(self, compared: Compared | None, problem: str) -> None:
        self._compared, self._problem = compared, problem
        if self.is_current:
            self._show_lines()

    def on_resize(self) -> None:
        """The columns share the width."""
        self.a_frame_later(self._show_lines)

    def _show_lines(self) -> None:
        lines, names = self.query_one(Lines), self.query_one("#names", Static)
        if self._compared is None:
            names.update("")
            lines.show(self._nothing())
        else:
            count = self._compared.differences
            self.query_one("#table").border_subtitle = f"{count} difference{'' if count == 1 else 's'}"
            names.update(self._columns("", "", tuple(Content.styled(each, "bold") for each in self._compared.names)))
            lines.show(self._rows(self._compared))
        if self.focused is None:
            lines.focus()

    def _nothing(self) -> Iterator[Row]:
        if self._problem:
            yield from (note(line) for line in self._problem.splitlines())
        elif self._sides():
            yield note("Comparing …")
        else:
            yield note("There is no milestone to compare with yet: Present (g p) records one.")
            yield note("Press s to choose other assessments.")

    def _rows(self, compared: Compared) -> Iterator[Row]:
        for number, group in enumerate(compared.groups):
            shown = [line for line in group.lines if self._all or not line.same]
            if shown:
                if number:
                    yield blank()
                yield heading(group.title)
                for place, line in enumerate(shown):
                    yield Row(self._line(line), f"{number}/{place}/{line.same}")
        if not compared.differences and not self._all:
            yield note("Nothing differs.")

    def _line(self, line: Line) -> Columns:
        style = "$text-muted" if line.same else ""
        mark = Content.styled(SAME if line.same else OTHER, style or "bold $text-accent")
        values = tuple(Content.styled(each or "–", style) for each in line.values)
        return self._columns(mark, Content.styled(line.label, style), values)

    def _columns(self, mark: Content | str, label: Content | str, values: tuple[Content, ...]) -> Columns:
        room = max(40, self.size.width - FRAME - len(values))
        width = room // (len(values) + 1)
        return Columns((mark, 1), (label, width), *((value, width) for value in values))

    def action_sides(self) -> None:
        """Choose what to compare."""

        def chosen(sides: tuple[str, ...] | None) -> None:
            if sides is not None:
                self.desk.compared = sides
                self._compared = None
                self.renew()

        self.app.push_screen(SidesScreen(self.desk, self._sides() or (NOW,)), chosen)

    def action_all(self) -> None:
        """Every line, or only those that differ."""
        self._all = not self._all
        self._show_lines()

    def action_next(self) -> None:
        """On to the next line that differs, round and round."""
        lines = self.query_one(Lines)
        places = [place for place, row in enumerate(lines.options) if (row.id or "").endswith("/False")]
        here = -1 if lines.highlighted is None else lines.highlighted
        if places:
            lines.highlighted = next((place for place in places if place > here), places[0])
