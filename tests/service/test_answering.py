"""Choosing anew: what was said about an answer stays with it, but files are evidence only for what they show."""

from __future__ import annotations

import pytest

from advisor.model.assessment import Answer, Origin
from advisor.service.answering import chosen
from advisor.service.confirming import confirmed

READ = Answer(answer=("daily",), owner="Ann", evidence="compose.yaml:3", note="a tag a day", origin=Origin.IMPORTED)


@pytest.mark.parametrize("present", [READ, confirmed(READ)], ids=["unconfirmed", "confirmed"])
def test_what_files_show_is_no_evidence_for_another_answer(present: Answer) -> None:
    assert chosen(present, ("yearly",)) == Answer(answer=("yearly",), owner="Ann")


def test_the_same_choice_keeps_what_a_person_has_confirmed() -> None:
    again = chosen(confirmed(READ), ("daily",))
    assert again is not None
    assert (again.evidence, again.note) == ("compose.yaml:3", "a tag a day")


def test_what_a_person_said_stays_with_another_choice() -> None:
    said = Answer(answer=("daily",), evidence="release log", note="since May")
    assert chosen(said, ("yearly",)) == Answer(answer=("yearly",), evidence="release log", note="since May")
