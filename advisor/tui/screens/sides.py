"""What to put side by side: what stands, its milestones, other files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.service.comparing import MOST, NOW
from advisor.service.recent_files import known_files
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import AskText, Dialog
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows


class Sides(Rows):
    """Space ticks a side."""

    BINDINGS = [Binding("space", "screen.tick", "Tick"), Binding("enter", "screen.accept", "Compare")]

    def action_select(self) -> None:
        """A click ticks."""
        self.app.call_later(self.screen.run_action, "tick")


class SidesScreen(Dialog[tuple[str, ...]]):
    """Closes with two or three sides, in the order in which they were ticked."""

    BINDINGS = [Binding("o", "other", "Other file", tooltip="an assessment, or FILE@MILESTONE")]

    def __init__(self, desk: Desk, ticked: tuple[str, ...]) -> None:
        super().__init__()
        here = desk.session.path
        self._sides = {NOW: "as it stands"}
        for name, milestone in desk.session.assessment.milestones.items():
            day = milestone.on.isoformat()
            self._sides[f"{here}@{name}"] = f"milestone {name}" if name == day else f"milestone {name}, {day}"
        for path in known_files():
            if path != here.resolve():
                self._sides[str(path)] = f"{path}"
        self._sides |= {each: each for each in ticked if each not in self._sides}
        self._ticked = list(ticked)

    def compose(self) -> ComposeResult:
        """A list to tick."""
        with Vertical(classes="window tall") as window:
            window.border_title = "Side by side"
            yield Static("Tick two or three, in the order of the columns.", classes="lead")
            yield Sides()
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Sides).show(self._rows())

    def _rows(self) -> Iterator[Row]:
        for number, (argument, title) in enumerate(self._sides.items()):
            place = str(self._ticked.index(argument) + 1) if argument in self._ticked else " "
            mark = Content.styled(f"[{place}]", "$text-success" if place.strip() else "$text-muted")
            yield Row(Columns((mark, 3), (title, None)), str(number))

    def action_tick(self) -> None:
        """Tick or untick the side under the cursor."""
        rows = self.query_one(Sides)
        if rows.highlighted is not None:
            self._tick(list(self._sides)[rows.highlighted])
            rows.show(self._rows(), keep=str(rows.highlighted))

    def _tick(self, argument: str) -> None:
        problem = ""
        if argument in self._ticked:
            self._ticked.remove(argument)
        elif len(self._ticked) < MOST:
            self._ticked.append(argument)
        else:
            problem = f"No more than {MOST} fit side by side."
        self.query_one(".problem", Static).update(problem)

    def action_other(self) -> None:
        """A file that is not in the list."""

        def named(text: str | None) -> None:
            if text:
                argument = str(Path(text).expanduser())
                self._sides.setdefault(argument, argument)
                self._tick(argument)
                self.query_one(Sides).show(self._rows(), keep=str(list(self._sides).index(argument)))

        self.app.push_screen(AskText("Another assessment", "A file, or FILE@MILESTONE."), named)

    def action_accept(self) -> None:
        """Close with what is ticked."""
        if len(self._ticked) < 2:
            self.query_one(".problem", Static).update("Tick at least two.")
        else:
            self.dismiss(tuple(self._ticked))
