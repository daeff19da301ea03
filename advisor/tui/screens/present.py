"""For the shared screen: one decision a page, large, its reasons revealed one by one, agreement recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisor.model.interview import QuestionRef
from advisor.model.milestones import SignOff, Stance
from advisor.service.agreeing import record_it, recorded_now, say
from advisor.service.answering import chosen
from advisor.tui.desk import Desk
from advisor.tui.screens.answer import AnswerScreen
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.person import PersonScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.screens.record import Recorded, RecordScreen
from advisor.tui.widgets.big_letters import big
from advisor.tui.widgets.change_line import ChangeLine
from advisor.tui.widgets.columns import Columns, Stack
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.pages import PATTERN, Page, Said, decision_page, overview, pages, record_page
from advisor.tui.widgets.top_bar import TopBar


class PresentScreen(WorkScreen):
    """Where it was left it goes on."""

    NAME = "Present"
    LETTER = "p"
    ABOUT = "for the shared screen: a page for each decision"
    BINDINGS = [
        Binding("right", "page(1)", "Next", key_display="→", tooltip="page"),
        Binding("left", "page(-1)", "Previous", key_display="←", tooltip="page"),
        Binding("down", "component(1)", "Component", key_display="↓", tooltip="on to the next component's pattern"),
        Binding("up", "component(-1)", "Back", key_display="↑", tooltip="to the component before"),
        Binding("space", "reveal", "Reveal", tooltip="the next reason"),
        Binding("w", "all", "All reasons", tooltip="show all of them, or none"),
        Binding("a", "answer", "Answer", tooltip="change an answer and watch what follows"),
        Binding("pagedown", "scroll(1)", "Scroll down", show=False),
        Binding("pageup", "scroll(-1)", "Scroll up", show=False),
        Binding("y", "agree", "Agree", tooltip="record who agrees"),
        Binding("n", "disagree", "Disagree", tooltip="record who does not, and why"),
        Binding("r", "record", "Record", tooltip="the verdict as accepted, and when to look again"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._revealed = 0
        desk.change = None  # what was answered elsewhere is no news to the room

    def compose(self) -> ComposeResult:
        """A page from top to bottom."""
        yield TopBar()
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="over", markup=False)
            yield Static(id="headline-large", markup=False)
            yield Static(id="below", markup=False)
            yield Static(id="revealed", markup=False)
        yield ChangeLine()
        yield KeyBar()

    @property
    def page(self) -> Page:
        """The page in front."""
        every = pages(self.desk.session.verdict)
        self.desk.page = min(self.desk.page, len(every) - 1)
        return every[self.desk.page]

    def where(self) -> tuple[str, ...]:
        """How far."""
        every = len(pages(self.desk.session.verdict))
        return (self.NAME, f"page {self.desk.page + 1} of {every}")

    def show(self) -> None:
        """The page as it stands."""
        super().show()
        page = self.page
        if page.component is not None:
            self.desk.component = page.component
        said = self._said(page)
        shown = self._revealed if page.decision else len(said.reasons)
        self.query_one("#over", Static).update(said.over)
        self.query_one("#headline-large", Static).update(self._large(said.headline))
        self.query_one("#below", Static).update(said.below)
        self.query_one("#revealed", Static).update(Stack(self._lines(said, shown)))
        self.query_one(ChangeLine).show(self.desk.advisor.knowledge, self.desk.change, self.desk.component)

    def _lines(self, said: Said, shown: int) -> Iterator[Columns]:
        width = 6 if self.page.decision else 20
        for name, text in said.reasons[:shown]:
            yield Columns((name, width), (text, None), pointer="")
            if self.has_class("-tall"):
                yield Columns(("", None), pointer="")
        if hidden := len(said.reasons[shown:]):
            yield Columns((Content.styled(f"… {hidden} more: space", "$text-muted"), None), pointer="")

    def _said(self, page: Page) -> Said:
        knowledge, session = self.desk.advisor.knowledge, self.desk.session
        if page.is_record:
            name = recorded_now(session)
            return record_page(session.assessment.system, name, session.assessment.milestones.get(name or ""))
        if page.component is None or page.decision is None:
            return overview(knowledge, session.verdict)
        return decision_page(knowledge, session.verdict.component(page.component), page.decision)

    def _large(self, headline: str) -> Content:
        room = self.query_one("#headline-large").content_size.width
        letters = big(headline, room) if self.has_class("-tall") else None
        return Content.styled(letters or headline, "bold $text-primary")

    def on_resize(self) -> None:
        """Large letters where they fit."""
        self.a_frame_later(self.renew)

    def _turn(self, to: int) -> None:
        last = len(pages(self.desk.session.verdict)) - 1
        if 0 <= to <= last:
            self.desk.page = to
            self._revealed = 0
            self.query_one("#page").scroll_home(animate=False)
            self.renew()
        else:
            self.notify("That was the last page." if to > last else "This is the first page.", timeout=2)

    def action_page(self, step: int) -> None:
        """Step through."""
        self._turn(self.desk.page + step)

    def action_component(self, step: int) -> None:
        """To the pattern of the next component, to the first page, or to the record."""
        every = pages(self.desk.session.verdict)
        stops = [number for number, page in enumerate(every) if page.decision in (PATTERN, None)]
        beyond = [stop for stop in stops if (stop - self.desk.page) * step > 0]
        self._turn((beyond[0] if step > 0 else beyond[-1]) if beyond else self.desk.page + step)

    def action_reveal(self) -> None:
        """One reason more; after the last one the next page."""
        if self.page.decision and self._revealed < len(self._said(self.page).reasons):
            self._revealed += 1
            self.renew()
            self.query_one("#page").scroll_end(animate=False)
        else:
            self.action_page(1)

    def action_all(self) -> None:
        """All reasons, or none."""
        every = len(self._said(self.page).reasons)
        self._revealed = 0 if self._revealed >= every else every
        self.renew()

    def action_scroll(self, step: int) -> None:
        """Where a page is longer than the window."""
        page = self.query_one("#page")
        page.scroll_page_down(animate=False) if step > 0 else page.scroll_page_up(animate=False)

    def action_answer(self) -> None:
        """Choose a question, then an answer; it is saved, and undo takes it back."""
        self.app.push_screen(QuestionsScreen(self.desk), self._ask)

    def _ask(self, ref: QuestionRef | None) -> None:
        state = self.desk.state(ref) if ref is not None else None
        if ref is None or state is None:
            return

        def answered(choices: tuple[str, ...] | None) -> None:
            if choices is not None:
                self.do(lambda: self.desk.session.answer(ref, chosen(state.answer, choices)))

        self.app.push_screen(AnswerScreen(self.desk, state, self.desk.preview), answered)

    def action_agree(self) -> None:
        """Somebody agrees."""
        self.app.push_screen(PersonScreen(Stance.AGREES), self._say)

    def action_disagree(self) -> None:
        """Somebody does not."""
        self.app.push_screen(PersonScreen(Stance.DISAGREES), self._say)

    def _say(self, person: SignOff | None) -> None:
        if person is not None and self.do(lambda: say(self.desk.session, person, date.today())):
            self.notify(f"{person.name} {person.says.value}: recorded.", timeout=4, markup=False)

    def action_record(self) -> None:
        """Record the verdict without anybody's word, or say more about its record."""
        assessment = self.desk.session.assessment
        present = assessment.milestones.get(recorded_now(self.desk.session) or "")

        def given(recorded: Recorded | None) -> None:
            if recorded is not None:
                step = lambda: record_it(self.desk.session, date.today(), recorded.why, recorded.revisit)  # noqa: E731
                if self.do(step):
                    self.notify("The verdict is recorded.", timeout=4)

        window = RecordScreen(present.why, present.revisit) if present else RecordScreen()
        self.app.push_screen(window, given)
