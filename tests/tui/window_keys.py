"""What each key does in every window and in the library: where it is opened, what is pressed before, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from driving import Opened
from screen_keys import Holds, on
from textual.screen import Screen
from textual.widgets import Input, Select, Static

from advisor.tui.screens.also import AlsoScreen
from advisor.tui.screens.answer import AnswerScreen
from advisor.tui.screens.create import CreateScreen
from advisor.tui.screens.decision import DecisionScreen
from advisor.tui.screens.dialog import AskNames, AskText, Confirm
from advisor.tui.screens.element import ElementScreen
from advisor.tui.screens.go import GoScreen
from advisor.tui.screens.help import HelpScreen
from advisor.tui.screens.import_files import ImportScreen
from advisor.tui.screens.imported import ImportedScreen
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.knowledge import KnowledgeScreen
from advisor.tui.screens.note import NoteScreen
from advisor.tui.screens.open_file import OpenFileScreen
from advisor.tui.screens.option import OptionScreen
from advisor.tui.screens.override import OverrideScreen
from advisor.tui.screens.person import PersonScreen
from advisor.tui.screens.problem import ProblemScreen
from advisor.tui.screens.profile import ProfileScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.screens.record import RecordScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.screens.sides import SidesScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.screens.talks_to import TalksToScreen
from advisor.tui.screens.why import WhyScreen
from advisor.tui.widgets.file_tree import FileTree
from advisor.tui.widgets.rows import Rows
from advisor.tui.widgets.section_tabs import SectionTabs

After = tuple[tuple[str, ...], Holds]
"""What is pressed (`=words` are typed) before the key, and what holds after it."""


@dataclass(frozen=True)
class Window:
    """A window, the screen and the keys that lead to it, and what each of its keys does; Escape closes every one."""

    kind: type[Screen[object]]
    screen: str
    way: tuple[str, ...]
    does: Mapping[str, Holds | After]
    shipped: bool = False
    """Whether it needs the whole knowledge; a small one answers faster."""


def disk(text: str) -> Holds:
    return lambda user: text in user.on_disk()


def focus(kind: type, name: str | None = None) -> Holds:
    return lambda user: (
        isinstance(user.app.screen.focused, kind) and (name is None or user.app.screen.focused.id == name)
    )


def problem(text: str) -> Holds:
    return lambda user: text in str(user.app.screen.query_one(".problem", Static).content)


def row(place: int, rows: str = "Rows") -> Holds:
    """The cursor stands on the row of that number, of those that can be chosen."""

    def holds(user: Opened) -> bool:
        found = user.app.screen.query_one(rows, Rows)
        return found.highlighted == [n for n, each in enumerate(found.options) if not each.disabled][place]

    return holds


def listed(text: str) -> Holds:
    return lambda user: any(
        text in "".join(cell.plain for cell, _ in each.prompt.cells)  # type: ignore[union-attr]
        for each in user.app.screen.query_one(Rows).options
    )


def both(*holds: Holds) -> Holds:
    return lambda user: all(each(user) for each in holds)


def section(name: str) -> Holds:
    return lambda user: user.app.screen.query_one(SectionTabs).current == name


def side(name: str) -> Holds:
    return lambda user: user.app.screen.query_one(f"#{name}").has_focus


def here(kind: str) -> Holds:
    return lambda user: isinstance(user.app.screen, ElementScreen) and user.app.screen.here[0] == kind


def picked(text: str) -> Holds:
    return lambda user: text in user.app.screen.query_one(Input).value


NEXT_FIELD = "app.focus_next"
WINDOWS = (
    Window(CreateScreen, "start", ("n",), {
        "accept": (("=Web shop", "enter"), both(on(SystemScreen), disk("system: Web shop"))),
        NEXT_FIELD: focus(Input, "components"),
    }),
    Window(OpenFileScreen, "start", ("o",), {
        "accept": (("=game.yaml",), on(SystemScreen)),
        NEXT_FIELD: focus(FileTree),
    }),
    Window(OpenFileScreen, "start", ("o", "tab", "end"), {
        "select_cursor": on(ProblemScreen),
        NEXT_FIELD: focus(Input),
    }),
    Window(ProblemScreen, "start", ("o", "=zbad.yaml", "enter"), {}),
    Window(ImportScreen, "start", ("i",), {
        "read": (("=shop",), on(ImportedScreen)),
        NEXT_FIELD: focus(FileTree),
    }, shipped=True),
    Window(ImportScreen, "start", ("i", "tab", "end"), {
        "select_cursor": picked("zbad.yaml"),
        "pick": picked("zbad.yaml"),
        NEXT_FIELD: focus(Input),
    }),
    Window(ImportedScreen, "start", ("i", "=shop", "enter"), {
        "keep": on(SystemScreen),
        "scroll(1)": lambda user: user.app.screen.query_one("VerticalScroll").scroll_y > 0,
        "scroll(-1)": (("down", "down"), lambda user: user.app.screen.query_one("VerticalScroll").scroll_y == 1),
    }, shipped=True),
    Window(KnowledgeScreen, "system", ("k",), {
        "open": on(ElementScreen),
        "section(1)": section("questions"),
        "section(-1)": section("more"),
        "move('cursor_down')": row(1, "#found"),
        "move('cursor_up')": (("down",), row(0, "#found")),
        "help": on(HelpScreen),
    }),
    Window(ElementScreen, "system", ("k", "tab", "enter"), {
        "turn('before')": side("before"),
        "turn('after')": side("after"),
        "graph": lambda user: user.app.screen.query_one("#graph").display,
        "back": on(KnowledgeScreen),
        "knowledge": on(KnowledgeScreen),
        "help": on(HelpScreen),
    }),
    Window(ElementScreen, "system", ("k", "tab", "enter", "right"), {
        "select": lambda user: user.app.screen.here[0] != "question",  # type: ignore[attr-defined]
        "turn('before')": side("before"),
        "turn('after')": side("after"),
        "graph": lambda user: user.app.screen.query_one("#page").display,
        "back": on(KnowledgeScreen),
        "knowledge": on(KnowledgeScreen),
        "help": on(HelpScreen),
    }),
    Window(HelpScreen, "system", ("question_mark",), {}),
    Window(GoScreen, "system", ("g",), {"select": (("down",), on(InterviewScreen))}),
    Window(AskNames, "system", ("a",), {"accept": (("=new part, newer",), both(disk("new-part"), disk("newer")))}),
    Window(AskText, "system", ("t",), {"accept": (("=Anew ",), disk("Anew"))}),
    Window(Confirm, "system", ("d",), {
        "answer(True)": lambda user: "front-end" not in user.on_disk(),
        "answer(False)": both(disk("front-end"), on(SystemScreen)),
    }),
    Window(TalksToScreen, "system", ("l",), {
        "tick": listed("[x]"),
        "screen.accept": (("space",), disk("talks_to")),
    }),
    Window(ProfileScreen, "system", ("p",), {"select": on(AskText)}),
    Window(WhyScreen, "interview", ("w",), {"select": on(RuleScreen)}),
    Window(RuleScreen, "interview", ("w", "enter"), {"graph": here("rule")}),
    Window(NoteScreen, "interview", ("n",), {
        "accept": (("=the board",), disk("owner: the board")),
        NEXT_FIELD: focus(Input, "evidence"),
    }),
    Window(NoteScreen, "interview", ("n", "tab", "tab", "tab"), {
        "show_overlay": lambda user: user.app.screen.query_one(Select).expanded,
        "accept": disk("sensitivity: "),
        NEXT_FIELD: focus(Input, "owner"),
    }),
    Window(AlsoScreen, "interview", ("a",), {
        "tick": listed("[x]"),
        "screen.accept": (("space",), lambda user: user.desk.together == ("billing",)),
    }),
    Window(QuestionsScreen, "interview", ("j",), {
        "accept": on(InterviewScreen),
        "edit": on(AnswerScreen),
        "move('cursor_down')": (("=billing",), row(1, "#found")),
        "move('cursor_up')": (("=billing", "down"), row(0, "#found")),
    }),
    Window(AnswerScreen, "interview", ("j", "=sensitivity front", "ctrl+e"), {
        "accept": disk("sensitivity: ordinary"),
        "pick(0)": disk("sensitivity: ordinary"),
        "unknown": disk("sensitivity: unknown"),
        "clear": lambda user: "sensitivity: unknown" not in user.on_disk(),
    }),
    Window(OptionScreen, "verdict", ("right", "enter"), {"select": on(RuleScreen), "graph": here("option")}),
    Window(DecisionScreen, "verdict", ("right", "right", "right", "enter"), {"select": on(OptionScreen)}),
    Window(OverrideScreen, "verdict", ("o",), {
        "select": focus(Input, "reason"),
        "accept": (("down", "enter", "=the auditor"), disk("reason: the auditor")),
        NEXT_FIELD: focus(Input, "reason"),
    }),
    Window(SidesScreen, "compare", ("s",), {
        "screen.tick": (("space",), listed("[1]")),
        "screen.accept": (("space",), problem("Tick at least two")),
        "other": on(AskText),
    }),
    Window(PersonScreen, "present", ("y",), {
        "accept": (("=Ada",), disk("name: Ada")),
        NEXT_FIELD: focus(Input, "role"),
    }),
    Window(RecordScreen, "present", ("r",), {
        "accept": (("=the board",), disk("why: the board")),
        NEXT_FIELD: focus(Input, "revisit"),
    }),
)  # fmt: skip
