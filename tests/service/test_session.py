"""A sitting over one file: autosave, undo, resuming, and saves that fail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.model.assessment import Answer, Override
from advisor.model.interview import QuestionRef
from advisor.service import Advisor, Session, recent, remember
from advisor.service.presenting import recommendation

OPERATORS = QuestionRef("operators")
STATE = QuestionRef("state", "web")
LOSS = QuestionRef("loss", "web")
HOSTING = QuestionRef("hosting")
OFFERS = QuestionRef("datacentre-offers")


def says(*choices: str) -> Answer:
    return Answer(answer=choices)


@pytest.fixture
def session(tiny_advisor: Advisor, tmp_path: Path) -> Session:
    session = Session.open(tiny_advisor, tmp_path / "online-game.yaml")
    session.add_component("web")
    return session


def test_a_file_that_is_not_there_is_created(session: Session) -> None:
    assert session.path.is_file()
    assert session.assessment.system == "Online game"


def test_every_answer_is_on_disk_before_the_next_question(session: Session, tiny_advisor: Advisor) -> None:
    session.answer(OPERATORS, says("one"))
    session.answer(STATE, says("durable"))
    again = Session.open(tiny_advisor, session.path)
    assert again.assessment == session.assessment
    assert again.verdict == session.verdict


def test_undo_and_redo_are_exact_and_saved(session: Session, tiny_advisor: Advisor) -> None:
    before, text = session.assessment, session.path.read_text("utf-8")
    session.answer(STATE, says("durable"))
    after = session.assessment
    assert session.undo()
    assert session.assessment == before
    assert session.path.read_text("utf-8") == text
    assert session.redo()
    assert tiny_advisor.read(session.path) == after
    assert not session.redo()


def test_undo_has_an_end(session: Session) -> None:
    assert session.undo()  # the component
    assert not session.undo()
    assert not session.can_undo


def test_an_answer_that_no_longer_applies_is_kept_aside(session: Session) -> None:
    session.answer(STATE, says("durable"))
    session.answer(LOSS, says("nothing"))
    change = session.answer(STATE, says("stateless"))
    assert change.unused == (LOSS,)
    assert session.verdict.component("web").unused == ("loss",)
    assert session.assessment.components["web"].answers["loss"] == says("nothing")


def test_a_change_says_what_moved(session: Session) -> None:
    session.answer(OPERATORS, says("several"))
    change = session.answer(QuestionRef("cadence", "web"), says("daily"))
    assert change.recommended == (("web", "stay", "pool"),)
    assert {(moved.option, moved.before, moved.after) for moved in change.points} == {
        ("pool", 0, 6),
        ("stay", 0, None),
    }


def test_skipped_questions_come_last(session: Session) -> None:
    first = session.interview.next
    assert first is not None
    session.skip(first)
    assert session.interview.next not in (None, first)
    for _ in range(12):
        asked = session.interview.next
        assert asked is not None
        if asked == first:
            return
        session.answer(asked, says("unknown"))
    raise AssertionError("the skipped question never came back")


def test_unknown_is_not_asked_again(session: Session) -> None:
    asked = session.interview.next
    assert asked is not None
    session.answer(asked, says("unknown"))
    assert session.interview.next != asked


def test_a_failed_save_keeps_the_answer_and_the_file(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    text = session.path.read_text("utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(AdvisorError, match="No space left on device"):
            session.answer(STATE, says("durable"))
    assert session.path.read_text("utf-8") == text
    assert session.assessment.components["web"].answers["state"] == says("durable")
    session.answer(OPERATORS, says("one"))
    assert "durable" in session.path.read_text("utf-8")


def test_a_second_window_never_overwrites(session: Session, tiny_advisor: Advisor) -> None:
    other = Session.open(tiny_advisor, session.path)
    other.answer(OPERATORS, says("one"))
    with pytest.raises(AdvisorError, match=r"another window.*Operators"):
        session.answer(OPERATORS, says("none"))
    assert tiny_advisor.read(session.path).organisation["operators"] == says("one")
    session.undo()
    assert session.assessment.organisation["operators"] == says("one"), "what stands there is taken over"
    session.answer(OPERATORS, says("none"))
    assert tiny_advisor.read(session.path).organisation["operators"] == says("none")


def test_what_two_windows_answer_is_kept_together(session: Session, tiny_advisor: Advisor) -> None:
    other = Session.open(tiny_advisor, session.path)
    other.answer(OPERATORS, says("one"))
    other.add_component("billing")
    session.answer(STATE, says("durable"))
    both = tiny_advisor.read(session.path)
    assert both == session.assessment
    assert both.organisation["operators"] == says("one")
    assert both.components["web"].answers["state"] == says("durable")
    assert "billing" in both.components
    assert other.catch_up()
    assert other.assessment == both
    assert not other.catch_up(), "there is nothing more"


def test_undo_takes_back_ones_own_change_only(session: Session, tiny_advisor: Advisor) -> None:
    session.answer(STATE, says("durable"))
    other = Session.open(tiny_advisor, session.path)
    other.answer(OPERATORS, says("one"))
    assert session.catch_up()
    session.undo()
    left = tiny_advisor.read(session.path)
    assert left.organisation["operators"] == says("one")
    assert "state" not in left.components["web"].answers


def test_a_component_removed_there_and_answered_here_is_refused(session: Session, tiny_advisor: Advisor) -> None:
    other = Session.open(tiny_advisor, session.path)
    other.remove_component("web")
    with pytest.raises(AdvisorError, match="web"):
        session.answer(STATE, says("durable"))
    assert "web" not in tiny_advisor.read(session.path).components


def test_a_file_broken_by_hand_is_named_and_left_alone(session: Session) -> None:
    session.path.write_text("assessment: 1\nsystm: half a wo")
    with pytest.raises(AdvisorError, match="systm"):
        session.answer(OPERATORS, says("one"))
    assert session.path.read_text().endswith("half a wo")


def test_a_file_that_was_removed_is_written_again(session: Session, tiny_advisor: Advisor) -> None:
    session.path.unlink()
    session.answer(OPERATORS, says("one"))
    assert tiny_advisor.read(session.path) == session.assessment


def test_windows_that_write_at_once_lose_nothing(session: Session, tiny_advisor: Advisor) -> None:
    """Two processes' worth of changes, interleaved as badly as threads can."""
    sessions = [Session.open(tiny_advisor, session.path) for _ in range(4)]

    def add(number: int) -> None:
        for turn in range(3):
            sessions[number].add_component(f"part-{number}-{turn}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
    assert len(tiny_advisor.read(session.path).components) == 1 + 4 * 3


def test_components_can_be_renamed_removed_and_refused(session: Session) -> None:
    session.answer(STATE, says("durable"))
    session.rename_component("web", "front-end")
    assert session.assessment.components["front-end"].answers["state"] == says("durable")
    session.remove_component("front-end")
    assert not session.assessment.components
    for name in ("Front End", "", "front--end", "-x", "日本"):
        with pytest.raises(AdvisorError, match="cannot be a component's name"):
            session.add_component(name)
    with pytest.raises(AdvisorError, match="longer than 40 characters"):
        session.add_component("x" * 41)
    with pytest.raises(AdvisorError, match="already a component `api`"):
        session.add_components(["api", "api"])
    assert not session.assessment.components
    session.add_component("api")
    with pytest.raises(AdvisorError, match="already a component `api`"):
        session.add_component("api")


def test_an_override_is_what_is_chosen(session: Session) -> None:
    session.override("web", Override(pattern="box", reason="the auditor says so"))
    web = session.verdict.component("web")
    assert (web.chosen, web.overridden, web.override_reason) == ("box", True, "the auditor says so")
    assert web.pattern.recommended == "stay"


def test_creating_over_a_file_is_refused(session: Session, tiny_advisor: Advisor) -> None:
    with pytest.raises(AdvisorError, match="is already there"):
        Session.create(tiny_advisor, session.path, "x")


def test_recent_files_latest_first_without_those_that_are_gone(session: Session, tiny_advisor: Advisor) -> None:
    broken = session.path.with_name("broken.yaml")
    broken.write_text("a: [", "utf-8")
    gone = session.path.with_name("gone.yaml")
    for path in (session.path, gone, broken):
        remember(path)
    found = recent(tiny_advisor)
    assert [(file.path.name, file.open_questions is None) for file in found] == [
        ("broken.yaml", True),
        ("online-game.yaml", False),
    ]


def test_an_answer_of_the_organisation_that_no_longer_applies_is_kept_aside(tmp_path: Path, advisor: Advisor) -> None:
    session = Session.create(advisor, tmp_path / "clouds.yaml", "Clouds")
    session.answer(HOSTING, says("own-datacentre"))
    session.answer(OFFERS, says("openstack"))
    assert session.verdict.unused == ()
    change = session.answer(HOSTING, says("aws"))
    assert change.unused == (OFFERS,)
    assert session.verdict.unused == ("datacentre-offers",)
    assert "Kept aside" in recommendation(advisor, session.assessment)


def test_what_a_component_talks_to_follows_its_name_and_goes_with_it(session: Session, tiny_advisor: Advisor) -> None:
    session.add_component("api")
    session.link("web", ["api"])
    session.rename_component("api", "service")
    assert tiny_advisor.read(session.path).components["web"].talks_to == ("service",)
    session.remove_component("service")
    assert tiny_advisor.read(session.path).components["web"].talks_to == ()
    session.undo()
    assert session.assessment.components["web"].talks_to == ("service",)


def test_several_answers_are_one_change(session: Session) -> None:
    before = session.assessment
    session.answers({OPERATORS: says("one"), STATE: says("durable")})
    assert session.assessment.components["web"].answers["state"] == says("durable")
    session.undo()
    assert session.assessment == before
