"""Choose another pattern than the recommended one; the reason is required and printed."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from advisor.model.assessment import Override
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows

NO_OVERRIDE = "follow-the-advice"


class Patterns(Rows):
    """Enter goes on to the reason."""

    BINDINGS = [Binding("enter", "select", "Reason")]


class OverrideScreen(Dialog[tuple[Override | None]]):
    """Closes with a tuple of one: the override, or None to follow the advice again."""

    BINDINGS = [
        Binding("ctrl+s", "accept", "Choose", priority=True),
        Binding("tab", "app.focus_next", "Next field", priority=True),
    ]

    def __init__(self, desk: Desk, component: str) -> None:
        super().__init__()
        self._desk = desk
        self._component = component
        self._present = desk.session.assessment.components[component].override

    def compose(self) -> ComposeResult:
        """The patterns in the order of the ranking, then the reason."""
        with Vertical(classes="window tall") as window:
            window.border_title = f"Choose yourself, for {self._component}"
            yield Patterns(id="patterns")
            yield Static("Why? It is printed wherever the choice is.", classes="hint")
            yield Input(self._present.reason if self._present else "", id="reason")
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list, with the cursor on the present choice."""
        self.query_one(Rows).show(self._rows(), keep=self._present.pattern if self._present else None)

    def _rows(self) -> Iterator[Row]:
        verdict = self._desk.session.verdict.component(self._component).pattern
        yield Row(Columns(("Follow the advice", None)), NO_OVERRIDE)
        for standing in verdict.ranking:
            title = wording.option_title(self._desk.advisor.knowledge, standing.option)
            word = Content.styled(wording.standing_word(verdict, standing), "$text-muted")
            yield Row(Columns((title, None), (f"{wording.points(standing.points):>4}", 4), (word, 20)), standing.option)

    @on(Rows.OptionSelected)
    def _to_reason(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Close with the choice; without a reason only the advice can be followed."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        option = self.query_one(Rows).highlighted_option
        reason = self.query_one(Input).value.strip()
        if option is None or option.id is None or option.id == NO_OVERRIDE:
            self.dismiss((None,))
        elif reason:
            self.dismiss((Override(pattern=option.id, reason=reason),))
        else:
            self.query_one(".problem", Static).update("Please say why.")
            self.query_one(Input).focus()
