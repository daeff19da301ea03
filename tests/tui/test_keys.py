"""Every key that a key bar shows does what it says; help and palette say the same; any keys at all do no harm."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import LARGE, SMALL, Open, Opened
from textual.binding import Binding
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
from advisor.tui.screens.registry import SCREENS
from advisor.tui.screens.sides import SidesScreen
from advisor.tui.screens.start import StartScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.screens.talks_to import TalksToScreen
from advisor.tui.screens.verdict import VerdictScreen
from advisor.tui.screens.why import WhyScreen
from advisor.tui.widgets.key_bar import KeyBar

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
        "select": lambda user: user.app.screen.query_one("#preview").has_focus,
        "tick": lambda user: "3 files" in str(user.app.screen.query_one("#target", Static).content),
        "all": lambda user: "0 files" in str(user.app.screen.query_one("#target", Static).content),
        "difference": lambda user: user.app.screen.query_one("#preview").border_subtitle == "difference",
        "folder": on(AskText),
        "write": says("files are in"),
        "preview": lambda user: user.app.screen.query_one("#preview").has_focus,
    },
}


def shown(user: Opened) -> dict[str, Binding]:
    """The bindings of the key bar, by action."""
    active = user.app.screen.active_bindings.values()
    return {each.binding.action: each.binding for each in active if each.binding.show and each.enabled}


@pytest.mark.parametrize("name", EFFECTS)
async def test_every_key_that_is_shown_does_what_it_says(name: str, opened: Open) -> None:
    effects = EFFECTS[name] | GENERAL
    async with opened() as user:
        await user.start_again(name)
        keys = shown(user)
        bar = str(user.app.screen.query_one(KeyBar).render())
        assert all(binding.description in bar for binding in keys.values())
        assert keys.keys() <= effects.keys()
        # What is bound once for all screens is pressed on the map and at the start.
        pressed = [each for each in keys if each in EFFECTS[name] or name in ("system", "start")]
        for action in sorted(pressed, key=lambda each: each == "quit"):
            await user.start_again(name)
            await user.press(keys[action].key)
            assert effects[action](user), f"{name}: {keys[action].key} {keys[action].description}"


async def test_help_lists_every_key_of_the_bar(opened: Open) -> None:
    async with opened() as user:
        for name in EFFECTS:
            await user.start_again(name)
            wanted = {binding.description for binding in shown(user).values()}
            await user.press("question_mark")
            said = "\n".join(str(part.content) for part in user.app.screen.query(Static))
            assert all(description in said for description in wanted), name


async def test_the_palette_offers_the_keys(opened: Open) -> None:
    async with opened("ctrl+p") as user:
        assert isinstance(user.app.screen, CommandPalette)
        await user.write("verdict")
        await user.settle()
        await user.pilot.pause(0.3)
        await user.press("enter")
        await user.settle()
        assert isinstance(user.app.screen, VerdictScreen)


async def test_a_key_in_the_bar_can_be_clicked(opened: Open) -> None:
    async with opened() as user:
        bar = user.app.screen.query_one(KeyBar)
        lines = str(bar.render()).split("\n")
        row, line = next((row, line) for row, line in enumerate(lines) if "Interview" in line)
        await user.pilot.click(KeyBar, offset=(line.index("Interview") + 2, row))
        await user.settle()
        assert isinstance(user.app.screen, InterviewScreen)


async def test_every_key_fits_a_small_window(opened: Open) -> None:
    async with opened(size=SMALL) as user:
        for name in EFFECTS:
            await user.start_again(name)
            bar = user.app.screen.query_one(KeyBar)
            assert max(len(line) for line in str(bar.render()).split("\n")) <= bar.content_size.width
            assert bar.size.height <= 3


KEYS = [
    *"123456789 jmivencowrsubxadftpyghkloz?",
    *["up", "down", "left", "right", "enter", "escape", "tab", "shift+tab", "home", "end", "pagedown"],
    *["ctrl+z", "ctrl+y", "ctrl+s", "backspace"],
]


@pytest.mark.parametrize(
    ("seed", "steps", "size"), [(1, 150, SMALL), pytest.param(2, 300, LARGE, marks=pytest.mark.engines)]
)
async def test_any_keys_at_all_do_no_harm(seed: int, steps: int, size: tuple[int, int], opened: Open) -> None:
    chance = random.Random(seed)
    async with opened(size=size) as user:
        for step in range(steps):
            key = chance.choice(KEYS)
            user.app.simulate_key("space" if key == " " else "question_mark" if key == "?" else key)
            if step % 3 == 2:
                await user.pilot.pause()
            if step % 40 == 39:
                await user.pilot.resize_terminal(*chance.choice([SMALL, LARGE, size]))
            if isinstance(user.app.screen, StartScreen):
                await user.settle()
                await user.press("end", "enter")
        await user.settle()
        text = user.on_disk()
    async with opened(path=user.desk.session.path) as again:
        assert again.desk.session.assessment == user.desk.session.assessment
    assert text.startswith("assessment: 1")


@pytest.mark.parametrize("file", ["game.yaml", "empty.yaml"])
async def test_every_screen_is_a_letter_away_with_components_and_without(
    file: str, opened: Open, tmp_path: Path
) -> None:
    async with opened(path=tmp_path / file) as user:
        for name in (*list(SCREENS)[1:], next(iter(SCREENS))):
            await user.press("g", SCREENS[name].LETTER)
            await user.settle()
            assert type(user.app.screen) is SCREENS[name]
