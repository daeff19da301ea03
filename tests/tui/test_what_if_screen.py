"""What if: answers tried beside those that stand, kept or dropped."""

from __future__ import annotations

from driving import LARGE, Open, Opened
from textual.widgets import Static

from advisor.model.interview import QuestionRef
from advisor.tui.screens.answer import AnswerScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.screens.what_if import Tries
from advisor.tui.widgets.reading import Reading

CADENCE = QuestionRef("release-cadence", "front-end")


def compared(user: Opened) -> list[str]:
    rows = user.app.screen.query_one("#follows", Reading).rows
    return [" ".join(cell.plain for cell, _ in row.cells) for row in rows]


def listed(user: Opened) -> list[str]:
    rows = user.app.screen.query_one(Tries).options
    return [" ".join(cell.plain for cell, _ in row.columns.cells) for row in rows]  # type: ignore[attr-defined]


async def open_it(user: Opened) -> None:
    await user.press("g", "w")
    await user.settle()
    await user.settle()


async def try_yearly(user: Opened) -> None:
    """Another cadence for the front end, by typing."""
    await user.press("a")
    assert isinstance(user.app.screen, QuestionsScreen)
    await user.write("front cadence")
    await user.press("enter")
    assert isinstance(user.app.screen, AnswerScreen)
    await user.press("1")
    await user.settle()
    await user.settle()


async def test_a_flip_is_tried_with_one_key_and_nothing_is_saved(opened: Open) -> None:
    async with opened(size=LARGE) as user:
        before = user.on_disk()
        await open_it(user)
        assert any("With one other answer front-end, judged alone, would get" in row for row in listed(user))
        assert all(not line.startswith("≠") for line in compared(user))
        await user.press("enter")
        await user.settle()
        assert any(line.startswith("≠") and "→" in line for line in compared(user))
        assert user.on_disk() == before
        assert user.desk.session.verdict != user.desk.variation.verdict  # type: ignore[union-attr]


async def test_any_answer_is_tried_taken_back_and_tried_again(opened: Open) -> None:
    async with opened(size=LARGE) as user:
        await open_it(user)
        await try_yearly(user)
        assert any(row.startswith("≠ front-end") for row in listed(user))
        await user.press("ctrl+z")
        assert not any(row.startswith("≠") for row in listed(user))
        await user.press("ctrl+y")
        await user.settle()
        await user.press("home", "x")
        await user.settle()
        assert "Nothing yet" in " ".join(listed(user))
        assert user.desk.variation is not None
        assert user.desk.variation.tried == ()


async def test_what_is_kept_is_one_change_that_undo_takes_back(opened: Open) -> None:
    async with opened() as user:
        before = user.on_disk()
        await open_it(user)
        await try_yearly(user)
        await user.press("y")
        await user.settle()
        assert "release-cadence: yearly" in user.on_disk().split("billing")[0]
        assert any("kept and saved" in said for said in user.said())
        await user.press("m", "ctrl+z")
        assert user.on_disk() == before


async def test_what_is_dropped_leaves_everything_as_it_was(opened: Open) -> None:
    async with opened() as user:
        before = user.on_disk()
        await open_it(user)
        await try_yearly(user)
        await user.press("d")
        await user.settle()
        assert user.on_disk() == before
        assert user.desk.variation is not None
        assert user.desk.variation.tried == ()


async def test_what_is_tried_follows_a_change_made_elsewhere(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        await try_yearly(user)
        await user.press("m", "a")
        await user.write("lobby")
        await user.press("enter", "g", "w")
        await user.settle()
        assert user.desk.variation is not None
        assert [each.ref for each in user.desk.variation.tried] == [CADENCE]
        assert "lobby" in user.desk.variation.assessment.components
        assert any("lobby" in line for line in compared(user))


async def test_the_answer_window_says_what_a_choice_would_change(opened: Open) -> None:
    async with opened() as user:
        await open_it(user)
        await user.press("a")
        await user.write("front cadence")
        await user.press("enter", "home")
        await user.settle()
        said = str(user.app.screen.query_one("ChangeLine", Static).content)
        assert said.startswith("Would change")
        assert "One container per VM +9" in said
        await user.press("x")
        await user.settle()
        assert user.desk.variation is not None
        assert user.desk.variation.tried[0].after is None
