"""Beginning from files: what they show is seen before it is kept, and who answers by hand is asked to confirm."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import COMPOSE, SMALL, Opened, until_ready
from textual.widgets import Input, Static

from advisor.service import Advisor
from advisor.service.confirming import is_unconfirmed
from advisor.tui.app import AdvisorApp
from advisor.tui.screens.import_files import ImportScreen
from advisor.tui.screens.imported import ImportedScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.widgets.file_tree import FileTree


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "compose.yaml").write_text(COMPOSE)
    monkeypatch.chdir(tmp_path)
    return folder


async def until(user: Opened, screen: type) -> None:
    """Wait for a worker; the tree of files has one that never ends."""
    for _ in range(500):
        await user.pilot.pause(0.02)
        if isinstance(user.app.screen, screen):
            break
    assert isinstance(user.app.screen, screen)
    await user.pilot.pause()


async def test_files_become_answers_that_are_confirmed_with_a_key(advisor: Advisor, shop: Path) -> None:
    app = AdvisorApp(advisor)
    async with app.run_test(size=SMALL) as pilot:
        await until_ready(app, pilot)
        user = Opened(app, pilot)
        await user.press("i")
        assert isinstance(app.screen, ImportScreen)
        await user.write("nowhere")
        await user.press("enter")
        for _ in range(200):
            await pilot.pause(0.02)
            said = str(app.screen.query_one(".problem", Static).content)
            if "nowhere" in said:
                break
        assert "nowhere" in said
        app.screen.query_one(Input).value = "shop"
        await user.press("enter")
        await until(user, ImportedScreen)
        said = "\n".join(str(part.content) for part in app.screen.query(Static))
        assert "compose.yaml:2" in said
        assert not (shop.parent / "shop.yaml").exists(), "nothing is kept before it was seen"
        await user.press("down", "pagedown", "up", "enter")
        await until(user, SystemScreen)
        assert "origin: imported" in user.on_disk()

        await user.press("i", "f")
        ref = user.desk.asked
        state = user.desk.state(ref) if ref else None
        assert state is not None
        assert is_unconfirmed(state.answer)
        assert state.answer is not None
        assert str(state.answer.evidence) in str(app.screen.query_one("#help-text", Static).content)
        before = user.on_disk().count("origin: imported")
        await user.press("y")
        assert user.on_disk().count("origin: imported") == before - 1
        assert user.desk.asked != ref, "on to the next one"
        following = user.desk.asked
        await user.press("u")
        assert following is not None
        changed = user.desk.state(following)
        assert changed is not None
        assert changed.answer is not None
        assert changed.answer.evidence is None, "what the files show is no evidence for another answer"


async def test_a_file_is_picked_from_the_folders(advisor: Advisor, shop: Path) -> None:
    app = AdvisorApp(advisor)
    async with app.run_test(size=SMALL) as pilot:
        await until_ready(app, pilot)
        user = Opened(app, pilot)
        await user.press("i", "tab")
        assert isinstance(app.screen.focused, FileTree)
        for _ in range(100):
            await pilot.pause(0.02)
            if app.screen.query_one(FileTree).root.children:
                break
        await user.press("down", "space")
        line = app.screen.query_one(Input)
        assert Path(line.value).resolve() == shop.resolve()
        await user.press("space")
        assert line.value == ".", "picked again, it is left out again"
