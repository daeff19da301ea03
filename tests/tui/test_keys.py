"""Every key that a key bar shows does what it says; help and palette say the same; any keys at all do no harm."""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from driving import COMPOSE, LARGE, SMALL, Open, Opened
from screen_keys import EFFECTS, GENERAL, Holds
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Static
from window_keys import WINDOWS, Window

import advisor.tui
from advisor.service.delivery import Delivery, deliveries
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.dialog import Dialog, TypedDialog
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.registry import SCREENS
from advisor.tui.screens.start import StartScreen
from advisor.tui.screens.verdict import VerdictScreen
from advisor.tui.widgets.key_bar import ALL_KEYS, KeyBar


def shown(user: Opened) -> dict[str, Binding]:
    """The bindings of the key bar, by action."""
    active = user.app.screen.active_bindings.values()
    return {each.binding.action: each.binding for each in active if each.binding.show and each.enabled}


@pytest.fixture
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files to export are the same for every key: nothing is written before the screen is opened again."""
    made: list[Delivery] = []

    def remembered(*given: Any) -> Iterator[Delivery]:
        made.extend([] if made else deliveries(*given))
        yield from made

    monkeypatch.setattr("advisor.tui.screens.export.deliveries", remembered)


@pytest.mark.parametrize("name", EFFECTS)
async def test_every_key_that_is_shown_does_what_it_says(name: str, opened: Open, made_once: None) -> None:
    effects = EFFECTS[name] | GENERAL
    async with opened() as user:
        await user.start_again(name)
        keys = shown(user)
        says_what_there_is_room_for(user.app.screen.query_one(KeyBar), keys)
        assert keys.keys() <= effects.keys()
        await user.press("question_mark")
        said = "\n".join(str(part.content) for part in user.app.screen.query(Static))
        assert all(binding.description in said for binding in keys.values()), "help lists every key"
        # What is bound once for all screens is pressed on the map and at the start.
        pressed = [each for each in keys if each in EFFECTS[name] or name in ("system", "start")]
        for action in sorted(pressed, key=lambda each: each == "quit"):
            await user.start_again(name)
            await user.press(keys[action].key)
            assert effects[action](user), f"{name}: {keys[action].key} {keys[action].description}"


def says_what_there_is_room_for(bar: KeyBar, keys: dict[str, Binding]) -> None:
    """In two lines at most: a screen's own keys in any case, and where the others stand if one was left out."""
    said = str(bar.render())
    lines = said.split("\n")
    left_out = [each for each in keys.values() if each.description not in said and each.action != "help"]
    assert said.endswith(f"? {ALL_KEYS}") == bool(left_out), said
    assert not [each.description for each in left_out if each.group is None]
    assert max(map(len, lines)) <= bar.content_size.width
    assert bar.size.height == len(lines) <= 2


async def test_a_large_window_has_room_for_every_key(opened: Open) -> None:
    async with opened(size=LARGE) as user:
        for name in ("interview", "present"):
            await user.start_again(name)
            bar = user.app.screen.query_one(KeyBar)
            assert all(binding.description in str(bar.render()) for binding in shown(user).values())
            assert bar.size.height <= 2


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


def kinds(base: type) -> set[type]:
    """Every class of the interface that builds on one, however far up."""
    found = {each for below in base.__subclasses__() for each in (below, *kinds(below))}
    return {each for each in found if each.__module__.startswith("advisor.tui")}


def test_no_screen_and_no_window_is_left_out() -> None:
    for module in pkgutil.walk_packages(advisor.tui.__path__, "advisor.tui."):
        importlib.import_module(module.name)
    held = {StartScreen, *SCREENS.values(), *(window.kind for window in WINDOWS)}
    assert EFFECTS.keys() == {"start", *SCREENS}
    assert kinds(Screen) - {WorkScreen, Dialog, TypedDialog} == held


@pytest.mark.engines
@pytest.mark.parametrize("window", WINDOWS, ids=lambda each: f"{each.kind.__name__} {' '.join(each.way)}")
async def test_every_key_of_every_window_does_what_it_says(
    window: Window, opened: Open, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    (tmp_path / "zbad.yaml").write_text("assessment: 1\nsystem: Bad\n")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "compose.yaml").write_text(COMPOSE)
    everywhere = {action: GENERAL[action] for action in ("quit", "command_palette")}
    gone: Holds = lambda user: type(user.app.screen) is not window.kind  # noqa: E731
    knowledge = request.getfixturevalue("advisor" if window.shipped else "small_advisor")
    async with opened(knowledge=knowledge) as user:
        await there(user, window)
        keys = shown(user)
        says_what_there_is_room_for(user.app.screen.query_one(KeyBar), keys)
        assert keys.keys() - everywhere.keys() == window.does.keys() | {"close"}
        for action in sorted(keys, key=lambda each: each == "quit"):
            await there(user, window)
            done = {"close": gone, **everywhere, **window.does}[action]
            before, holds = done if isinstance(done, tuple) else ((), done)
            await user.follow(*before)
            await user.press(keys[action].key)
            await user.settle()
            assert holds(user), f"{keys[action].key} {keys[action].description} after {before}"


async def there(user: Opened, window: Window) -> None:
    await user.start_again(window.screen)
    await user.follow(*window.way)
    assert type(user.app.screen) is window.kind
