"""The map of a system: its components and their verdicts, the platforms, the organisation's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from advisor.errors import AdvisorError
from advisor.model.interview import QuestionState
from advisor.service.naming import component_name, names_between_commas
from advisor.service.profiles import Profile, keep_profile, use_profile
from advisor.tui import wording
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.dialog import AskNames, AskText, Confirm
from advisor.tui.screens.profile import ProfileScreen
from advisor.tui.screens.talks_to import TalksToScreen
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.platform_map import PlatformMap
from advisor.tui.widgets.question_list import QuestionList
from advisor.tui.widgets.rows import Row, Rows, blank, note
from advisor.tui.widgets.system_drawing import SystemDrawing
from advisor.tui.widgets.top_bar import TopBar

HINT = "It is written in lower-case words with hyphens, such as order-queue."
SEVERAL = "One name, or several with commas between them: front end, billing, order queue."


class SystemScreen(WorkScreen):
    """Where one enters; Enter on a row goes to its questions."""

    NAME = "Map"
    LETTER = "m"
    ABOUT = "the components, their verdicts and the platforms"
    BINDINGS = [
        Binding("a", "add", "Add", tooltip="components, by their names"),
        Binding("r", "rename", "Rename", tooltip="the component under the cursor"),
        Binding("d", "remove", "Remove", tooltip="the component under the cursor"),
        Binding("l", "links", "Talks to", tooltip="what the component under the cursor talks to"),
        Binding("p", "profile", "Profile", tooltip="the organisation's answers, kept for other systems"),
        Binding("t", "title", "Title", tooltip="what the system is called"),
    ]

    def compose(self) -> ComposeResult:
        """Components first, platforms beside or below them; the organisation where there is room."""
        yield TopBar()
        with Horizontal(id="columns"):
            with Vertical(id="parts", classes="section") as parts:
                parts.border_title = "Components"
                yield Rows(id="components")
            with VerticalScroll(id="platforms", classes="section") as platforms:
                platforms.border_title = "Recommended architecture"
                yield PlatformMap()
            with Vertical(id="profile", classes="section") as profile:
                profile.border_title = "Organisation"
                yield QuestionList(id="profile-questions")
        yield KeyBar()

    def show(self) -> None:
        """Everything from the session."""
        super().show()
        session = self.desk.session
        rows = self.query_one("#components", Rows)
        first_time = not rows.option_count
        rows.show(self._rows(), keep=(self.desk.component or wording.ORGANISATION) if first_time else None)
        self.query_one(PlatformMap).show(
            self.desk.advisor.knowledge, session.assessment, session.verdict, self.desk.component, self._has_answers()
        )
        organisation = [state for state in session.interview.states if state.ref.component is None]
        self.query_one(QuestionList).list_questions(organisation, None, names=False)
        if first_time:
            rows.focus()

    def _rows(self) -> Iterator[Row]:
        knowledge, session = self.desk.advisor.knowledge, self.desk.session
        answered = self._has_answers()
        if session.verdict.components and not answered:
            several = "; there, a answers for all components" if len(session.verdict.components) > 1 else ""
            yield note(f"Nothing is answered yet. Press i for the questions{several}.")
        for component in session.verdict.components:
            title = wording.so_far(knowledge, component) if answered else "No recommendation yet"
            answers = wording.answered(self._states(component.name))
            certainty = wording.certainty(component) if answered else ""
            alone = wording.alone(knowledge, component)
            talks_to = session.assessment.components[component.name].talks_to
            links = f"→ {', '.join(talks_to)}" if talks_to else ""
            said = "\n".join(filter(None, (certainty, alone, links)))
            yield _row(component.name, answers, Content.styled(title, "bold" if answered else "$text-muted"), said)
        if not session.verdict.components:
            yield note("No component yet. Press a to add the first.")
        yield blank()
        left = wording.answered(self._states(None))
        yield _row(wording.ORGANISATION, left, "People, places and constraints", "asked once, for all components")

    def _has_answers(self) -> bool:
        """Before the first answer every way is as good as another, and none is recommended."""
        return any(state.answer for state in self.desk.session.interview.states)

    def _states(self, component: str | None) -> list[QuestionState]:
        return [state for state in self.desk.session.interview.states if state.ref.component == component]

    def _here(self) -> str | None:
        option = self.query_one("#components", Rows).highlighted_option
        return option.id if option is not None and option.id in self.desk.session.assessment.components else None

    @on(Rows.OptionHighlighted, "#components")
    def _take_up(self) -> None:
        """The verdict that `v` leads to is that of the component under the cursor; the drawing marks it."""
        name = self._here()
        if name is not None and name != self.desk.component:
            self.desk.component = name
            self.a_frame_later(lambda: self.query_one(SystemDrawing).mark(self.desk.component))

    @on(Rows.OptionSelected, "#components")
    def _open(self) -> None:
        """To the questions of the row under the cursor."""
        self.desk.turn_to(self._here())
        self.app.run_worker(self.run_action("app.go('interview')"))

    @on(QuestionList.OptionSelected, "#profile-questions")
    def _question(self, event: QuestionList.OptionSelected) -> None:
        self.desk.look_at(self.query_one(QuestionList).chosen(event.option_id))
        self.app.run_worker(self.run_action("app.go('interview')"))

    def action_add(self) -> None:
        """Ask for names and add the components; the cursor goes to the last."""

        def named(said: str | None) -> None:
            names = names_between_commas(said or "")
            if names and self.do(lambda: self.desk.session.add_components(names)):
                rows = self.query_one("#components", Rows)
                rows.highlighted = rows.get_option_index(names[-1])

        check = partial(self._wrong_with, names_between_commas)
        self.app.push_screen(AskNames("Add components", SEVERAL, check=check), named)

    def _wrong_with(self, read: Callable[[str], list[str]], said: str) -> str | None:
        try:
            self.desk.session.check_names(read(said))
        except AdvisorError as error:
            return str(error)
        return None

    def action_rename(self) -> None:
        """Another name; its answers stay."""
        old = self._here()

        def named(new: str | None) -> None:
            if old and new and component_name(new) != old:
                self.do(lambda: self.desk.session.rename_component(old, component_name(new)))

        check = partial(self._wrong_with, lambda said: [name for name in [component_name(said)] if name != old])
        if old:
            self.app.push_screen(AskText(f"Rename {old}", HINT, old, check), named)

    def action_remove(self) -> None:
        """Remove the component after a yes; undo brings it back."""
        name = self._here()

        def answered(yes: bool | None) -> None:
            if name and yes:
                self.do(lambda: self.desk.session.remove_component(name))

        if name:
            text = f"Remove {name} and its answers? Undo (ctrl+z) brings them back."
            self.app.push_screen(Confirm("Remove a component", text), answered)

    def action_links(self) -> None:
        """What the component talks to."""
        name = self._here()

        def linked(others: tuple[str, ...] | None) -> None:
            if name and others is not None:
                self.do(lambda: self.desk.session.link(name, others))

        if name and len(self.desk.session.assessment.components) > 1:
            self.app.push_screen(TalksToScreen(self.desk, name), linked)
        else:
            self.notify("Put the cursor on a component; there must be another one for it to talk to.", timeout=3)

    def action_profile(self) -> None:
        """Use the organisation's answers from another system, or keep them for one."""
        self.app.push_screen(ProfileScreen(self.desk), self._profile)

    def _profile(self, chosen: Profile | str | None) -> None:
        if isinstance(chosen, Profile):
            if self.do(lambda: use_profile(self.desk.session, chosen)):
                said = f"{wording.questions(len(chosen.new))} answered from {chosen.name}. Undo takes it back."
                self.notify(said, timeout=5, markup=False)
        elif chosen is not None:
            hint = "The name of the organisation. A profile of that name is replaced."
            self.app.push_screen(AskText("Keep as a profile", hint), self._keep_profile)

    def _keep_profile(self, name: str | None) -> None:
        if name:
            try:
                keep_profile(self.desk.session, name)
            except AdvisorError as error:
                self.warn(str(error))
            else:
                self.notify(f"Kept as {name}. Any other system can use it (p).", timeout=5, markup=False)

    def action_title(self) -> None:
        """What the system is called."""

        def named(title: str | None) -> None:
            if title:
                self.do(lambda: self.desk.session.rename_system(title))

        current = self.desk.session.assessment.system
        self.app.push_screen(AskText("Title of the system", "As it shall stand on the report.", current), named)


def _row(key: str, left: str, title: str | Content, text: str) -> Row:
    name = Content.assemble(key, "\n", (left, "$text-muted"))
    said = Content.assemble(title, "\n", (text, "$text-muted"))
    return Row(Columns((name, 20), (said, None)), key)
