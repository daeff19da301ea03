"""One question: what is asked, its choices, help and an example."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from advisor.model.interview import QuestionState
from advisor.model.questions import Question, Topic
from advisor.service.confirming import is_unconfirmed
from advisor.tui import wording
from advisor.tui.widgets.choice_list import ChoiceList
from advisor.tui.widgets.rows import Rows
from advisor.tui.widgets.steady_text import SteadyText

DONE = "Nothing that is still open can change a recommendation."
DONE_HINT = (
    "Press v for the verdict, or j to look at any question again. Questions that cannot change "
    "anything now are in that list too."
)


class QuestionCard(Vertical):
    """Shows a question as it stands; says so when there is none left."""

    DEFAULT_CSS = """
    QuestionCard {
        padding: 0 1;
        #head { height: 1; color: $text-muted; margin-bottom: 1; }
        #topic { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        #progress { width: auto; margin-left: 2; }
        #ask { text-style: bold; margin-bottom: 1; }
        #choices { max-height: 10; margin-bottom: 1; }
        #help { height: 1fr; min-height: 1; scrollbar-size-vertical: 1; color: $text-muted; }
    }
    """

    def __init__(self, answer: Callable[[tuple[str, ...]], None], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._answer = answer
        self._question: Question | None = None
        self._shown: tuple[object, ...] | None = None
        self._extra = Content("")

    def compose(self) -> ComposeResult:
        """From the question down to its help."""
        with Horizontal(id="head"):
            yield SteadyText(id="topic")
            yield SteadyText(id="progress")
        yield SteadyText(id="ask")
        yield ChoiceList(self._answer, id="choices")
        with VerticalScroll(id="help"):
            yield SteadyText(id="help-text")

    def show(self, state: QuestionState | None, topic: Topic | None, progress: str, whose: Content) -> bool:
        """Show a question, or that nothing matters any more; False if it is what was shown already.

        What somebody has ticked but not yet given stays then.
        """
        self.query_one("#progress", SteadyText).update(progress)
        shown = (state.ref, state.answer, state.applies) if state is not None else ()
        self.query_one("#topic", SteadyText).update(Content.assemble(whose, f"  ›  {topic.title}") if topic else "")
        if shown == self._shown:
            return False
        self._shown = shown
        self._question = state.question if state is not None else None
        self.query_one(ChoiceList).display = state is not None
        if state is None or topic is None:
            self.query_one("#ask", SteadyText).update(DONE)
            self.query_one("#help-text", SteadyText).update(DONE_HINT)
            return True
        self._extra = _about_answer(state)
        self.query_one("#ask", SteadyText).update(state.question.ask)
        choices = self.query_one(ChoiceList)
        choices.ask(state.question, state.answer)
        self.query_one("#help", VerticalScroll).scroll_home(animate=False)
        self._show_help(choices.highlighted_option.id if choices.highlighted_option else None)
        return True

    @on(Rows.OptionHighlighted, "#choices")
    def _moved(self, event: Rows.OptionHighlighted) -> None:
        self._show_help(event.option_id)

    def _show_help(self, choice_id: str | None) -> None:
        question = self._question
        if question is None:
            return
        choice = next((each for each in question.choices if each.id == choice_id), None)
        parts = [self._extra] if self._extra else []
        if choice is not None and choice.help:
            parts.append(Content.assemble((choice.label, "bold"), "  ", choice.help))
        parts.append(Content(question.help))
        if question.example:
            parts.append(Content.assemble(("Example  ", "bold"), question.example))
        parts.append(Content.assemble(("Why we ask  ", "bold"), question.because))
        self.query_one("#help-text", SteadyText).update(Content("\n").join(parts))


def _about_answer(state: QuestionState) -> Content:
    answer = state.answer
    if state.applies is False:
        return Content.styled("This question does not apply at the moment; an answer is kept aside.", "$text-warning")
    if answer is None:
        return Content("")
    if is_unconfirmed(answer):
        shown = f"{answer.evidence} ({answer.confidence}): {answer.note}. y confirms it."
        return Content.styled(shown, "$text-warning")
    said = [f"answered: {wording.answer_text(state.question, answer)}"]
    said += [f"{name}: {value}" for name, value in wording.remarks(answer)]
    return Content.styled("  ·  ".join(said), "$text-success")
