"""Models and records: immutable, closed, and equal if they say the same."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from advisor.model.assessment import Answer, Confidence
from advisor.model.conditions import AnswerIs, Not
from advisor.model.interview import QuestionRef
from advisor.model.milestones import SignOff, Stance
from advisor.model.record import replaced


def test_a_model_cannot_be_changed() -> None:
    answer = Answer(answer=("one",))
    with pytest.raises(AttributeError):
        answer.note = "late"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del answer.note


def test_a_model_takes_neither_more_nor_less_than_it_has() -> None:
    with pytest.raises(TypeError, match="has no note_"):
        Answer(answer=("one",), note_="late")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="needs answer"):
        Answer()  # type: ignore[call-arg]


def test_a_model_is_what_it_says() -> None:
    one, same = Answer(answer=("one",), note="late"), Answer(answer=("one",)).model_copy(update={"note": "late"})
    assert one == same
    assert hash(one) == hash(same)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one != Answer(answer=("one",))


def test_a_model_as_plain_data_has_what_json_has() -> None:
    signed = SignOff(name="Ada", says=Stance.AGREES, on=date(2026, 11, 23))
    assert signed.model_dump(mode="json", exclude_none=True) == {"name": "Ada", "says": "agrees", "on": "2026-11-23"}
    condition = Not(not_=AnswerIs(answer="state", is_=("durable",)))
    assert condition.model_dump(mode="json", by_alias=True) == {"not": {"answer": "state", "is": ["durable"]}}
    assert Answer(answer=("one",), confidence=Confidence.GUESS).model_dump(exclude_defaults=True) == {
        "answer": ("one",),
        "confidence": Confidence.GUESS,
    }


def test_who_disagrees_says_why_wherever_it_is_made() -> None:
    with pytest.raises(ValueError, match="must say why"):
        SignOff(name="Ada", says=Stance.DISAGREES)


def test_a_record_cannot_be_changed_but_copied_with_changes() -> None:
    ref = QuestionRef("state", "web")
    with pytest.raises(AttributeError):
        ref.component = "shop"  # type: ignore[misc]
    assert replaced(ref, component="shop") == QuestionRef("state", component="shop")
    assert len({ref, QuestionRef("state", "web"), QuestionRef("state")}) == 2
    assert pickle.loads(pickle.dumps(ref)) == ref
    assert repr(ref) == "QuestionRef(question='state', component='web')"
