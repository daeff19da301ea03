"""The first screen: new, open, recent, examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Open, until_ready
from textual.widgets import Static

from advisor.service import Advisor
from advisor.tui.app import AdvisorApp, run
from advisor.tui.screens.create import CreateScreen
from advisor.tui.screens.open_file import OpenFileScreen
from advisor.tui.screens.problem import ProblemScreen
from advisor.tui.screens.start import StartScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.widgets.rows import Rows


async def test_a_new_system_is_created_with_its_components(opened: Open, tmp_path: Path) -> None:
    async with opened("n", path=None) as user:
        assert isinstance(user.app.screen, CreateScreen)
        await user.write("Web shop")
        await user.press("enter")
        assert isinstance(user.app.screen, CreateScreen), "the components come next"
        await user.write("Front end, stock")
        assert "front-end, stock" in str(user.app.screen.query_one("#written", Static).content)
        await user.press("enter")
        assert isinstance(user.app.screen, SystemScreen)
        assert list(user.desk.session.assessment.components) == ["front-end", "stock"]
        assert "system: Web shop" in (tmp_path / "web-shop.yaml").read_text()


async def test_a_new_system_never_replaces_a_file(opened: Open, game: Path) -> None:
    before = game.read_text()
    async with opened("n", path=None) as user:
        await user.write("Game")
        await user.press("enter", "enter")
        assert isinstance(user.app.screen, CreateScreen)
        assert "there already" in str(user.app.screen.query_one(".problem", Static).content)
    assert game.read_text() == before


async def test_a_name_that_cannot_be_one_leaves_no_file(opened: Open, tmp_path: Path) -> None:
    async with opened("n", path=None) as user:
        await user.write("Shop")
        await user.press("tab")
        await user.write("---")
        await user.press("enter")
        assert isinstance(user.app.screen, CreateScreen)
        assert "`---` cannot be" in str(user.app.screen.query_one(".problem", Static).content)
    assert not (tmp_path / "shop.yaml").exists()


async def test_a_file_is_opened_by_its_path(opened: Open) -> None:
    async with opened("o", path=None) as user:
        assert isinstance(user.app.screen, OpenFileScreen)
        await user.write("nothing.yaml")
        await user.press("enter")
        assert "no file" in str(user.app.screen.query_one(".problem", Static).content)
        await user.press(*["backspace"] * len("nothing.yaml"))
        await user.write("game.yaml")
        await user.press("enter")
        assert user.desk.session.assessment.system == "Online game"


async def test_a_broken_file_is_said_with_all_its_problems(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "assessment: 1\nknowledge: 2026.11\nsystem: Bad\norganisation: {operatos: one}\n"
    )
    async with opened("o", path=None) as user:
        await user.write("bad.yaml")
        await user.press("enter")
        assert isinstance(user.app.screen, ProblemScreen)
        await user.press("escape")
        assert isinstance(user.app.screen, StartScreen)


async def test_recent_files_say_what_is_unfinished(opened: Open) -> None:
    async with opened("escape") as user:
        await user.settle()
        rows = user.app.screen.query_one(Rows)
        keys = [row.id or "" for row in rows.options]
        assert any(key.startswith("recent ") and key.endswith("game.yaml") for key in keys)
        rows.highlighted = next(place for place, key in enumerate(keys) if key.startswith("recent "))
        await user.press("enter")
        assert isinstance(user.app.screen, SystemScreen)


async def test_the_screen_is_there_before_the_knowledge(small_advisor: Advisor) -> None:
    app = AdvisorApp(small_advisor)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, StartScreen)
        assert app.screen.query_one(Rows).option_count
        await until_ready(app, pilot)


def test_a_broken_file_on_the_command_line_ends_with_2(
    small_advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("assessment: 1\nknowledge: 2026.11\nsystem: Bad\norganisation: {operatos: one}\n")
    present = AdvisorApp.run
    monkeypatch.setattr(AdvisorApp, "run", lambda self: present(self, headless=True))
    assert run(small_advisor, path) == 2
    assert "operatos" in capsys.readouterr().err
