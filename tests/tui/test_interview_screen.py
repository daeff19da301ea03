"""The interview: every way to answer, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import LARGE, Open, Opened
from textual.content import Content
from textual.widgets import Input, Select, Static

from advisor.model.assessment import Confidence
from advisor.model.interview import QuestionRef
from advisor.tui.screens.also import AlsoScreen
from advisor.tui.screens.answer import AnswerScreen
from advisor.tui.screens.dialog import Confirm
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.knowledge import KnowledgeScreen
from advisor.tui.screens.note import NoteScreen
from advisor.tui.screens.option import OptionScreen
from advisor.tui.screens.questions import QuestionsScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.screens.why import WhyScreen
from advisor.tui.widgets.change_line import ChangeLine
from advisor.tui.widgets.choice_list import ChoiceList
from advisor.tui.widgets.ranking_strip import RankingStrip
from advisor.tui.widgets.rows import Rows
from advisor.tui.widgets.top_bar import TopBar

HOSTING = QuestionRef("hosting")
SENSITIVITY = QuestionRef("sensitivity", "front-end")


async def go(user: Opened, ref: QuestionRef) -> None:
    user.desk.look_at(ref)
    assert isinstance(user.app.screen, InterviewScreen)
    user.app.screen.show()
    await user.pilot.pause()


def answer(user: Opened, ref: QuestionRef) -> tuple[str, ...] | None:
    state = user.desk.state(ref)
    return state.answer.answer if state is not None and state.answer is not None else None


async def test_a_number_answers_and_the_file_has_it_before_the_next_question(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("2")
        assert "sensitivity: confidential" in user.on_disk()
        assert user.desk.asked != SENSITIVITY


async def test_enter_answers_with_the_row_under_the_cursor(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("down", "down", "enter")
        assert answer(user, SENSITIVITY) == ("regulated",)


async def test_several_are_ticked_and_an_exclusive_choice_stands_alone(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, HOSTING)
        await user.press("3", "2", "space", "enter")
        assert answer(user, HOSTING) == ("own-datacentre", "public-cloud")
        await go(user, HOSTING)
        await user.press("4", "enter")
        assert answer(user, HOSTING) == ("nowhere-yet",)
        await go(user, HOSTING)
        await user.press("4", "enter")
        assert answer(user, HOSTING) == ("nowhere-yet",), "nothing ticked is no answer"
        await user.press("1", "enter")
        assert answer(user, HOSTING) == ("own-datacentre",)


async def test_what_an_answer_changed_is_said(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("3")
        said = str(user.app.screen.query_one(ChangeLine).content)
        assert said.startswith("Last answer")
        assert "Swarm on bare metal −6" in said


async def test_answers_that_cannot_all_be_true_are_said_at_once(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, HOSTING)
        await user.press("4", "enter")
        await go(user, SENSITIVITY)
        await user.press("3")
        said = str(user.app.screen.query_one(ChangeLine).content)
        assert said.startswith("Cannot all be true: ")
        assert "What is regulated has to be somewhere. Say where it may be." in said
        await user.press("v")
        reasons = user.app.screen.query_one("#reasons-body", Rows)
        assert "Regulated data without a place" in str(reasons.options[0].columns.said)


async def test_unknown_is_an_answer(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("u")
        assert answer(user, SENSITIVITY) == ("unknown",)
        assert "sensitivity: unknown" in user.on_disk()


async def test_skip_asks_it_later_and_back_returns(opened: Open) -> None:
    async with opened("i") as user:
        first = user.desk.asked
        before = user.on_disk()
        await user.press("s")
        assert user.desk.asked != first
        assert user.on_disk() == before
        await user.press("b")
        assert user.desk.asked == first
        await user.press("backspace")
        assert any("where you started" in said for said in user.said())


async def test_clear_takes_an_answer_back(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, HOSTING)
        await user.press("x")
        assert answer(user, HOSTING) is None
        await user.press("x")
        assert any("no answer" in said for said in user.said())


async def test_undo_and_redo(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("1", "ctrl+z")
        assert answer(user, SENSITIVITY) is None
        await user.press("ctrl+y")
        assert answer(user, SENSITIVITY) == ("ordinary",)
        await user.press("ctrl+y")
        assert any("Nothing to redo" in said for said in user.said())


async def test_taking_an_answer_back_leads_to_its_question(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("1")
        assert user.desk.asked != SENSITIVITY
        await user.press("ctrl+z")
        assert user.desk.asked == SENSITIVITY
        assert not user.said(), "the question itself says what was taken back"


async def test_what_is_taken_back_elsewhere_is_said(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("1", "m", "ctrl+z")
        assert any(said.startswith("Taken back: Sensitivity of ") for said in user.said())


async def test_what_has_not_changed_an_answer_is_not_called_the_last_answer(opened: Open) -> None:
    async with opened("l", "space", "enter", "i") as user:
        assert not str(user.app.screen.query_one(ChangeLine).content)


async def test_what_is_true_of_both_components_is_said_once(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, QuestionRef("operators"))
        for number in "123":
            await go(user, QuestionRef("operators"))
            await user.press(number)
            said = str(user.app.screen.query_one(ChangeLine).content).split("; ")
            told = [part.partition(": ")[2] for part in said if ": " in part]
            assert len(told) == len(set(told))
        await go(user, HOSTING)
        await user.press("4", "enter")
        assert "both components: " in str(user.app.screen.query_one(ChangeLine).content)


async def test_nothing_can_be_answered_once_nothing_is_asked(opened: Open) -> None:
    async with opened("i") as user:
        user.desk.asked = None
        user.app.screen.renew()  # type: ignore[attr-defined]
        await user.pilot.pause()
        keys = {binding.binding.action for binding in user.app.screen.active_bindings.values() if binding.enabled}
        assert not keys & {"unknown", "skip", "why", "note", "clear", "owner"}
        assert {"jump", "back"} <= keys


async def test_a_note_goes_with_the_answer_and_stays_when_it_changes(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("n")
        assert isinstance(user.app.screen, NoteScreen)
        user.app.screen.query_one("#owner", Input).value = "security"
        user.app.screen.query_one(Select).value = Confidence.GUESS
        await user.press("ctrl+s")
        assert "owner: security" in user.on_disk()
        assert answer(user, SENSITIVITY) == ("unknown",)
        await user.press("1")
        state = user.desk.state(SENSITIVITY)
        assert state is not None and state.answer is not None
        assert state.answer.owner == "security"
        assert state.answer.confidence is Confidence.GUESS
        assert state.answer.answer == ("ordinary",)


async def test_why_opens_down_to_a_rule(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("w")
        assert isinstance(user.app.screen, WhyScreen)
        await user.press("enter")
        assert isinstance(user.app.screen, RuleScreen)
        await user.press("escape", "escape")
        assert isinstance(user.app.screen, InterviewScreen)


async def test_jump_by_typing(opened: Open) -> None:
    async with opened("i", "j") as user:
        assert isinstance(user.app.screen, QuestionsScreen)
        await user.write("billing data loss")
        await user.press("enter")
        assert user.desk.asked == QuestionRef("data-loss", "billing")
        await user.press("slash", "down", "up", "escape")
        assert user.desk.asked == QuestionRef("data-loss", "billing")


async def test_jump_moves_with_the_arrows(opened: Open) -> None:
    async with opened("i", "j") as user:
        await user.write("organisation")
        await user.press("down", "enter")
        assert user.desk.asked == user.desk.session.interview.states[1].ref


async def test_component_goes_round(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, HOSTING)
        seen = []
        for _ in range(3):
            await user.press("c")
            assert user.desk.asked is not None
            seen.append(user.desk.asked.component)
        assert seen == ["front-end", "billing", None]


async def test_the_whole_ranking_in_a_small_window(opened: Open) -> None:
    async with opened("i") as user:
        screen = user.app.screen
        assert screen.query_one("#strip").display
        await user.press("r")
        assert screen.query_one("#side").display
        assert not screen.query_one("#middle").display
        await user.press("enter")
        assert isinstance(user.app.screen, OptionScreen)
        await user.press("enter")
        assert isinstance(user.app.screen, RuleScreen)
        await user.press("escape", "escape", "r")
        assert screen.query_one("#middle").display


async def test_a_large_window_shows_everything_at_once(opened: Open) -> None:
    async with opened("i", size=LARGE) as user:
        screen = user.app.screen
        assert all(screen.query_one(part).display for part in ("#all", "#card", "#waiting", "#side"))
        assert not screen.query_one("#strip").display


async def test_what_is_painted_is_what_stands_now(opened: Open) -> None:
    """Only what changed is painted: after many changes the window is as if it were painted afresh."""
    async with opened("i", size=LARGE) as user:
        for key in ("2", "1", "s", "down", "b", "3", "x", "ctrl+z", "c", "1", "u", "r", "down", "r"):
            await user.press(key)
            await user.settle()
            painted = str(user.app.screen._compositor.render_strips())
            user.app.screen.refresh()
            for part in user.app.screen.query("*"):
                part.refresh()
                if isinstance(part, Rows):
                    part._clear_caches()
            await user.pilot.pause()
            assert painted == str(user.app.screen._compositor.render_strips()), key


async def test_resizing_keeps_the_place(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, HOSTING)
        await user.press("3")
        await user.pilot.resize_terminal(*LARGE)
        await user.pilot.pause()
        assert user.desk.asked == HOSTING
        await user.press("enter")
        assert answer(user, HOSTING) == ("own-datacentre", "public-cloud")


async def test_the_end_is_said_when_nothing_matters(opened: Open) -> None:
    async with opened("i") as user:
        for _ in range(40):
            if user.desk.asked is None:
                break
            await user.press("1", *(["enter"] if user.desk.asked.question == "hosting" else []))
        assert user.desk.asked is None
        assert "Nothing that is still open" in str(user.app.screen.query_one("#ask", Static).content)
        await user.press("w", "n", "s", "u", "x", "enter", "1")
        await user.press("b")
        assert user.desk.asked is not None


async def test_a_save_that_fails_is_said_and_loses_nothing(opened: Open, game: Path) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        game.write_text(game.read_text().replace("{release-cadence: daily", "{sensitivity: regulated"))
        await user.press("1")
        assert answer(user, SENSITIVITY) == ("ordinary",)
        assert any("Nothing was overwritten" in said for said in user.said())
        assert str(user.app.screen.query_one(TopBar).query_one("#saved", Static).content) == "not saved"
        await user.press("ctrl+q")
        assert isinstance(user.app.screen, Confirm)
        await user.press("n")
        assert isinstance(user.app.screen, InterviewScreen)


async def test_quitting_and_resuming_loses_nothing(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("2", "u", "ctrl+q")
        before = user.desk.session.assessment
    async with opened() as user:
        assert user.desk.session.assessment == before


async def test_the_strip_names_its_component(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, QuestionRef("data-loss", "billing"))
        assert user.app.screen.query_one(RankingStrip).border_title == "Ranking of billing"


async def test_keys_typed_ahead_meet_the_questions_in_order(opened: Open) -> None:
    async with opened("i") as user:
        first = user.desk.asked
        assert first is not None
        for key in ("2", "b", "2", "2"):
            user.app.simulate_key(key)
        await user.settle()
        for state in user.desk.session.interview.states:
            if state.answer is not None:
                assert set(state.answer.answer) <= set(state.question.choice_ids)


async def test_the_same_answer_for_other_components(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, QuestionRef("release-cadence", "front-end"))
        await user.press("a")
        assert isinstance(user.app.screen, AlsoScreen)
        await user.press("space", "enter")
        assert answer(user, QuestionRef("release-cadence", "billing")) == ("daily",)
        await user.press("ctrl+z")
        assert answer(user, QuestionRef("release-cadence", "billing")) == ("yearly",)


async def test_a_question_is_answered_for_several_components_at_once(opened: Open) -> None:
    async with opened("i") as user:
        user.desk.look_at(QuestionRef("recovery", "front-end"))
        user.app.screen.renew()  # type: ignore[attr-defined]
        await user.press("a")
        assert isinstance(user.app.screen, AlsoScreen)
        await user.press("enter")
        assert "both components" in str(user.app.screen.query_one("#topic", Static).content)
        before = user.on_disk()
        await user.press("1")
        answers = [part.answers["recovery"].answer for part in user.desk.session.assessment.components.values()]
        assert len(answers) == len(set(answers)) + 1 == 2
        assert user.desk.together == ()
        await user.press("ctrl+z")
        assert user.on_disk() == before


async def test_several_components_are_answered_together_until_nobody_is_ticked(opened: Open) -> None:
    both = [QuestionRef("release-cadence", name) for name in ("front-end", "billing")]
    async with opened("i") as user:
        user.desk.session.answers(dict.fromkeys(both))
        await go(user, QuestionRef("recovery", "front-end"))
        await user.press("a", "enter", "1")
        await go(user, both[0])
        assert user.desk.together == ("billing",)
        await user.press("2")
        assert answer(user, both[0]) == answer(user, both[1]) != ()
        user.desk.session.answer(both[0], None)
        await go(user, both[0])
        assert user.desk.together == (), "what billing said would be written over unseen"
        user.desk.session.answer(both[1], None)
        await go(user, QuestionRef("recovery", "front-end"))
        await go(user, both[0])
        await user.press("a", "space", "enter")
        assert user.desk.together == ()
        await go(user, both[1])
        assert user.desk.together == (), "nobody was ticked"


async def test_on_a_question_about_the_organisation_all_components_are_put_together(opened: Open) -> None:
    both = [QuestionRef("release-cadence", name) for name in ("front-end", "billing")]
    async with opened("i") as user:
        user.desk.session.answers(dict.fromkeys(both))
        about = next(each.ref for each in user.desk.session.interview.states if each.ref.component is None)
        await go(user, about)
        await user.press("a")
        await go(user, both[0])
        assert user.desk.together == ("billing",)
        await go(user, about)
        await user.press("a")
        await go(user, both[0])
        assert user.desk.together == ()


async def test_who_answers_along_is_chosen_without_losing_the_place_and_forgotten_when_one_goes_back(
    opened: Open,
) -> None:
    async with opened("i") as user:
        await go(user, QuestionRef("recovery", "front-end"))
        await user.press("down", "a", "enter")
        assert user.desk.together == ("billing",)
        assert user.app.screen.query_one(ChoiceList).highlighted == 1
        await user.press("b")
        assert user.desk.asked != QuestionRef("recovery", "front-end")
        assert user.desk.together == ()


async def test_unknown_says_whom_to_ask(opened: Open) -> None:
    async with opened("i", "o") as user:
        asked = user.desk.asked
        assert asked is not None
        await user.write("Carol")
        await user.press("enter")
        assert user.desk.asked != asked
        state = user.desk.state(asked)
        assert state is not None
        assert state.answer is not None
        assert (state.answer.is_unknown, state.answer.owner) == (True, "Carol")


async def test_an_answer_is_changed_within_the_list(opened: Open) -> None:
    async with opened("i", "j") as user:
        await user.write("billing releases")
        await user.press("ctrl+e")
        assert isinstance(user.app.screen, AnswerScreen)
        await user.press("2")
        await user.settle()
        assert isinstance(user.app.screen, QuestionsScreen)
        assert "yearly" not in user.on_disk()
        assert "Last answer" in str(user.app.screen.query_one(ChangeLine).content)


async def test_what_changed_is_never_cut_off(opened: Open) -> None:
    async with opened("i") as user:
        for number in "2211332211":
            await user.press(number)
            line = user.app.screen.query_one(ChangeLine)
            content = line.content
            assert isinstance(content, (Content, str))
            assert Content(str(content)).get_height({}, line.content_size.width) <= 3, str(content)


async def test_what_is_typed_fast_into_the_list_is_found_before_enter(opened: Open) -> None:
    async with opened("i", "j") as user:
        for key in [*"data-loss", "enter"]:
            user.app.simulate_key(key)
        await user.settle()
        assert isinstance(user.app.screen, InterviewScreen)
        assert user.desk.asked == QuestionRef("data-loss", "front-end")


async def test_what_is_typed_fast_into_a_note_is_kept(opened: Open) -> None:
    async with opened("i") as user:
        await go(user, SENSITIVITY)
        await user.press("n")
        for key in [*"security", "ctrl+s"]:
            user.app.simulate_key(key)
        await user.settle()
        assert "owner: security" in user.on_disk()


async def test_the_list_of_screens_leads_to_the_knowledge(opened: Open) -> None:
    async with opened("i", "g", "k") as user:
        await user.settle()
        assert isinstance(user.app.screen, KnowledgeScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (40, 12)])
async def test_the_head_of_the_ranking_has_a_line_for_each_option(size: tuple[int, int], opened: Open) -> None:
    async with opened("i", size=size) as user:
        strip = user.app.screen.query_one(RankingStrip)
        said = str(strip.content).split("\n")
        assert max(map(len, said)) <= strip.content_size.width
        assert len(said) == strip.content_size.height
