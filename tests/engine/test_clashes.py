"""Declared contradictions: said as soon as the answers run into one, with just the answers that clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.checking.replay import pattern_outcome
from advisor.engine.clashes import clashes
from advisor.engine.evaluate import evaluate
from advisor.service import Advisor

NOWHERE = {"hosting": ("aws",), "data-location": ("own-premises",)}


def clashing(advisor: Advisor, answers: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    return {each.contradiction: set(each.answers) for each in clashes(evaluate(advisor.program, answers))}


def test_the_answers_that_clash_are_named_and_no_others(advisor: Advisor) -> None:
    answers = {**NOWHERE, "operators": ("one",), "release-cadence": ("daily",), "connectivity": ("always",)}
    assert clashing(advisor, answers) == {"nowhere-to-run": {"hosting", "data-location"}}


@pytest.mark.parametrize("missing", sorted(NOWHERE))
def test_an_open_answer_is_no_contradiction(advisor: Advisor, missing: str) -> None:
    assert clashing(advisor, {name: chosen for name, chosen in NOWHERE.items() if name != missing}) == {}


def test_a_place_of_ones_own_ends_it(advisor: Advisor) -> None:
    assert clashing(advisor, {**NOWHERE, "hosting": ("aws", "rented-servers")}) == {}


def test_it_leaves_nothing_where_it_says_so(advisor: Advisor) -> None:
    said = [each.id for each in advisor.knowledge.contradictions.values() if each.leaves_nothing]
    assert said == ["nowhere-to-run"]
    assert pattern_outcome(advisor.program, NOWHERE).ranking == ()


def test_several_at_once_are_all_named(advisor: Advisor) -> None:
    answers = {**NOWHERE, "workload": ("data-store",), "state": ("stateless",), "windows": ("none",)}
    assert clashing(advisor, answers) == {
        "nowhere-to-run": {"hosting", "data-location"},
        "keeps-nothing-but-is-the-data": {"workload", "state"},
    }


def test_no_example_contradicts_itself(advisor: Advisor) -> None:
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml")):
        verdict = advisor.evaluate(advisor.read(path)).verdict
        assert [each.clashes for each in verdict.components if each.clashes] == [], path.name
