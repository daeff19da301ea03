"""What if: other answers tried beside those that stand, kept or dropped as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.worker import get_current_worker

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.model.interview import QuestionRef
from advisor.service.answering import chosen
from advisor.service.trying import Preview, Ready, Tried, flips_to_try
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.patience import look_at_new
from advisor.tui.screens.answer import AnswerScreen
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.frames import entitle
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.reading import Reading
from advisor.tui.widgets.ready_rows import ready_rows
from advisor.tui.widgets.rows import Row, Rows, blank, heading, note
from advisor.tui.widgets.side_by_side import OTHER, side_by_side
from advisor.tui.widgets.top_bar import TopBar


class Tries(Rows):
    """What is tried, and what is ready to be."""

    BINDINGS = [Binding("enter", "select", "Try")]


class WhatIfScreen(WorkScreen):
    """Nothing here is saved before it is kept. Undo and redo go through what was tried."""

    NAME = "What-if"
    LETTER = "w"
    ABOUT = "other answers tried beside those that stand"
    BINDINGS = [
        Binding("a", "any", "Any answer", tooltip="try another answer to any question"),
        Binding("x", "take_back", "Take back", tooltip="the tried answer under the cursor"),
        Binding("y", "keep", "Keep", tooltip="answer so in earnest"),
        Binding("d", "drop", "Drop", tooltip="back to what stands"),
        Binding("c", "component", "Component", tooltip="on to the next component"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ready: tuple[Ready, ...] | None = None
        self._about: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """What to try, and what follows from it."""
        yield TopBar()
        with Container(id="sides"):
            with Vertical(id="try", classes="section") as tries:
                tries.border_title = "Try"
                yield Tries(id="tries")
            follows = Reading(id="follows", classes="section")
            follows.border_title = "What follows"
            yield follows
        yield KeyBar()

    def where(self) -> tuple[str, ...]:
        """The component whose points are shown."""
        return (self.NAME, self.desk.component or "no component yet")

    def show(self) -> None:
        """What is tried and what follows, once the copy is there."""
        super().show()
        variation = self.desk.variation
        if variation is None or self.desk.to_try:
            self.query_one("#tries", Rows).show([note("Preparing …")])
            self._prepare()
            return
        variation.follow()
        self._find_flips()
        tried = len(variation.tried)
        entitle(self.query_one("#try"), "Try", f"{tried} tried, not saved" if tried else "nothing tried")
        self.query_one("#tries", Rows).show(self._rows(variation.tried))
        compared = side_by_side(self.desk.advisor.knowledge, variation, self.desk.component)
        self.query_one("#follows", Reading).read(compared, again=True)
        if self.focused is None:
            self.query_one("#tries").focus()

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare(self) -> None:
        self.desk.varied()
        self.app.call_from_thread(self.renew)

    def _rows(self, tried: tuple[Tried, ...]) -> Iterator[Row]:
        knowledge = self.desk.advisor.knowledge
        yield heading("Tried")
        for each in tried:
            question = knowledge.questions[each.ref.question]
            before, after = (wording.answer_text(question, answer) for answer in (each.before, each.after))
            said = Content.assemble(f"{question.title}: ", (before, "$text-muted"), "  →  ", (after, "bold"))
            whose = Content.styled(each.ref.component or wording.ORGANISATION, "$text-muted")
            yield Row(
                Columns((Content.styled(OTHER, "bold $text-accent"), 1), (whose, 14), (said, None)), f"tried {each.ref}"
            )
        if not tried:
            yield note("Nothing yet. Enter tries a line from below, a any other answer.")
        if self.desk.component is None:
            return
        yield blank()
        yield from ready_rows(knowledge, self.desk.component, self._ready)

    def _find_flips(self) -> None:
        """Those of what is tried now; they are looked for beside the interface."""
        variation, component = self.desk.variation, self.desk.component
        if variation is None or component is None:
            return
        about = (variation.assessment, component)
        if about != self._about:
            self._about = about
            self._ready = None  # those of other answers would be false here
            self.a_frame_later(lambda: self._look(*about))

    @work(thread=True, exclusive=True, group="flips")
    def _look(self, assessment: Assessment, component: str) -> None:
        ready = flips_to_try(self.desk.advisor, assessment, component)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._found, assessment, component, ready)
            look_at_new()

    def _found(self, assessment: Assessment, component: str, ready: tuple[Ready, ...]) -> None:
        if self._about != (assessment, component):
            return
        self._ready = ready
        if self.is_current and self.desk.variation is not None:
            rows = self.query_one("#tries", Rows)
            first_time = rows.highlighted is None
            rows.show(self._rows(self.desk.variation.tried), keep="ready 0" if first_time else None)

    @work(thread=True, exclusive=True, group="refine")
    def refine(self) -> None:
        """Prove both sides, what is tried first."""
        worker = get_current_worker()
        for side in (self.desk.variation, self.desk.session):
            if side is not None and side.refine() and not worker.is_cancelled:
                self.app.call_from_thread(self._tell_news)

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except AdvisorError as error:
            self.warn(str(error))
        self.renew()
        self.refine_soon()

    @on(Rows.OptionSelected, "#tries")
    def _selected(self, event: Rows.OptionSelected) -> None:
        kind, _, key = (event.option_id or "").partition(" ")
        variation = self.desk.variation
        if variation is None:
            return
        if kind == "ready" and self._ready is not None:
            answers = self._ready[int(key)].answers
            self._try(lambda: variation.answers(answers))
        elif kind == "tried":
            self._ask(next((each.ref for each in variation.tried if str(each.ref) == key), None))

    def action_any(self) -> None:
        """Choose a question, then an answer to it."""
        if self.desk.variation is not None:
            self.app.push_screen(QuestionsScreen(self.desk, self.desk.variation), self._ask)

    def _ask(self, ref: QuestionRef | None) -> None:
        variation = self.desk.variation
        if ref is None or variation is None:
            return
        state = variation.interview.state(ref)

        def answered(choices: tuple[str, ...] | None) -> None:
            if choices is not None:
                self._try(lambda: variation.answer(ref, chosen(state.answer, choices)))

        self.app.push_screen(AnswerScreen(self.desk, state, Preview(variation)), answered)

    def action_take_back(self) -> None:
        """Answer the question under the cursor as it stands again."""
        option = self.query_one("#tries", Rows).highlighted_option
        variation = self.desk.variation
        tried = {f"tried {each.ref}": each.ref for each in variation.tried} if variation else {}
        ref = tried.get(option.id or "") if option is not None else None
        if variation is None or ref is None:
            self.notify("Put the cursor on an answer that is tried.", timeout=3)
        else:
            self._try(lambda: variation.take_back(ref))

    def action_keep(self) -> None:
        """Answer so in earnest: one change, which undo takes back."""
        variation = self.desk.variation
        if variation is None or not variation.tried:
            self.notify("Nothing is tried yet.", timeout=3)
            return
        count = len(variation.tried)
        if self.do(variation.keep):
            self.notify(f"{count} answer{'s' if count > 1 else ''} kept and saved. Undo takes it back.", timeout=5)

    def action_drop(self) -> None:
        """Back to what stands."""
        variation = self.desk.variation
        if variation is None or not variation.tried:
            self.notify("Nothing is tried yet.", timeout=3)
        else:
            self._try(variation.drop)

    def action_component(self) -> None:
        """On to the next component."""
        self.desk.next_component()
        self.renew()

    def action_undo(self) -> None:
        """Take back what was tried last; when nothing is tried, the last change."""
        variation = self.desk.variation
        if variation is not None and variation.can_undo:
            self._try(variation.undo)
        else:
            super().action_undo()

    def action_redo(self) -> None:
        """Try it again; else make the undone change again."""
        variation = self.desk.variation
        if variation is not None and variation.can_redo:
            self._try(variation.redo)
        else:
            super().action_redo()
