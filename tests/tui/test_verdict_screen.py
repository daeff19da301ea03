"""The verdict: every section, opened down to rules and sources."""

from __future__ import annotations

from driving import LARGE, Open, Opened
from textual.widgets import Input, Static

from advisor.tui.screens.decision import DecisionScreen
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.option import OptionScreen
from advisor.tui.screens.override import OverrideScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.screens.verdict import SECTIONS, VerdictScreen
from advisor.tui.screens.what_if import WhatIfScreen
from advisor.tui.widgets.columns import Stack
from advisor.tui.widgets.rows import Row, Rows
from advisor.tui.widgets.system_drawing import SystemDrawing


async def section(user: Opened, name: str) -> None:
    for _ in SECTIONS:
        if user.desk.section == name:
            return
        await user.press("right")
    raise AssertionError(name)


def text(user: Opened, selector: str) -> str:
    return str(user.app.screen.query_one(selector, Static).content)


def rows(user: Opened, selector: str) -> str:
    """The texts of a list."""
    listed = user.app.screen.query_one(selector, Rows).options
    return "\n".join(cell.plain for row in listed if isinstance(row, Row) for cell, _ in row.columns.cells)


def stacked(user: Opened) -> str:
    """The texts with columns on the screen."""
    stacks = [part.visual for part in user.app.screen.query(Static) if isinstance(part.visual, Stack)]
    return "\n".join(cell.plain for stack in stacks for row in stack.rows for cell, _width in row.cells)


async def test_the_headline_says_what_the_platforms_decided(opened: Open) -> None:
    async with opened("v") as user:
        user.desk.component = "front-end"
        user.app.screen.show()  # type: ignore[attr-defined]
        await user.pilot.pause()
        assert "One container per VM" in text(user, "#recommended")
        assert "By itself it would be Swarm on bare metal" in text(user, "#summary")


async def test_a_reason_opens_down_to_its_answers_and_sources(opened: Open) -> None:
    async with opened("v") as user:
        await section(user, "reasons")
        await user.press("enter")
        assert isinstance(user.app.screen, RuleScreen)
        said = stacked(user)
        assert "Answer" in said
        assert "Our own judgement" in said


async def test_an_alternative_opens_to_its_rules(opened: Open) -> None:
    async with opened("v") as user:
        await section(user, "alternatives")
        await user.press("end", "enter")
        assert isinstance(user.app.screen, OptionScreen)
        await user.press("enter")
        assert isinstance(user.app.screen, RuleScreen)


async def test_a_later_decision_opens_to_its_options(opened: Open) -> None:
    async with opened("v") as user:
        if user.desk.component != "billing":
            await user.press("c")
        await section(user, "decisions")
        await user.press("enter")
        assert isinstance(user.app.screen, DecisionScreen)
        await user.press("enter")
        assert isinstance(user.app.screen, OptionScreen)
        await user.press("escape", "escape")
        assert isinstance(user.app.screen, VerdictScreen)


async def test_an_open_question_leads_to_the_interview(opened: Open) -> None:
    async with opened("v") as user:
        await section(user, "open")
        rows = user.app.screen.query_one("#open-body", Rows)
        assert rows.highlighted_option is not None
        wanted = rows.highlighted_option.id
        await user.press("enter")
        assert isinstance(user.app.screen, InterviewScreen)
        assert user.desk.asked is not None
        assert wanted == f"{user.desk.asked.component or ''}/{user.desk.asked.question}"


async def test_risks_moves_and_triggers(opened: Open) -> None:
    async with opened("v") as user:
        await section(user, "risks")
        said = stacked(user)
        for part in ("Certificates run out", "Alert thirty days before", "Way in", "Way out", "Look at it again when"):
            assert part in said


async def test_an_override_needs_a_reason_and_can_be_taken_back(opened: Open) -> None:
    async with opened("v", "o") as user:
        component = user.desk.component
        assert component is not None
        assert isinstance(user.app.screen, OverrideScreen)
        await user.press("end", "ctrl+s")
        assert isinstance(user.app.screen, OverrideScreen)
        assert text(user, ".problem") == "Please say why."
        user.app.screen.query_one(Input).value = "the auditor's letter"
        await user.press("enter")
        assert isinstance(user.app.screen, VerdictScreen)
        assert "the auditor's letter" in user.on_disk()
        assert "the auditor's letter" in text(user, "#summary")
        await user.press("o", "home", "ctrl+s")
        assert user.desk.session.assessment.components[component].override is None


async def test_sections_go_round_both_ways(opened: Open) -> None:
    async with opened("v") as user:
        await user.press("left")
        assert user.desk.section == "risks"
        await user.press("right")
        assert user.desk.section == "reasons"
        assert user.app.screen.query_one("#reasons").display
        assert not user.app.screen.query_one("#platforms").display


async def test_a_large_window_shows_every_section(opened: Open) -> None:
    async with opened("v", size=LARGE) as user:
        assert all(user.app.screen.query_one(f"#{name}").display for name in SECTIONS)


async def test_an_answer_that_would_change_it_goes_to_what_if_with_one_key(opened: Open) -> None:
    async with opened("v") as user:
        await section(user, "flips")
        await user.settle()
        assert "With one other answer front-end, judged alone, would get" in rows(user, "#flips-body")
        await user.press("enter")
        await user.settle()
        assert isinstance(user.app.screen, WhatIfScreen)
        assert user.desk.variation is not None
        assert len(user.desk.variation.tried) == 1


async def test_an_alternative_says_the_smallest_change_that_brings_it_in(opened: Open) -> None:
    async with opened("v") as user:
        await section(user, "alternatives")
        await user.press("down", "enter")
        await user.settle()
        window = user.app.screen
        assert isinstance(window, OptionScreen)
        wanted = window._option.id
        assert "What would make it the recommendation" in rows(user, "#rules")
        await user.press("home", "enter")
        await user.settle()
        await user.settle()
        assert isinstance(user.app.screen, WhatIfScreen)
        assert user.desk.variation is not None
        assert user.desk.variation.verdict.component("front-end").pattern.recommended == wanted


async def test_the_architecture_is_drawn_with_what_talks_to_what(opened: Open) -> None:
    async with opened("v", size=LARGE) as user:
        user.desk.session.link("front-end", ["billing"])
        user.app.screen.renew()  # type: ignore[attr-defined]
        await user.pilot.pause()
        drawing = user.app.screen.query_one(SystemDrawing)
        lines = str(drawing.render()).split("\n")
        assert any("front-end" in line and "→ billing" in line for line in lines)
        assert {len(line) for line in lines if line} == {drawing.size.width}
