"""The map: components, platforms, and the way to everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import LARGE, Open
from textual.events import Paste
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from advisor.tui.screens.dialog import AskText, Confirm
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.profile import ProfileScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.screens.talks_to import TalksToScreen
from advisor.tui.widgets.name_line import NameLine
from advisor.tui.widgets.platform_map import PlatformMap
from advisor.tui.widgets.rows import Rows
from advisor.tui.widgets.system_drawing import SystemDrawing


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A system about which nothing is answered."""
    path = tmp_path / "empty.yaml"
    path.write_text("assessment: 1\nknowledge: 2026.11\nsystem: New\ncomponents:\n  web: {answers: {}}\n")
    return path


async def test_a_component_is_added_renamed_and_removed_and_comes_back(opened: Open) -> None:
    async with opened("a") as user:
        await user.write("Lobby")
        await user.press("enter")
        assert list(user.desk.session.assessment.components) == ["front-end", "billing", "lobby"]
        await user.press("home", "r", "end")
        await user.write("-web")
        await user.press("enter")
        assert list(user.desk.session.assessment.components) == ["front-end-web", "billing", "lobby"]
        await user.press("d")
        assert isinstance(user.app.screen, Confirm)
        await user.press("y")
        assert "front-end-web" not in user.on_disk()
        await user.press("ctrl+z")
        assert "front-end-web" in user.on_disk()
        await user.press("ctrl+y")
        assert "front-end-web" not in user.on_disk()


async def test_a_name_that_cannot_be_one_is_refused_with_a_reason(opened: Open) -> None:
    async with opened("a") as user:
        await user.write("billing")
        await user.press("enter")
        assert isinstance(user.app.screen, AskText)
        assert "already a component `billing`" in str(user.app.screen.query_one(".problem", Static).render())
        await user.press("ctrl+u")
        await user.write("画面")
        await user.press("enter")
        assert "letters a to z" in str(user.app.screen.query_one(".problem", Static).render())
        await user.press("escape")
        assert list(user.desk.session.assessment.components) == ["front-end", "billing"]


async def test_several_components_are_added_at_once_and_say_before_how_they_are_written(opened: Open) -> None:
    async with opened("a") as user:
        await user.write("Job Runner, mail API")
        assert "job-runner, mail-api" in str(user.app.screen.query_one("#written", Static).render())
        await user.press("enter")
        assert list(user.desk.session.assessment.components) == ["front-end", "billing", "job-runner", "mail-api"]
        highlighted = user.app.screen.query_one("#components", Rows).highlighted_option
        assert highlighted is not None and highlighted.id == "mail-api"
        await user.press("ctrl+z")
        assert list(user.desk.session.assessment.components) == ["front-end", "billing"]


async def test_a_pasted_list_is_taken_line_by_line(opened: Open) -> None:
    async with opened("a") as user:
        user.app.screen.query_one(NameLine).post_message(Paste("- job runner\n- mail API\n\tcache;\n"))
        await user.press("enter")
        assert list(user.desk.session.assessment.components)[2:] == ["job-runner", "mail-api", "cache"]


async def test_a_name_too_long_is_refused_and_never_cut(opened: Open) -> None:
    async with opened("a") as user:
        await user.write("a" * 41)
        await user.press("enter")
        assert "longer than 40" in str(user.app.screen.query_one(".problem", Static).render())


async def test_an_empty_line_is_not_accepted(opened: Open) -> None:
    async with opened("a", "enter") as user:
        assert isinstance(user.app.screen, AskText)
        await user.press("escape")
        assert isinstance(user.app.screen, SystemScreen)


async def test_the_title_is_changed(opened: Open) -> None:
    async with opened("t", "end") as user:
        await user.write(" two")
        await user.press("enter")
        assert "Online game two" in user.on_disk()


