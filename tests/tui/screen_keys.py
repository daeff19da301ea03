"""What each key says that a key bar shows, and how to see that it did it: of the screens here, of windows beside it."""

from __future__ import annotations

from collections.abc import Callable

from driving import Opened
from textual.command import CommandPalette
from textual.widgets import Static

from advisor.model.interview import QuestionRef
from advisor.tui.screens.also import AlsoScreen
from advisor.tui.screens.compare import CompareScreen
from advisor.tui.screens.dialog import AskText, Confirm, Dialog
from advisor.tui.screens.export import ExportScreen
from advisor.tui.screens.go import GoScreen
from advisor.tui.screens.help import HelpScreen
from advisor.tui.screens.import_files import ImportScreen
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.knowledge import KnowledgeScreen
from advisor.tui.screens.note import NoteScreen
from advisor.tui.screens.override import OverrideScreen
from advisor.tui.screens.person import PersonScreen
from advisor.tui.screens.profile import ProfileScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.screens.record import RecordScreen
from advisor.tui.screens.sides import SidesScreen
from advisor.tui.screens.start import StartScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.screens.talks_to import TalksToScreen
from advisor.tui.screens.verdict import VerdictScreen
from advisor.tui.screens.why import WhyScreen

Holds = Callable[[Opened], bool]


def on(screen: type) -> Holds:
    return lambda user: isinstance(user.app.screen, screen)


def says(text: str) -> Holds:
    return lambda user: any(text in said for said in user.said())


GENERAL: dict[str, Holds] = {
    "undo": says("Nothing to undo"),
    "redo": says("Nothing to redo"),
    "app.go('system')": on(SystemScreen),
    "app.go('interview')": on(InterviewScreen),
    "app.go('verdict')": on(VerdictScreen),
    "app.go('export')": on(ExportScreen),
    "app.go_to": on(GoScreen),
    "help": on(HelpScreen),
    "knowledge": on(KnowledgeScreen),
    "command_palette": on(CommandPalette),
    "quit": lambda user: user.app._exit,
}
EFFECTS: dict[str, dict[str, Holds]] = {
    "start": {
        "new": on(Dialog),
        "open": on(Dialog),
        "import": on(ImportScreen),
        "select": on(Dialog),
    },
    "system": {
        "app.leave": on(StartScreen),
        "select": on(InterviewScreen),
        "add": on(AskText),
        "rename": on(AskText),
        "remove": on(Confirm),
        "links": on(TalksToScreen),
        "profile": on(ProfileScreen),
        "title": on(AskText),
    },
    "interview": {
        "app.leave": on(SystemScreen),
        "pick(0)": lambda user: "sensitivity: ordinary" in user.on_disk(),
        "accept": lambda user: "sensitivity: ordinary" in user.on_disk(),
        "unknown": lambda user: "sensitivity: unknown" in user.on_disk(),
        "owner": on(AskText),
        "skip": lambda user: user.desk.asked != QuestionRef("sensitivity", "front-end"),
        "back": says("where you started"),
        "why": on(WhyScreen),
        "note": on(NoteScreen),
        "clear": says("no answer to take back"),
        "also": on(AlsoScreen),
        "jump": on(QuestionsScreen),
        "component": lambda user: user.desk.asked is not None and user.desk.asked.component == "billing",
        "ranking": lambda user: user.app.screen.has_class("-ranking"),
    },
    "verdict": {
        "app.leave": on(SystemScreen),
        "select": on(Dialog),
        "section(1)": lambda user: user.desk.section == "alternatives",
        "section(-1)": lambda user: user.desk.section == "risks",
        "component": lambda user: user.desk.component == "billing",
        "override": on(OverrideScreen),
    },
    "what-if": {
        "app.leave": on(SystemScreen),
        "select": lambda user: user.desk.variation is not None and len(user.desk.variation.tried) == 1,
        "any": on(QuestionsScreen),
        "take_back": says("Put the cursor on an answer that is tried"),
        "keep": says("Nothing is tried yet"),
        "drop": says("Nothing is tried yet"),
        "component": lambda user: user.desk.component == "billing",
    },
    "compare": {
        "app.leave": on(SystemScreen),
        "sides": on(SidesScreen),
        "all": lambda user: user.app.screen._all,  # type: ignore[attr-defined]
        "next": on(CompareScreen),
    },
    "present": {
        "app.leave": on(SystemScreen),
        "page(1)": lambda user: user.desk.page == 1,
        "page(-1)": says("This is the first page"),
        "component(1)": lambda user: user.desk.page == 1,
        "component(-1)": says("This is the first page"),
        "reveal": lambda user: user.desk.page == 1,
        "all": lambda user: user.desk.page == 0,
        "answer": on(QuestionsScreen),
        "agree": on(PersonScreen),
        "disagree": on(PersonScreen),
        "record": on(RecordScreen),
    },
    "export": {
        "app.leave": on(SystemScreen),
        "select": lambda user: user.app.screen.query_one("#text").has_focus,
        "tick": lambda user: "4 files" in str(user.app.screen.query_one("#target", Static).content),
        "all": lambda user: "0 files" in str(user.app.screen.query_one("#target", Static).content),
        "difference": lambda user: user.app.screen.query_one("#preview").border_subtitle == "difference",
        "folder": on(AskText),
        "write": says("files are in"),
        "preview": lambda user: user.app.screen.query_one("#text").has_focus,
    },
}
