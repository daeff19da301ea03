"""The presentation: pages, reasons, a live change, and what people say to it."""

from __future__ import annotations

from driving import LARGE, Open, Opened
from textual.widgets import Input, Static

from advisor.model.milestones import Stance
from advisor.tui.screens.person import PersonScreen
from advisor.tui.screens.present import PresentScreen
from advisor.tui.widgets.columns import Stack


async def open_it(user: Opened) -> PresentScreen:
    await user.press("g", "p")
    await user.settle()
    screen = user.app.screen
    assert isinstance(screen, PresentScreen)
    return screen


def text(user: Opened, selector: str) -> str:
    content = user.app.screen.query_one(selector, Static).content
    if isinstance(content, Stack):
        return "\n".join(" ".join(cell.plain for cell, _ in row.cells) for row in content.rows)
    return str(content)


async def test_one_decision_a_page_and_reasons_one_by_one(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        assert "front-end" in text(user, "#revealed")
        await user.press("right")
        assert "front-end" in text(user, "#over")
        assert text(user, "#revealed").count("\n") == 0
        await user.press("space")
        assert "1 more" in text(user, "#revealed")
        await user.press("w")
        assert "more" not in text(user, "#revealed")
        await user.press("down")
        assert "billing" in text(user, "#over")
        await user.press("up", "up", "left")
        assert any("first page" in said for said in user.said())


async def test_a_large_window_gets_large_letters(opened: Open) -> None:
    async with opened(size=LARGE) as user:
        await open_it(user)
        await user.press("right")
        await user.settle()
        assert "█" in text(user, "#headline-large")
    async with opened() as user:
        await open_it(user)
        await user.press("right")
        assert "One container per VM" in text(user, "#headline-large")


async def test_an_answer_is_changed_live_and_undone(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        await user.press("a")
        await user.write("front cadence")
        await user.press("enter", "1")
        await user.settle()
        assert "release-cadence: yearly" in user.on_disk().split("billing")[0]
        assert "Last answer" in str(user.app.screen.query_one("ChangeLine", Static).content)
        await user.press("ctrl+z")
        assert "release-cadence: daily" in user.on_disk()


async def test_agreement_and_dissent_are_recorded_with_names(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        await user.press("y")
        await user.write("Ada Lovelace")
        await user.press("tab")
        await user.write("architect")
        await user.press("enter", "n")
        await user.write("Bob")
        await user.press("enter")
        assert isinstance(user.app.screen, PersonScreen)  # dissent has a reason
        user.app.screen.query_one("#reason", Input).value = "two people short"
        await user.press("enter")
        await user.settle()
        (milestone,) = user.desk.advisor.read(user.desk.session.path).milestones.values()
        assert [(each.name, each.says) for each in milestone.people] == [
            ("Ada Lovelace", Stance.AGREES),
            ("Bob", Stance.DISAGREES),
        ]
        await user.press("r")
        await user.write("the board wants it")
        await user.press("tab")
        await user.write("soon")
        await user.press("enter")
        assert "soon" in text(user, ".problem")
        user.app.screen.query_one("#revisit", Input).value = "2027-06-01"
        await user.press("enter")
        await user.settle()
        for _ in range(9):
            await user.press("down")
        assert "the board wants it To be looked at again on 2027-06-01" in text(user, "#below").replace("\n", " ")
        assert "Bob: two people short" in text(user, "#revealed")
        for _ in range(3):
            await user.press("ctrl+z")
        assert "milestones" not in user.on_disk()


async def test_another_verdict_starts_another_record(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        for name, cadence in (("Ada", "1"), ("Bob", "2")):
            await user.press("a")
            await user.write("front cadence")
            await user.press("enter", cadence, "y")
            await user.write(name)
            await user.press("enter")
            await user.settle()
        records = user.desk.session.assessment.milestones.values()
        assert [[each.name for each in record.people] for record in records] == [["Ada"], ["Bob"]]
