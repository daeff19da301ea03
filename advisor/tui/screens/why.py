"""Why a question is asked: its reason, and the rules that wait for the answer."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from advisor.model.interview import QuestionRef
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.waiting_rules import WaitingRules


class WhyScreen(Dialog[None]):
    """Enter opens a rule."""

    def __init__(self, desk: Desk, ref: QuestionRef) -> None:
        super().__init__()
        self._desk = desk
        self._question = desk.advisor.knowledge.questions[ref.question]
        self._why = desk.session.why(ref)

    def compose(self) -> ComposeResult:
        """The reason first."""
        with Vertical(classes="window tall wide") as window:
            window.border_title = f"Why ask: {self._question.title}"
            yield Static(self._why.because, classes="lead", markup=False)
            yield WaitingRules()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(WaitingRules).wait(self._desk.advisor.knowledge, self._why)

    @on(WaitingRules.OptionSelected)
    def _open(self, event: WaitingRules.OptionSelected) -> None:
        rule = self.query_one(WaitingRules).rule(event.option_id)
        self.app.push_screen(RuleScreen(self._desk.advisor.knowledge, rule))
