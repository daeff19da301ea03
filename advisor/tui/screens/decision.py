"""A later decision for one component: its options in their order."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.screens.option import OptionScreen
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.ranking import Ranking


class DecisionScreen(Dialog[None]):
    """Enter opens an option."""

    def __init__(self, desk: Desk, component: str, decision: str) -> None:
        super().__init__()
        self._desk = desk
        self._component = component
        self._decision = desk.advisor.knowledge.decisions[decision]

    def compose(self) -> ComposeResult:
        """What is decided, and the ranking."""
        with Vertical(classes="window tall") as window:
            window.border_title = f"{self._decision.title}, for {self._component}"
            yield Static(self._decision.ask, classes="lead", markup=False)
            yield Ranking()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the ranking."""
        verdict = self._desk.session.verdict.component(self._component).decisions[self._decision.id]
        self.query_one(Ranking).rank(self._desk.advisor.knowledge, verdict)

    @on(Ranking.OptionSelected)
    def _open(self, event: Ranking.OptionSelected) -> None:
        if event.option_id is not None:
            self.app.push_screen(OptionScreen(self._desk, self._component, event.option_id, self._decision.id))
