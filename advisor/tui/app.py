"""The terminal interface as a whole: loads the knowledge, opens systems, moves between the screens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.events import Event, Key
from textual.screen import Screen

from advisor.errors import AdvisorError
from advisor.service.state import remember_theme, remembered_theme
from advisor.tui.commands import KeyCommands, QuestionCommands
from advisor.tui.patience import Pause, be_patient, keep_what_is_there
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.start import StartScreen
from advisor.tui.themes import NO_COLOUR, THEMES
from advisor.tui.widgets.key_bar import GENERAL, GENERAL_SELDOM

if TYPE_CHECKING:
    from advisor.service import Advisor, Session
    from advisor.service.browsing import Atlas
    from advisor.tui.desk import Desk


def screens() -> dict[str, type[WorkScreen]]:
    """The screens of an open system, which nobody needs before the first frame."""
    from advisor.tui.screens.registry import SCREENS

    return SCREENS


LOOKS = Path(__file__).with_name("screens.tcss")
LOOK_EVERY = 2.0
"""Seconds until another window's changes are noticed when nothing is typed here."""


class AdvisorApp(App[None]):
    """`source` is a loaded advisor, or the extra knowledge folders to load one with."""

    TITLE = "Deployment advisor"
    CSS_PATH = "advisor.tcss"
    COMMANDS = App.COMMANDS | {KeyCommands, QuestionCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (160, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    BINDINGS = [
        Binding("question_mark,f1", "help", "Help", key_display="?", group=GENERAL),
        Binding(
            "k,f2", "knowledge", "Library", key_display="k", tooltip="patterns, rules, sources", group=GENERAL_SELDOM
        ),
        Binding("ctrl+p", "command_palette", "Menu", priority=True, group=GENERAL_SELDOM),
        Binding("ctrl+q", "quit", "Quit", priority=True, group=GENERAL_SELDOM),
    ]

    def __init__(self, source: Advisor | Sequence[Path] = (), path: Path | None = None) -> None:
        super().__init__()
        self._source = source
        self._path = path
        self.desk: Desk | None = None
        self.atlas: Atlas | None = None
        self.failure = ""
        self._pause = Pause()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme()
        for name in self.available_themes.keys() - {theme.name for theme in THEMES}:
            self.unregister_theme(name)

    def _first_theme(self) -> str:
        """NO_COLOR wins; else what was chosen last, as long as there is such a theme."""
        last = NO_COLOUR.name if self.no_color else remembered_theme()
        return last if last in {theme.name for theme in THEMES} else THEMES[0].name

    def get_default_screen(self) -> Screen[None]:
        """The start screen is there before the knowledge is."""
        return StartScreen()

    @on(StartScreen.Painted)
    def _painted(self) -> None:
        """Load the other screens' looks and the knowledge, which would have held the first frame up."""
        self.stylesheet.read(LOOKS)
        self._load()
        self.set_interval(LOOK_EVERY, self.look_at_file)

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        from advisor.service import Session, open_advisor

        source = self._source
        try:
            advisor = open_advisor(tuple(source)) if isinstance(source, Sequence) else source
            session = Session.open(advisor, self._path) if self._path else None
        except AdvisorError as error:
            self.call_from_thread(self._fail, str(error))
            return
        self.call_from_thread(self._loaded, advisor, session)
        screens()  # while people read the start screen
        keep_what_is_there()

    def _fail(self, message: str) -> None:
        self.failure = message
        self.exit(return_code=2)

    def _loaded(self, advisor: Advisor, session: Session | None) -> None:
        from advisor.service.browsing import Atlas

        start = self.screen_stack[0]
        assert isinstance(start, StartScreen)
        start.ready(advisor, self._source if isinstance(self._source, Sequence) else ())
        self.atlas = Atlas(advisor.knowledge)
        if session is not None:
            self._work_on(session)

    @on(StartScreen.Opened)
    def _opened(self, event: StartScreen.Opened) -> None:
        self._work_on(event.session)

    def _work_on(self, session: Session) -> None:
        from advisor.service import remember
        from advisor.tui.desk import Desk

        remember(session.path)
        self.desk = Desk(session.advisor, session)
        self.push_screen(screens()["system"](self.desk))
        self.run_worker(session.make_ready, thread=True)
        self._pause.begin_again()  # loading has left a lot behind

    def action_go(self, name: str) -> None:
        """Show another screen of the open system."""
        if self.desk is not None and isinstance(self.screen, WorkScreen):
            self.switch_screen(screens()[name](self.desk))

    def action_go_to(self) -> None:
        """Ask for another screen."""
        from advisor.tui.screens.go import KNOWLEDGE, GoScreen

        def chosen(name: str | None) -> None:
            if name == KNOWLEDGE:
                self.action_knowledge()
            elif name is not None and screens()[name] is not type(self.screen):
                self.action_go(name)

        self.push_screen(GoScreen(screens()), chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key to where we are already."""
        if action == "go":
            here = next((each for each in reversed(self.screen_stack) if isinstance(each, WorkScreen)), None)
            return screens()[str(parameters[0])] is not type(here)
        if action == "knowledge":
            if self.atlas is None:
                return False
            from advisor.tui.screens.knowledge import KnowledgeScreen

            return not isinstance(self.screen, KnowledgeScreen)
        return True

    def action_knowledge(self) -> None:
        """Look through what the verdicts rest on."""
        from advisor.tui.screens.knowledge import KnowledgeScreen

        if any(isinstance(each, KnowledgeScreen) for each in self.screen_stack):
            while not isinstance(self.screen, KnowledgeScreen):
                self.pop_screen()
        elif self.atlas is not None:
            self.push_screen(KnowledgeScreen(self.atlas))

    def action_leave(self) -> None:
        """One step out: to the map, from there to the start."""
        if isinstance(self.screen, screens()["system"]):
            self._unless_unsaved(self.pop_screen)
        else:
            self.action_go("system")

    def action_help_quit(self) -> None:
        """Who presses ctrl+c wants to leave, or to copy."""
        self.notify("ctrl+q leaves the program. Every answer is saved already.", timeout=4)

    async def action_quit(self) -> None:
        """Leave the program; everything is on disk already unless a save failed."""
        self._unless_unsaved(self.exit)

    def _unless_unsaved(self, leave: Callable[[], object]) -> None:
        if self.desk is None or self.desk.failed is None:
            leave()
            return
        from advisor.tui.screens.dialog import Confirm

        text = f"{self.desk.failed}\n\nLeave all the same, and lose what was not saved?"

        def answered(yes: bool | None) -> None:
            if yes:
                leave()

        self.push_screen(Confirm("Not saved", text), answered)

    async def on_event(self, event: Event) -> None:
        """Every key comes by here first."""
        if isinstance(event, Key):
            self._pause.begin_again()
        await super().on_event(event)

    def look_at_file(self) -> None:
        """Notice soon what another window has written to the same file."""
        said = self.desk.catch_up() if self.desk is not None else None
        if said:
            self.notify(said, timeout=8, markup=False)
            if isinstance(self.screen, WorkScreen):
                self.screen.renew()

    def on_unmount(self) -> None:
        """Nobody waits for a proof any more."""
        if self.desk is not None:
            self.desk.session.stop()

    def action_help(self) -> None:
        """The keys of the screen in front."""
        from advisor.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def watch_theme(self, before: str, now: str) -> None:
        """A theme that somebody chooses is there at the next start; NO_COLOR is not a choice."""
        if self.is_running and now != before and not self.no_color:
            remember_theme(now)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Beside the keys, the palette offers the screens and the themes."""
        for name, each in screens().items() if self.desk is not None else ():
            yield SystemCommand(f"Go to {each.NAME}", each.ABOUT, partial(self.action_go, name))
        yield SystemCommand("Library", "Patterns, rules, sources", self.action_knowledge)
        yield SystemCommand("Theme", "Dark, light, high contrast or no colour", self.action_change_theme)


def run(source: Advisor | Sequence[Path] = (), path: Path | None = None) -> int:
    """Run the interface until it is left; returns the exit code. Needs a terminal."""
    app = AdvisorApp(source, path)
    be_patient()
    app.run()
    if app.failure:
        print(app.failure, file=sys.stderr)
    return app.return_code or 0
