"""Everything asked and not asked; typing narrows it down, Enter goes to the question."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from advisor.model.interview import QuestionRef, QuestionState
from advisor.service import Session
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.question_list import QuestionList


class QuestionsScreen(Dialog[QuestionRef]):
    """Closes with the question to go to."""

    BINDINGS = [
        Binding("enter", "accept", "Go there", priority=True),
        Binding("down", "move('cursor_down')", "Down", priority=True),
        Binding("up", "move('cursor_up')", "Up", priority=True),
        Binding("pagedown", "move('page_down')", "Page down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, session: Session | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._session = session or desk.session

    def compose(self) -> ComposeResult:
        """A line to type in, and the list."""
        with Vertical(classes="window tall wide") as window:
            window.border_title = "All questions"
            window.border_subtitle = wording.progress(self._session.interview)
            yield Input(placeholder="Type a part of a question, an answer or a component")
            yield QuestionList(id="found")
            yield Static(wording.MARKS, classes="legend", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """All of them, with the cursor on the present one."""
        self.query_one(QuestionList).can_focus = False
        self.query_one(QuestionList).list_questions(self._session.interview.states, self._desk.asked)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        words = event.value.lower().split()
        found = [state for state in self._session.interview.states if all(word in _searched(state) for word in words)]
        self.query_one(QuestionList).list_questions(found, self._desk.asked)

    @on(QuestionList.OptionSelected)
    def action_accept(self) -> None:
        """Go to the question under the cursor."""
        found = self.query_one(QuestionList)
        option = found.highlighted_option
        self.dismiss(found.chosen(option.id if option else None))

    def action_move(self, action: str) -> None:
        """Move the cursor while the line above keeps the focus."""
        getattr(self.query_one(QuestionList), f"action_{action}")()


def _searched(state: QuestionState) -> str:
    parts = (
        state.ref.component or wording.ORGANISATION,
        state.question.id,
        state.question.title,
        state.question.ask,
        wording.answer_text(state.question, state.answer),
    )
    return " ".join(parts).lower()
