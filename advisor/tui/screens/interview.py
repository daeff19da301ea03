"""The interview: one question at a time, with the ranking moving beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from advisor.model.assessment import UNKNOWN, Answer, Assessment
from advisor.model.interview import QuestionRef
from advisor.model.verdict import ComponentVerdict
from advisor.service.answering import answer_to, changed_answers, chosen
from advisor.service.confirming import confirmed, is_unconfirmed, next_unconfirmed
from advisor.tui import wording
from advisor.tui.screens.also import AlsoScreen
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.dialog import AskText
from advisor.tui.screens.note import NoteScreen
from advisor.tui.screens.option import OptionScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.screens.why import WhyScreen
from advisor.tui.widgets.change_line import ChangeLine, moved
from advisor.tui.widgets.choice_list import ChoiceList
from advisor.tui.widgets.frames import entitle
from advisor.tui.widgets.key_bar import SELDOM, KeyBar
from advisor.tui.widgets.question_card import QuestionCard
from advisor.tui.widgets.question_list import QuestionList
from advisor.tui.widgets.ranking import Ranking, ranking_titles
from advisor.tui.widgets.ranking_strip import RankingStrip
from advisor.tui.widgets.top_bar import TopBar
from advisor.tui.widgets.waiting_rules import WaitingRules


class InterviewScreen(WorkScreen):
    """Answers are saved before the next question is shown."""

    NAME = "Interview"
    LETTER = "i"
    ABOUT = "the questions, one at a time"
    BINDINGS = [
        Binding("u", "unknown", "Unknown", tooltip="nobody knows yet; n says whom to ask"),
        Binding("o", "owner", "Ask", tooltip="unknown, and whom to ask", group=SELDOM),
        Binding("s", "skip", "Skip", tooltip="ask it again at the end"),
        Binding("b,backspace", "back", "Back", tooltip="the question before"),
        Binding("w", "why", "Why?", tooltip="the rules that wait for this answer"),
        Binding("n", "note", "Note", tooltip="owner, evidence, how sure, a note"),
        Binding("y", "confirm", "Confirm", tooltip="what was read from files is right; on to the next of these"),
        Binding("f", "from_files", "From files", tooltip="to the next answer that was read from files"),
        Binding("x", "clear", "Clear", tooltip="take the answer back", group=SELDOM),
        Binding("a", "also", "Also for", tooltip="these answers for several components at once"),
        Binding("j,slash", "jump", "Jump", tooltip="any question, by typing a part of it", priority=True),
        Binding("c", "component", "Component", tooltip="on to the next component's questions", group=SELDOM),
        Binding("r", "ranking", "Ranking", tooltip="to the whole ranking and back"),
    ]

    def compose(self) -> ComposeResult:
        """List, question and ranking side by side; a narrow window shows the question and a strip."""
        yield TopBar()
        with Horizontal(id="columns"):
            with Vertical(id="all", classes="section") as everything:
                everything.border_title = "Questions"
                yield QuestionList(id="all-questions")
            with Vertical(id="middle"):
                with Vertical(id="card", classes="section"):
                    yield QuestionCard(self._give, id="question")
                with Vertical(id="waiting", classes="section") as waiting:
                    waiting.border_title = "What hangs on it"
                    yield WaitingRules(id="rules")
            with Vertical(id="side", classes="section"):
                yield Ranking(id="ranking")
        yield RankingStrip(id="strip")
        yield ChangeLine(id="change")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Nothing is empty in the first frame."""
        self._show_room()

    def show(self) -> None:
        """The question on the desk, the ranking of its component, what the last answer changed."""
        super().show()
        desk, knowledge = self.desk, self.desk.advisor.knowledge
        if desk.asked is not None and desk.asked.component is not None:
            desk.component = desk.asked.component
        state = desk.state(desk.asked) if desk.asked else None
        topic = next((t for t in knowledge.manifest.topics if state and t.id == state.question.topic), None)
        every = len(desk.session.assessment.components)
        whose = wording.asked_about(desk.asked, desk.together, every)
        left = wording.progress(desk.session.interview, desk.session.verdict)
        is_new = self.query_one(QuestionCard).show(state, topic, left, whose)
        self._show_strip()
        self.a_frame_later(self._show_room)  # the question first; what stands beside it a frame later
        clashes = component.clashes if (component := self._component()) else ()
        self.query_one(ChangeLine).show(knowledge, desk.change, desk.component, clashes, every)
        if is_new and not self.has_class("-ranking") and not (choices := self.query_one(ChoiceList)).has_focus:
            choices.focus()
        self.refresh_bindings()

    def _show_room(self) -> None:
        """What only a larger window has room for: the ranking, every question, and what hangs on this one."""
        desk = self.desk
        if self.query_one("#side").display:
            self._show_ranking()
        if self.query_one("#all").display:
            self.query_one(QuestionList).list_questions(desk.session.interview.states, desk.asked, answers=False)
        if self.query_one("#waiting").display:
            why = desk.session.why(desk.asked) if desk.asked else None
            self.query_one(WaitingRules).wait(desk.advisor.knowledge, why)

    def _show_strip(self) -> None:
        """The head of the ranking, where there is no room for the whole."""
        strip, desk = self.query_one(RankingStrip), self.desk
        if strip.display:
            strip.show(desk.advisor.knowledge, self._component(), moved(desk.change, desk.component))

    def _show_ranking(self) -> None:
        desk, component = self.desk, self._component()
        entitle(self.query_one("#side"), *ranking_titles(component))
        if component is not None:
            shifts = moved(desk.change, desk.component)
            self.query_one(Ranking).rank(desk.advisor.knowledge, component.pattern, shifts)

    def _component(self) -> ComponentVerdict | None:
        desk = self.desk
        return desk.session.verdict.component(desk.component) if desk.component else None

    def on_resize(self) -> None:
        """The window may have become large, or small."""
        self.a_frame_later(self._take_turns)
        self.a_frame_later(self._show_strip)
        self.a_frame_later(self._show_room)

    def action_unknown(self) -> None:
        """Nobody knows: for the verdict the same as no answer."""
        self._give((UNKNOWN,))

    def action_owner(self) -> None:
        """Nobody here knows, but somebody does."""
        if self.desk.asked is not None:
            hint = "It stands in the list of open questions, and `advisor questions` sends it out."
            self.app.push_screen(AskText("Who could answer this?", hint), self._ask_owner)

    def _ask_owner(self, owner: str | None) -> None:
        if owner:
            self._give((UNKNOWN,), owner=owner)

    def _give(self, choices: tuple[str, ...], **said: str) -> None:
        ref, session = self.desk.asked, self.desk.session
        if ref is None or self.desk.state(ref) is None:
            return
        refs = [ref, *(QuestionRef(ref.question, name) for name in self.desk.together)]
        answers = {each: chosen(answer_to(session.assessment, each), choices, **said) for each in refs}
        failed = self.desk.do(lambda: session.answers(answers))
        self.desk.look_at(self.desk.session.interview.next)
        self.warn(failed)
        self.renew()
        self.refine_soon()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing to answer once nothing is asked, and nothing to confirm where no file has answered."""
        if action in ("unknown", "owner", "skip", "why", "note", "clear"):
            return self.desk.asked is not None
        if action == "confirm":
            state = self.desk.state(self.desk.asked) if self.desk.asked else None
            return state is not None and is_unconfirmed(state.answer)
        if action == "from_files":
            # From one of them, confirming leads to the next.
            found = next_unconfirmed(self.desk.session.interview, self.desk.asked)
            return found is not None and not self.check_action("confirm", ())
        return True

    def action_confirm(self) -> None:
        """What the files show is right; on to the next of their answers, or with the interview."""
        ref = self.desk.asked
        state = self.desk.state(ref) if ref else None
        if ref is None or state is None or state.answer is None:
            return
        right = confirmed(state.answer)
        if self.do(lambda: self.desk.session.answer(ref, right)):
            interview = self.desk.session.interview
            self._go(next_unconfirmed(interview, ref) or interview.next)

    def action_from_files(self) -> None:
        """To the next answer that nobody has confirmed."""
        self._go(next_unconfirmed(self.desk.session.interview, self.desk.asked))

    def action_clear(self) -> None:
        """Take the answer to this question back."""
        ref = self.desk.asked
        state = self.desk.state(ref) if ref else None
        if ref is not None and state is not None and state.answer is not None:
            self.do(lambda: self.desk.session.answer(ref, None))
        else:
            self.notify("This question has no answer to take back.", timeout=3)

    def tell_step(self, lead: str, before: Assessment) -> None:
        """Taking an answer back leads to its question, so that it can be answered otherwise."""
        if not self.desk.look_at_one_of([*changed_answers(before, self.desk.session.assessment)]):
            super().tell_step(lead, before)

    def action_skip(self) -> None:
        """Ask it again at the end."""
        if self.desk.asked is not None:
            self.desk.session.skip(self.desk.asked)
            self.desk.look_at(self.desk.session.interview.next)
            self.renew()

    def action_back(self) -> None:
        """The question before this one."""
        if self.desk.look_back():
            self.renew()
        else:
            self.notify("This is where you started.", timeout=3)

    def action_why(self) -> None:
        """The rules and patterns that wait for this answer."""
        if self.desk.asked is not None:
            self.app.push_screen(WhyScreen(self.desk, self.desk.asked))

    def action_note(self) -> None:
        """Owner, confidence, evidence and a note, on the answer to this question."""
        ref = self.desk.asked
        state = self.desk.state(ref) if ref else None
        if ref is None or state is None:
            return

        def noted(answer: Answer | None) -> None:
            if answer is not None:
                self.do(lambda: self.desk.session.answer(ref, answer))

        self.app.push_screen(NoteScreen(state), noted)

    def action_also(self) -> None:
        """Give other components the answer that this one has, or those to come; about none of them, give all to all."""
        ref = self.desk.asked
        state = self.desk.state(ref) if ref else None
        others = self.desk.others(ref) if ref else ()
        if ref is None or state is None or not others:
            self.notify(self.desk.ask_all_together(), timeout=6)
            return
        answer = state.answer

        def picked(names: tuple[str, ...] | None) -> None:
            if names and answer is not None:
                self.do(lambda: self.desk.session.answers({QuestionRef(ref.question, name): answer for name in names}))
            elif names is not None:
                self.desk.ask_together(names)
                self.renew()

        self.app.push_screen(AlsoScreen(state, others), picked)

    def action_jump(self) -> None:
        """Any question, by typing a few letters of it."""
        self.app.push_screen(QuestionsScreen(self.desk), self._go)

    @on(QuestionList.OptionSelected, "#all-questions")
    def _picked(self, event: QuestionList.OptionSelected) -> None:
        self._go(self.query_one(QuestionList).chosen(event.option_id))

    def _go(self, ref: QuestionRef | None) -> None:
        if ref is not None:
            self.desk.look_at(ref)
            self.renew()

    def action_component(self) -> None:
        """On to the organisation's questions or the next component's."""
        names = [None, *self.desk.session.assessment.components]
        here = self.desk.asked.component if self.desk.asked else None
        name = names[(names.index(here) + 1) % len(names)]
        self.desk.turn_to(name)
        self.renew()

    def action_ranking(self) -> None:
        """To the ranking and back; in a narrow window it takes the place of the question."""
        whole = not self.has_class("-ranking")
        self.set_class(whole, "-ranking", update=False)  # the looks of every part would be worked out afresh
        if whole:
            self._show_ranking()
        self._take_turns()
        self.query_one(Ranking if whole else ChoiceList).focus()

    def _take_turns(self) -> None:
        whole, narrow = self.has_class("-ranking"), self.has_class("-narrow")
        for part, shown in (("#side", whole), ("#middle", not whole), ("#strip", not whole)):
            styles = self.query_one(part).styles
            if narrow:
                styles.display = "block" if shown else "none"
            else:
                styles.clear_rule("display")

    @on(WaitingRules.OptionSelected, "#rules")
    def _open_rule(self, event: WaitingRules.OptionSelected) -> None:
        rule = self.query_one(WaitingRules).rule(event.option_id)
        self.app.push_screen(RuleScreen(self.desk.advisor.knowledge, rule))

    @on(Ranking.OptionSelected, "#ranking")
    def _opened(self, event: Ranking.OptionSelected) -> None:
        if self.desk.component is not None and event.option_id is not None:
            self.app.push_screen(OptionScreen(self.desk, self.desk.component, event.option_id))
