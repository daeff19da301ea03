"""Everything asked and not asked; typing narrows it down, Enter goes to the question."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input, Static

from advisor.model.assessment import Answer
from advisor.model.interview import Change, QuestionRef, QuestionState
from advisor.service import Session
from advisor.service.answering import chosen
from advisor.service.trying import Preview
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.screens.answer import AnswerScreen
from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.change_line import ChangeLine
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.question_list import QuestionList


class QuestionsScreen(Dialog[QuestionRef]):
    """Closes with the question to go to."""

    BINDINGS = [
        Binding("enter", "accept", "Go there", priority=True),
        Binding("ctrl+e", "edit", "Answer here", tooltip="without leaving the list", priority=True),
        Binding("down", "move('cursor_down')", "Down", priority=True),
        Binding("up", "move('cursor_up')", "Up", priority=True),
        Binding("pagedown", "move('page_down')", "Page down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, session: Session | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._session = session or desk.session
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A line to type in, and the list."""
        with Vertical(classes="window tall wide") as window:
            window.border_title = "All questions"
            window.border_subtitle = wording.progress(self._session.interview, self._session.verdict)
            yield Input(placeholder="Type a part of a question, an answer or a component")
            yield QuestionList(id="found")
            yield ChangeLine()
            yield Static(wording.MARKS, classes="legend", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """All of them, with the cursor on the present one."""
        self.query_one(QuestionList).can_focus = False
        self._list(self._desk.asked)

    @on(Input.Changed)
    def _narrow(self) -> None:
        if self.query_one(Input).value != self._typed:
            self._list(self._desk.asked)

    def _list(self, here: QuestionRef | None) -> None:
        self._typed = self.query_one(Input).value
        words = self._typed.lower().split()
        states = self._session.interview.states
        found = [state for state in states if all(word in _searched(state) for word in words)]
        self.query_one(QuestionList).list_questions(found, here)

    def on_key(self, event: Key) -> None:
        """What is typed before the line has the focus belongs into it all the same."""
        if event.character and event.is_printable and self.focused is None:
            self.query_one(Input).insert_text_at_cursor(event.character)

    def action_edit(self) -> None:
        """Answer the question under the cursor; the list says what that made void."""
        after_typing(self, self._edit)

    def _edit(self) -> None:
        self._narrow()
        found = self.query_one(QuestionList)
        option = found.highlighted_option
        ref = found.chosen(option.id if option else None)
        if ref is None:
            return
        state = self._session.interview.state(ref)

        def answered(choices: tuple[str, ...] | None) -> None:
            if choices is not None:
                self._give(ref, chosen(state.answer, choices))

        self.app.push_screen(AnswerScreen(self._desk, state, Preview(self._session)), answered)

    def _give(self, ref: QuestionRef, answer: Answer | None) -> None:
        changed: list[Change] = []
        step = lambda: changed.append(self._session.answer(ref, answer))  # noqa: E731
        failed = self._desk.do(step)
        if failed:
            self.notify(failed, title="Not saved", severity="error", timeout=12, markup=False)
        self._desk.change = next(iter(changed), None) if self._session is self._desk.session else None
        for change in changed:
            self.query_one(ChangeLine).show(self._desk.advisor.knowledge, change, ref.component)
        self._list(ref)

    @on(QuestionList.OptionSelected)
    def action_accept(self) -> None:
        """Go to the question under the cursor."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        self._narrow()
        found = self.query_one(QuestionList)
        option = found.highlighted_option
        self.dismiss(found.chosen(option.id if option else None))

    def action_move(self, action: str) -> None:
        """Move the cursor while the line above keeps the focus."""
        after_typing(self, getattr(self.query_one(QuestionList), f"action_{action}"))


def _searched(state: QuestionState) -> str:
    parts = (
        state.ref.component or wording.ORGANISATION,
        state.question.id,
        state.question.title,
        state.question.ask,
        wording.answer_text(state.question, state.answer),
    )
    return " ".join(parts).lower()
