"""Two or three assessments or milestones side by side."""

from __future__ import annotations

import shutil
from datetime import date

from driving import Open, Opened
from textual.widgets import Static

from advisor.model.assessment import Answer
from advisor.model.interview import QuestionRef
from advisor.model.milestones import SignOff, Stance
from advisor.service.agreeing import say
from advisor.tui.screens.compare import Lines
from advisor.tui.screens.sides import SidesScreen
from advisor.tui.widgets.rows import Row

ADA = SignOff(name="Ada", says=Stance.AGREES)
CADENCE = QuestionRef("release-cadence", "front-end")


def listed(user: Opened) -> list[str]:
    rows = user.app.screen.query_one(Lines).options
    return [" ".join(cell.plain for cell, _ in row.columns.cells) for row in rows if isinstance(row, Row)]


async def open_it(user: Opened) -> None:
    await user.press("g", "c")
    await user.settle()
    await user.settle()


async def test_what_stands_is_held_against_the_latest_milestone(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        assert "no milestone" in " ".join(listed(user))
        session = user.desk.session
        say(session, ADA, date(2026, 11, 23))
        session.answer(CADENCE, Answer(answer=("yearly",)))
        await user.press("m")
        await open_it(user)
        assert "≠ Releases Every day or more often Once a year or less" in listed(user)
        assert not any(line.startswith("=") for line in listed(user))
        await user.press("d")
        assert any(line.startswith("= ") for line in listed(user))
        await user.press("n")
        row = user.app.screen.query_one(Lines).highlighted_option
        assert isinstance(row, Row)
        assert row.columns.cells[0][0].plain == "≠"


async def test_three_sides_are_chosen_one_of_them_another_file(opened: Open) -> None:
    async with opened() as user:
        session = user.desk.session
        shutil.copy(session.path, session.path.with_name("other.yaml"))
        say(session, ADA, date(2026, 11, 23))
        session.answer(CADENCE, Answer(answer=("yearly",)))
        await open_it(user)
        await user.press("s")
        assert isinstance(user.app.screen, SidesScreen)
        await user.press("o")
        await user.write("other.yaml")
        await user.press("enter", "enter")
        await user.settle()
        await user.settle()
        assert "≠ Releases Every day or more often Once a year or less Every day or more often" in listed(user)


async def test_a_file_that_cannot_be_read_is_said(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        await user.press("s", "enter")
        assert "at least two" in str(user.app.screen.query_one(".problem", Static).content)
        await user.press("o")
        await user.write("nowhere.yaml")
        await user.press("enter", "enter")
        await user.settle()
        await user.settle()
        assert "nowhere.yaml" in " ".join(listed(user))
