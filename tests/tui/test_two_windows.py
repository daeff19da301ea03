"""The same file in two windows: each notices what the other wrote, and none overwrites it."""

from __future__ import annotations

from driving import Open

from advisor.model.assessment import Answer
from advisor.model.interview import QuestionRef
from advisor.service import Session
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.widgets.top_bar import TopBar

STATE = QuestionRef("state", "front-end")
SENSITIVITY = QuestionRef("sensitivity", "front-end")


async def test_what_the_other_window_answered_is_noticed_and_kept(opened: Open) -> None:
    async with opened("i") as user:
        other = Session.open(user.desk.advisor, user.desk.session.path)
        other.answer(STATE, Answer(answer=("stateless",)))
        user.app.look_at_file()
        await user.pilot.pause()
        assert any("another window" in said for said in user.said())
        state = user.desk.state(STATE)
        assert state is not None
        assert state.answer == Answer(answer=("stateless",))
        user.app.clear_notifications()
        user.app.look_at_file()
        assert not user.said(), "once is enough"


async def test_both_answers_are_on_disk_when_both_windows_answer(opened: Open) -> None:
    async with opened("i") as user:
        other = Session.open(user.desk.advisor, user.desk.session.path)
        other.answer(STATE, Answer(answer=("stateless",)))
        user.desk.look_at(SENSITIVITY)
        assert isinstance(user.app.screen, InterviewScreen)
        user.app.screen.show()
        await user.press("2")
        assert "state: stateless" in user.on_disk()
        assert "sensitivity: confidential" in user.on_disk()


async def test_the_same_question_answered_otherwise_is_refused_and_undo_goes_on(opened: Open) -> None:
    async with opened("i") as user:
        other = Session.open(user.desk.advisor, user.desk.session.path)
        other.answer(SENSITIVITY, Answer(answer=("regulated",)))
        user.desk.look_at(SENSITIVITY)
        assert isinstance(user.app.screen, InterviewScreen)
        user.app.screen.show()
        await user.press("2")
        assert any("another window" in said for said in user.said())
        assert "not saved" in str(user.app.screen.query_one(TopBar).query_one("#saved").render())
        assert "release-cadence: daily, sensitivity: regulated" in user.on_disk()
        await user.press("ctrl+z")
        assert "saved in" in str(user.app.screen.query_one(TopBar).query_one("#saved").render())
        assert "sensitivity: regulated" in user.on_disk()
