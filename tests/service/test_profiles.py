"""The organisation's answers, kept from one system and used in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.model.assessment import Answer, Origin
from advisor.model.interview import QuestionRef
from advisor.service import Advisor, Session
from advisor.service.profiles import keep_profile, profiles, use_profile

OPERATORS = QuestionRef("operators")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_STATE_DIR", str(tmp_path / "state"))


def test_what_one_system_answered_fills_in_another_and_overwrites_nothing(
    tiny_advisor: Advisor, tmp_path: Path
) -> None:
    first = Session.open(tiny_advisor, tmp_path / "first.yaml")
    first.answer(OPERATORS, Answer(answer=("one",), note="until spring"))
    keep_profile(first, "Acme Ltd.")
    second = Session.open(tiny_advisor, tmp_path / "second.yaml")
    (profile,) = profiles(second)
    assert (profile.name, profile.new, profile.differ) == ("Acme Ltd.", (OPERATORS,), ())
    use_profile(second, profile)
    answer = tiny_advisor.read(second.path).organisation["operators"]
    assert (answer.answer, answer.note, answer.origin) == (("one",), "until spring", Origin.PROFILE)
    second.answer(OPERATORS, Answer(answer=("several",)))
    (profile,) = profiles(second)
    assert (profile.new, profile.differ) == ((), (OPERATORS,))
    use_profile(second, profile)
    assert second.assessment.organisation["operators"].answer == ("several",)


def test_a_profile_of_the_same_name_is_replaced(tiny_advisor: Advisor, tmp_path: Path) -> None:
    session = Session.open(tiny_advisor, tmp_path / "first.yaml")
    for choice in ("one", "several"):
        session.answer(OPERATORS, Answer(answer=(choice,)))
        path = keep_profile(session, "Acme")
    assert tiny_advisor.read(path).organisation["operators"].answer == ("several",)
    with pytest.raises(AdvisorError, match="a profile needs a name"):
        keep_profile(session, "!")


def test_a_profile_that_cannot_be_read_is_left_out(tiny_advisor: Advisor, tmp_path: Path) -> None:
    session = Session.open(tiny_advisor, tmp_path / "first.yaml")
    keep_profile(session, "Acme").write_text("assessment: 1\n")
    assert profiles(session) == ()
