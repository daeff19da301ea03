"""The verdict: what to do with each component, and everything that stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from advisor.model.assessment import Assessment, Override
from advisor.model.interview import QuestionRef
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import ComponentVerdict
from advisor.service.trying import Ready, flips_to_try
from advisor.tui.desk import Desk
from advisor.tui.patience import look_at_new
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.decision import DecisionScreen
from advisor.tui.screens.option import OptionScreen
from advisor.tui.screens.override import OverrideScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.widgets import verdict_rows
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.platform_map import PlatformMap
from advisor.tui.widgets.ready_rows import ready_rows
from advisor.tui.widgets.rows import Row, Rows
from advisor.tui.widgets.section_tabs import SectionTabs
from advisor.tui.widgets.steady_text import SteadyText
from advisor.tui.widgets.top_bar import TopBar

SECTIONS = {
    "reasons": "Reasons",
    "alternatives": "Alternatives",
    "flips": "Would change it",
    "decisions": "Decisions",
    "open": "Open",
    "platforms": "Drawing",
    "risks": "Risks",
}
"""As the tabs say it; where there is room it is said in full."""
TITLES = SECTIONS | {
    "flips": "What would change it",
    "open": "Open questions",
    "platforms": "Recommended architecture",
    "risks": "Risks, way in and out, when to look again",
}
LISTED: dict[str, Callable[[Knowledge, ComponentVerdict], Iterator[Row]]] = {
    "reasons": verdict_rows.reasons,
    "alternatives": verdict_rows.alternatives,
    "decisions": verdict_rows.decisions,
}


class Changes(Rows):
    """Other answers that lead elsewhere."""

    BINDINGS = [Binding("enter", "select", "Try it")]


class VerdictScreen(WorkScreen):
    """A narrow window shows one section at a time, a wide one all of them."""

    NAME = "Verdict"
    LETTER = "v"
    ABOUT = "what to do with each component, and why"
    BINDINGS = [
        Binding("right,tab", "section(1)", "Next section", key_display="→"),
        Binding("left,shift+tab", "section(-1)", "Previous", key_display="←"),
        Binding("c", "component", "Component", tooltip="on to the next component"),
        Binding("o", "override", "Override", tooltip="choose another pattern, with a reason"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ready: tuple[Ready, ...] | None = None
        self._about: tuple[object, ...] = ()
        self._of: str | None = None
        self._waiting: set[str] = set()

    def compose(self) -> ComposeResult:
        """A headline, the tabs of the sections, the sections."""
        yield TopBar()
        with Vertical(id="headline"):
            yield SteadyText(id="recommended")
            yield SteadyText(id="summary")
        yield SectionTabs(SECTIONS)
        with Container(id="sections"):
            for name, title in TITLES.items():
                with Vertical(id=name, classes="section") as section:
                    section.border_title = title
                    if name == "risks":
                        with VerticalScroll(id="risks-body"):
                            yield Static(id="risks-text")
                    elif name == "platforms":
                        with VerticalScroll(id="platforms-body"):
                            yield PlatformMap()
                    elif name == "flips":
                        yield Changes(id="flips-body")
                    else:
                        yield Rows(id=f"{name}-body")
        yield KeyBar()

    def where(self) -> tuple[str, ...]:
        """The component that is shown."""
        return (self.NAME, self.desk.component or "no component yet")

    def show(self) -> None:
        """The component on the desk: what is seen of it now, the sections behind it a frame later."""
        super().show()
        headline, summary = verdict_rows.headline(self.desk.advisor.knowledge, self._component())
        self.query_one("#recommended", SteadyText).update(headline)
        self.query_one("#summary", SteadyText).update(summary)
        self._waiting = set(SECTIONS)
        self._section(self.desk.section or "reasons")
        other, self._of = self._of not in (None, self.desk.component), self.desk.component
        for name in SECTIONS:
            if name in self._waiting and self.query_one(f"#{name}").display:
                (self._empty if other else self._fill)(name)
        self.a_frame_later(self._fill_the_rest)

    def _empty(self, name: str) -> None:
        """Of another component the section with the cursor comes first; the others say nothing until the next frame."""
        if name in LISTED or name in ("flips", "open"):
            self._rows(name).show(())
        elif name == "risks":
            self.query_one("#risks-text", Static).update("")

    def _fill_the_rest(self) -> None:
        for name in SECTIONS:
            self._fill(name)

    def _fill(self, name: str) -> None:
        """Once for each time that something changed."""
        if name not in self._waiting:
            return
        self._waiting.remove(name)
        desk, component, knowledge = self.desk, self._component(), self.desk.advisor.knowledge
        if name == "platforms":
            self.query_one(PlatformMap).show(knowledge, desk.session.assessment, desk.session.verdict, desk.component)
        elif component is None:
            return
        elif name == "risks":
            self.query_one("#risks-text", Static).update(verdict_rows.risks(knowledge, component))
        elif name == "flips":
            self._find_flips(component)
        elif name == "open":
            self._rows(name).show(verdict_rows.open_questions(desk.session.interview, component))
        else:
            self._rows(name).show(LISTED[name](knowledge, component))

    def _find_flips(self, component: ComponentVerdict) -> None:
        """They are looked for beside the interface, once for each state of the answers."""
        about = (self.desk.session.assessment, component.name)
        if about != self._about:
            self._about = about
            self._ready = None
            self.a_frame_later(lambda: self._look(*about))
        self._rows("flips").show(ready_rows(self.desk.advisor.knowledge, component.name, self._ready))

    @work(thread=True, exclusive=True, group="flips")
    def _look(self, assessment: Assessment, component: str) -> None:
        ready = flips_to_try(self.desk.advisor, assessment, component)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._found, assessment, component, ready)
            look_at_new()

    def _found(self, assessment: Assessment, component: str, ready: tuple[Ready, ...]) -> None:
        if self.is_attached and self._about == (assessment, component):
            self._ready = ready
            self._rows("flips").show(ready_rows(self.desk.advisor.knowledge, component, ready))

    @on(Rows.OptionSelected, "#flips-body")
    async def _try(self, event: Rows.OptionSelected) -> None:
        if self._ready is not None:
            self.desk.to_try.append(self._ready[int((event.option_id or "").partition(" ")[2])].answers)
            await self.run_action("app.go('what-if')")

    def _component(self) -> ComponentVerdict | None:
        return self.desk.session.verdict.component(self.desk.component) if self.desk.component else None

    def _rows(self, section: str) -> Rows:
        return self.query_one(f"#{section}-body", Rows)

    def _body(self, section: str) -> Widget:
        return self.query_one(f"#{section}-body")

    def _section(self, name: str) -> None:
        self.desk.section = name
        self.query_one(SectionTabs).current = name
        self._give_room(name)
        self._fill(name)
        self._body(name).focus()

    def _give_room(self, name: str) -> None:
        """To one section; a large window shows the others all the same, and need not be laid out again."""
        parts = {each: self.query_one(f"#{each}") for each in SECTIONS}
        seen = {each for each, part in parts.items() if part.display}
        for each, part in parts.items():
            if each != name:
                part.styles.clear_rule("display")
        if name in seen and seen == {each for each, part in parts.items() if part.display}:
            parts[name].styles.inline.set_rule("display", "block")
        else:
            parts[name].styles.display = "block"

    def action_section(self, step: int) -> None:
        """To the next section, or to the one before."""
        names = list(SECTIONS)
        self._section(names[(names.index(self.desk.section) + step) % len(names)])

    @on(SectionTabs.Chosen)
    def _chosen(self, event: SectionTabs.Chosen) -> None:
        self._section(event.section)

    def action_component(self) -> None:
        """On to the next component."""
        self.desk.next_component()
        self.renew()

    def action_override(self) -> None:
        """Choose another pattern, with a reason."""
        name = self.desk.component

        def chosen(choice: tuple[Override | None] | None) -> None:
            if name is not None and choice is not None:
                self.do(lambda: self.desk.session.override(name, choice[0]))

        if name is not None:
            self.app.push_screen(OverrideScreen(self.desk, name), chosen)

    @on(Rows.OptionSelected, "#reasons-body")
    def _open_reason(self, event: Rows.OptionSelected) -> None:
        component = self._component()
        if component is not None and component.chosen is not None:
            traces = {trace.rule: trace for trace in component.pattern.standing(component.chosen).rules}
            self.app.push_screen(RuleScreen(self.desk.advisor.knowledge, traces[event.option_id or ""]))

    @on(Rows.OptionSelected, "#alternatives-body")
    def _open_option(self, event: Rows.OptionSelected) -> None:
        if self.desk.component is not None and event.option_id is not None:
            self.app.push_screen(OptionScreen(self.desk, self.desk.component, event.option_id))

    @on(Rows.OptionSelected, "#decisions-body")
    def _open_decision(self, event: Rows.OptionSelected) -> None:
        if self.desk.component is not None and event.option_id is not None:
            self.app.push_screen(DecisionScreen(self.desk, self.desk.component, event.option_id))

    @on(Rows.OptionSelected, "#open-body")
    async def _open_question(self, event: Rows.OptionSelected) -> None:
        whose, _, question = (event.option_id or "").partition("/")
        self.desk.look_at(QuestionRef(question, whose or None))
        await self.run_action("app.go('interview')")
