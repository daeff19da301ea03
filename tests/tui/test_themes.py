"""The colours: chosen once, there at the next start, and never in the way of who wants none."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Open

from advisor.service import Advisor
from advisor.service.state import remember_theme, remembered_theme, state_folder
from advisor.tui.app import AdvisorApp
from advisor.tui.themes import DARK, LIGHT, NO_COLOUR, THEMES


async def test_a_theme_that_is_chosen_is_there_at_the_next_start(opened: Open, small_advisor: Advisor) -> None:
    async with opened() as user:
        assert user.app.theme == DARK.name
        assert remembered_theme() is None, "looking is no choice"
        await user.press("ctrl+p")
        await user.write("theme")
        await user.pilot.pause(0.3)
        await user.press("enter")
        await user.write("light")
        await user.pilot.pause(0.3)
        await user.press("enter")
        assert user.app.theme == LIGHT.name
    assert AdvisorApp(small_advisor).theme == LIGHT.name


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"theme": 3}', '{"theme": "nord"}', "\x00"])
def test_what_cannot_be_read_or_is_no_theme_means_the_first(kept: str, small_advisor: Advisor) -> None:
    remember_theme(LIGHT.name)
    (file,) = state_folder().iterdir()
    file.write_text(kept)
    assert AdvisorApp(small_advisor).theme == THEMES[0].name


async def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(opened: Open, tmp_path: Path) -> None:
    async with opened() as user:
        state_folder().rename(tmp_path / "elsewhere")
        state_folder().write_text("a file in the way")
        user.app.theme = LIGHT.name
        await user.press("i")
        assert user.app.theme == LIGHT.name


async def test_no_color_wins_and_is_not_taken_for_a_choice(
    opened: Open, small_advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_theme(LIGHT.name)
    with monkeypatch.context() as plain:
        plain.setenv("NO_COLOR", "1")
        async with opened() as user:
            assert user.app.theme == NO_COLOUR.name
            user.app.theme = DARK.name
            await user.pilot.pause()
    assert AdvisorApp(small_advisor).theme == LIGHT.name
