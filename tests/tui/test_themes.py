"""The colours: chosen once, there at the next start, and never in the way of who wants none."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Open
from textual.color import Color
from textual.theme import Theme

from advisor.service import Advisor
from advisor.service.state import remember_theme, remembered_theme, state_folder
from advisor.tui.app import AdvisorApp
from advisor.tui.themes import CONTRAST, DARK, LIGHT, NO_COLOUR, THEMES


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


GROUNDS = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")
WORDS = ("foreground", "text-muted", "text-primary", "text-accent", "text-success", "text-warning", "text-error")


def brightness(colour: Color) -> float:
    """Relative luminance as the Web Content Accessibility Guidelines define it."""
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES, ids=lambda each: each.name)
def test_every_word_can_be_read_on_every_ground_also_under_the_cursor(theme: Theme) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}
    least = 7.0 if theme in (CONTRAST, NO_COLOUR) else 4.5
    for ground in GROUNDS:
        for word in WORDS:
            dark, bright = sorted(brightness(Color.parse(colours[each])) for each in (ground, word))
            assert (bright + 0.05) / (dark + 0.05) >= least, f"{word} on {ground}"
