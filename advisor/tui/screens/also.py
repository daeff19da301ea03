"""The same answer for other components."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.model.interview import QuestionState
from advisor.tui import wording
from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows

FROM_NOW_ON = "What is answered for {component} from now on goes to those ticked here too. Untick all to end that."


class Others(Rows):
    """Space ticks a component."""

    BINDINGS = [
        Binding("space", "tick", "Tick"),
        Binding("enter", "screen.accept", "For these"),
    ]

    def __init__(self, states: tuple[QuestionState, ...]) -> None:
        super().__init__()
        self._states = states
        self.ticked = {str(state.ref.component) for state in states if state.answer is None}

    def on_mount(self) -> None:
        """Fill the list; who has no answer yet is ticked."""
        self.show(self._rows())

    def _rows(self) -> Iterator[Row]:
        for state in self._states:
            name = str(state.ref.component)
            chosen = name in self.ticked
            mark = Content.styled("[x]" if chosen else "[ ]", "$text-success" if chosen else "$text-muted")
            present = Content.styled(wording.answer_text(state.question, state.answer), "$text-muted")
            yield Row(Columns((mark, 3), (name, 24), (present, None)), name)

    def action_tick(self) -> None:
        """Tick or untick the component under the cursor."""
        option = self.highlighted_option
        if option is not None:
            self.ticked ^= {str(option.id)}
            self.show(self._rows(), keep=option.id)

    def action_select(self) -> None:
        """A click ticks."""
        self.action_tick()


class AlsoScreen(Dialog[tuple[str, ...]]):
    """Closes with the components that get the answer too."""

    def __init__(self, state: QuestionState, others: tuple[QuestionState, ...]) -> None:
        super().__init__()
        self._state = state
        self._others = others

    def compose(self) -> ComposeResult:
        """The answer, and the components with what they say now."""
        answer = self._state.answer
        whose = str(self._state.ref.component)
        given = f"{whose}: {wording.answer_text(self._state.question, answer)}" if answer else ""
        with Vertical(classes="window tall") as window:
            window.border_title = f"{self._state.question.title}, for several components at once"
            yield Static(given or FROM_NOW_ON.format(component=whose), classes="lead", markup=False)
            yield Others(self._others)
        yield KeyBar()

    def action_accept(self) -> None:
        """Close with what is ticked."""
        self.dismiss(tuple(sorted(self.query_one(Others).ticked)))