async def test_enter_goes_to_the_questions_of_the_row(opened: Open) -> None:
    async with opened("end", "enter") as user:
        assert isinstance(user.app.screen, InterviewScreen)
        assert user.desk.asked is not None
        assert user.desk.asked.component is None
        await user.press("m", "home", "enter")
        assert user.desk.asked.component == "front-end"


async def test_the_platforms_are_drawn_with_the_price_of_another_number(opened: Open) -> None:
    async with opened() as user:
        drawn = "\n".join(str(part.render()) for part in user.app.screen.query_one(PlatformMap).query(Static))
        assert "Virtual machines" in drawn
        assert "At most 1" in drawn
        assert "One platform more" in drawn
        assert "better" in drawn


async def test_a_large_window_has_room_for_the_organisation(opened: Open) -> None:
    async with opened(size=LARGE) as user:
        assert user.app.screen.query_one("#profile").display
    async with opened() as user:
        assert not user.app.screen.query_one("#profile").display


async def test_a_system_without_components_says_what_to_do(opened: Open, tmp_path) -> None:  # type: ignore[no-untyped-def]
    async with opened(path=tmp_path / "empty.yaml") as user:
        for key in ("i", "v", "e", "m"):
            await user.press(key)
            await user.settle()
        assert isinstance(user.app.screen, SystemScreen)


async def test_what_talks_to_what_is_ticked_and_drawn(opened: Open) -> None:
    async with opened("l") as user:
        assert isinstance(user.app.screen, TalksToScreen)
        await user.press("space", "enter")
        await user.settle()
        assert "talks_to" in user.on_disk()
        drawn = str(user.app.screen.query_one(SystemDrawing).render())
        assert "front-end  → billing" in drawn


async def test_the_organisation_is_asked_once_for_all_systems(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_STATE_DIR", str(tmp_path / "state"))
    async with opened("p", "end", "enter") as user:
        await user.write("Acme")
        await user.press("enter")
        assert any("Kept as Acme" in said for said in user.said())
    async with opened("p", path=tmp_path / "other.yaml") as user:
        assert isinstance(user.app.screen, ProfileScreen)
        await user.press("home", "enter")
        assert any("2 questions answered from Acme" in said for said in user.said())
        assert "origin: profile" in user.on_disk()
        await user.press("ctrl+z")
        assert "operators" not in user.on_disk()


async def test_no_screen_is_laid_out_for_another_size_first(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[bool] = []
    arrange = Screen._refresh_layout

    def watched(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        laid_out.append(screen.has_class("-narrow"))
        arrange(screen, size, scroll)

    monkeypatch.setattr(Screen, "_refresh_layout", watched)
    async with opened("v", "i", "k") as user:
        await user.settle()
    assert len(laid_out) > 4
    assert all(laid_out)


async def test_nothing_is_recommended_before_anything_is_answered(opened: Open, empty: Path) -> None:
    async with opened(path=empty) as user:
        rows = user.app.screen.query_one("#components", Rows)
        assert "No recommendation yet" in str([row.columns.said for row in rows.options])  # type: ignore[attr-defined]
        assert "No component has a pattern yet" in str(user.app.screen.query_one(SystemDrawing).content)
        await user.press("i", "1", "m")
        rows = user.app.screen.query_one("#components", Rows)
        assert "No recommendation yet" not in str([row.columns.said for row in rows.options])  # type: ignore[attr-defined]


async def test_the_verdict_is_that_of_the_component_under_the_cursor(opened: Open) -> None:
    async with opened("down", size=(200, 60)) as user:
        await user.settle()
        assert "▸ billing" in str(user.app.screen.query_one(SystemDrawing).content)
        await user.press("v")
        assert user.desk.component == "billing"


async def test_an_empty_profile_is_not_offered_to_be_kept(opened: Open, empty: Path) -> None:
    async with opened("p", path=empty) as user:
        assert isinstance(user.app.screen, ProfileScreen)
        assert all(row.disabled for row in user.app.screen.query_one(Rows).options)
