"""One question over another screen: answer it, and see what each choice would change before it is given."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from advisor.model.assessment import UNKNOWN, Answer
from advisor.model.interview import Change, QuestionState
from advisor.model.questions import Kind
from advisor.service.trying import Preview
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.change_line import ChangeLine
from advisor.tui.widgets.choice_list import ChoiceList
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Rows


class AnswerScreen(Dialog[tuple[str, ...]]):
    """Closes with the choices, with `unknown`, or with nothing chosen to take the answer back."""

    BINDINGS = [
        Binding("u", "unknown", "Unknown", tooltip="nobody knows yet"),
        Binding("x", "clear", "Clear", tooltip="take the answer back"),
    ]

    def __init__(self, desk: Desk, state: QuestionState, preview: Preview) -> None:
        super().__init__()
        self._desk = desk
        self._state = state
        self._preview = preview

    def compose(self) -> ComposeResult:
        """The question, its choices, its help, and what the choice under the cursor would change."""
        question = self._state.question
        with Vertical(classes="window tall") as window:
            window.border_title = self._state.ref.component or wording.ORGANISATION
            window.border_subtitle = wording.answer_text(question, self._state.answer)
            yield Static(question.ask, classes="lead", markup=False)
            yield ChoiceList(self._give, id="choices")
            with VerticalScroll():
                yield Static(question.help, classes="hint", markup=False)
            yield ChangeLine("Would change", "nothing that counts")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the choices."""
        choices = self.query_one(ChoiceList)
        choices.ask(self._state.question, self._state.answer)
        choices.focus()

    @on(Rows.OptionHighlighted, "#choices")
    def _pointed(self, event: Rows.OptionHighlighted) -> None:
        if event.option_id is not None and self._state.question.kind is not Kind.SEVERAL:
            self._look_ahead(event.option_id)

    @work(thread=True, exclusive=True)
    def _look_ahead(self, choice: str) -> None:
        change = self._preview.of({self._state.ref: Answer(answer=(choice,))})
        self.app.call_from_thread(self._show, choice, change)

    def _show(self, choice: str, change: Change) -> None:
        # Meanwhile it may have been answered.
        here = self.query_one(ChoiceList).highlighted_option if self.is_current else None
        if here is not None and here.id == choice:
            self.query_one(ChangeLine).show(self._desk.advisor.knowledge, change, self._state.ref.component)

    def _give(self, choices: tuple[str, ...]) -> None:
        self.dismiss(choices)

    def action_unknown(self) -> None:
        """Close with unknown."""
        self.dismiss((UNKNOWN,))

    def action_clear(self) -> None:
        """Close with no answer."""
        self.dismiss(())
