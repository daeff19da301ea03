"""Every question of the system, asked and not asked, to look through and to jump to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from advisor.model.interview import QuestionRef, QuestionState
from advisor.tui import wording
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, Rows, heading


class QuestionList(Rows):
    """Grouped by whose question it is. The key of a row is its question's place in the list given."""

    def list_questions(
        self, states: Iterable[QuestionState], here: QuestionRef | None, *, answers: bool = True, names: bool = True
    ) -> None:
        """Show the questions, with the cursor on `here`."""
        states = tuple(states)
        self._refs = {_key(state.ref): state.ref for state in states}
        self.show(self._rows(states, answers, names), keep=_key(here) if here else None)

    def chosen(self, key: str | None) -> QuestionRef | None:
        """The question of a row."""
        return self._refs.get(key or "")

    def _rows(self, states: tuple[QuestionState, ...], answers: bool, names: bool) -> Iterator[Row]:
        whose: str | None = None
        for state in states:
            name = state.ref.component or wording.ORGANISATION
            if names and name != whose:
                whose = name
                yield heading(name)
            muted = "$text-muted" if state.applies is False else ""
            cells: list[tuple[Content | str, int | None]] = [
                (wording.question_mark(state), 1),
                (Content.styled(state.question.title, muted), None),
            ]
            if answers:
                text = wording.answer_text(state.question, state.answer) if state.answer else ""
                cells = [cells[0], (cells[1][0], 30), (Content.styled(text, "$text-muted"), None)]
            yield Row(Columns(*cells), _key(state.ref))


def _key(ref: QuestionRef) -> str:
    return f"{ref.component or ''}/{ref.question}"
