"""What there is to say about an answer: who owns it, how sure, on what evidence, and a note."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Label, Select, Static

from advisor.model.assessment import UNKNOWN, Answer, Confidence
from advisor.model.interview import QuestionState
from advisor.tui import wording
from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.key_bar import KeyBar

FIELDS = {
    "owner": "Who knows, or owns this",
    "evidence": "Evidence",
    "note": "Note",
}


class Sure(Select[Confidence]):
    """One of the words for how sure somebody is, or none."""

    BINDINGS = [Binding("enter,down,space,up", "show_overlay", "How sure")]


class NoteScreen(Dialog[Answer]):
    """Closes with the answer and what was said about it. Without an answer it becomes `unknown`."""

    BINDINGS = [
        Binding("ctrl+s", "accept", "Save", priority=True),
        Binding("tab", "app.focus_next", "Next field", priority=True),
    ]

    def __init__(self, state: QuestionState) -> None:
        super().__init__()
        self._state = state
        self._answer = state.answer or Answer(answer=(UNKNOWN,))

    def compose(self) -> ComposeResult:
        """Four fields."""
        with Vertical(classes="window") as window:
            window.border_title = self._state.question.title
            yield Static(wording.answer_text(self._state.question, self._answer), classes="hint", markup=False)
            for name, label in FIELDS.items():
                yield Label(label)
                yield Input(getattr(self._answer, name) or "", id=name)
            yield Label("How sure")
            yield Sure(
                [(each.value, each) for each in Confidence],
                value=self._answer.confidence or Select.NULL,
                prompt="not said",
                compact=True,
            )
        yield KeyBar()

    def action_accept(self) -> None:
        """Close with the answer as it is now."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        fields = {name: self.query_one(f"#{name}", Input).value.strip() or None for name in FIELDS}
        sure = self.query_one(Select).value
        confidence = sure if isinstance(sure, Confidence) else None
        self.dismiss(self._answer.model_copy(update={**fields, "confidence": confidence}))
