"""The choices of a question: one of them, or several to tick."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.content import Content

from advisor.model.assessment import Answer
from advisor.model.questions import Kind, Question
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, Rows

NUMBERS = "1234567890"


class ChoiceList(Rows):
    """Enter answers with the row under the cursor, or with all ticked rows; a number picks its row.

    `answer` is called with the ids of the choices. A message would come too late for somebody who types
    ahead: the next key must meet the next question.
    """

    BINDINGS = [
        *(
            Binding(key, f"pick({index})", "Pick", show=index == 0, key_display="1-9")
            for index, key in enumerate(NUMBERS)
        ),
        Binding("space", "tick", "Tick", tooltip="where several may be chosen"),
        Binding("enter", "accept", "Answer"),
    ]

    DEFAULT_CSS = "ChoiceList { height: auto; max-height: 100%; }"

    def __init__(self, answer: Callable[[tuple[str, ...]], None], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._answer = answer
        self._question: Question | None = None
        self._ticked: set[str] = set()

    def ask(self, question: Question, answer: Answer | None) -> None:
        """Show the choices of a question, with its present answer marked."""
        self._question = question
        self._ticked = set(answer.answer) if answer is not None and not answer.is_unknown else set()
        first = next((choice.id for choice in question.choices if choice.id in self._ticked), None)
        self.highlighted = None
        self.show(self._rows(question), keep=first)
        self.refresh_bindings()

    def _rows(self, question: Question) -> list[Row]:
        several = question.kind is Kind.SEVERAL
        rows = []
        for number, choice in zip(NUMBERS, question.choices, strict=False):
            chosen = choice.id in self._ticked
            mark = ("[x]" if chosen else "[ ]") if several else ("(•)" if chosen else "( )")
            cells = (
                (Content.styled(number, "$text-muted"), 1),
                (Content.styled(mark, "$text-success" if chosen else "$text-muted"), 3),
                (choice.label, None),
            )
            rows.append(Row(Columns(*cells), choice.id))
        return rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ticking is for several-of questions; there are no numbers beyond the last choice."""
        if self._question is None:
            return action not in ("pick", "tick", "accept")
        if action == "tick":
            return self._question.kind is Kind.SEVERAL
        if action == "pick":
            return int(str(parameters[0])) < len(self._question.choices)
        return True

    def action_pick(self, index: int) -> None:
        """Tick the row with that number, or answer with it."""
        self.highlighted = index
        if self._question is not None and self._question.kind is Kind.SEVERAL:
            self.action_tick()
        else:
            self.action_accept()

    def action_tick(self) -> None:
        """Tick or untick the row under the cursor; an exclusive choice stands alone."""
        option = self.highlighted_option
        if self._question is None or option is None or option.id is None:
            return
        choice = self._question.choice(option.id)
        if choice.id in self._ticked:
            self._ticked.discard(choice.id)
        else:
            exclusive = {each.id for each in self._question.choices if each.exclusive}
            self._ticked = {choice.id} if choice.exclusive else (self._ticked - exclusive) | {choice.id}
        self.show(self._rows(self._question), keep=choice.id)

    def action_accept(self) -> None:
        """Answer."""
        if self._question is None or self.highlighted_option is None:
            return
        if self._question.kind is Kind.SEVERAL:
            chosen = tuple(each.id for each in self._question.choices if each.id in self._ticked)
        else:
            chosen = (str(self.highlighted_option.id),)
        if chosen:
            self._answer(chosen)
        else:
            self.notify("Tick at least one, or press u if nobody knows.", severity="warning", timeout=4)

    def action_select(self) -> None:
        """A click does what Enter or Space does."""
        if self._question is not None and self._question.kind is Kind.SEVERAL:
            self.action_tick()
        else:
            self.action_accept()
