"""Answers tried beside those that stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.model.assessment import Answer
from advisor.model.interview import QuestionRef
from advisor.service import Advisor, Session
from advisor.service.flipping import flips, way_to
from advisor.service.trying import Preview, Variation, ready_to_try

STATE = QuestionRef("state", "web")
OPERATORS = QuestionRef("operators")


@pytest.fixture
def session(tiny_advisor: Advisor, tmp_path: Path) -> Session:
    session = Session.create(tiny_advisor, tmp_path / "shop.yaml", "Shop", ["web"])
    session.answers({OPERATORS: Answer(answer=("one",)), STATE: Answer(answer=("stateless",))})
    return session


def test_every_flip_leads_where_it_says_when_it_is_tried(session: Session) -> None:
    advisor = session.advisor
    ready = ready_to_try(advisor.knowledge, "web", flips(advisor, session.assessment, "web").flips)
    assert ready
    for each in ready:
        variation = Variation(session)
        variation.answers(each.answers)
        assert variation.verdict.component("web").pattern.recommended == each.outcome, each.text


def test_every_way_to_an_alternative_brings_it_in(session: Session) -> None:
    advisor, verdict = session.advisor, session.verdict.component("web").pattern
    tried = 0
    for standing in verdict.ranking:
        if standing.option != verdict.recommended:
            way = way_to(advisor, session.assessment, "web", standing.option)
            for each in ready_to_try(advisor.knowledge, "web", way.flips):
                variation = Variation(session)
                variation.answers(each.answers)
                assert variation.verdict.component("web").pattern.recommended == standing.option
                tried += 1
    assert tried


def test_nothing_is_written_before_it_is_kept_and_then_it_is_one_change(session: Session) -> None:
    before, text = session.assessment, session.path.read_text("utf-8")
    variation = Variation(session)
    variation.answer(STATE, Answer(answer=("durable",)))
    variation.answer(OPERATORS, None)
    assert session.path.read_text("utf-8") == text
    assert [each.ref for each in variation.tried] == [OPERATORS, STATE]
    variation.keep()
    assert variation.tried == ()
    assert session.assessment == variation.assessment != before
    session.undo()
    assert session.assessment == before


def test_a_preview_says_what_the_answer_then_does(session: Session) -> None:
    answers = {STATE: Answer(answer=("durable",))}
    said = Preview(session).of(answers)
    done = session.answers(answers)
    assert said.points
    assert (said.points, said.recommended, said.unused) == (done.points, done.recommended, done.unused)
