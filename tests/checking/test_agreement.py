"""Cases and guides on the tiny knowledge: when we agree, and when not."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.checking.cases import replay_cases
from advisor.checking.guides import replay_guides
from advisor.graph.program import Program
from advisor.model.agreement import RowResult
from advisor.model.expectations import Case, Guide, GuideRow
from advisor.model.sources import Evidence


def row(program: Program, **said: Any) -> RowResult:
    made = GuideRow(id="often", condition="Often", advice="A pool", evidence=Evidence.FULL, **said)
    guide = Guide(
        id="vendor", title="V", publisher="V", source="judgement", given={"operators": ("several",)}, rows=(made,)
    )
    (result,) = replay_guides(program, [guide])
    return result


@pytest.mark.parametrize(
    ("said", "agrees", "unopposed"),
    [
        ({"accept": ("pool",)}, True, ()),
        ({"accept": ("box", "pool")}, True, ()),
        ({"accept": ("box",)}, False, ()),
        ({"reject": ("stay",)}, True, ()),
        ({"reject": ("box",)}, False, ("box",)),
        ({"accept": ("pool",), "reject": ("stay", "box")}, False, ("box",)),
        ({"reject": ("pool",)}, False, ("pool",)),
    ],
)
def test_a_row_agrees_if_our_first_is_advised_and_something_speaks_against_the_rest(
    said: dict[str, Any], agrees: bool, unopposed: tuple[str, ...], tiny_program: Program
) -> None:
    result = row(tiny_program, answers={"cadence": ("daily",)}, **said)
    assert (result.agrees, result.unopposed) == (agrees, unopposed)
    assert result.ranking == ("pool", "box")


def test_what_is_given_counts_unless_the_row_says_otherwise(tiny_program: Program) -> None:
    assert row(tiny_program, answers={"cadence": ("daily",), "operators": ("none",)}, accept=("box",)).agrees


def test_a_row_outside_neither_agrees_nor_has_to_be_explained(tiny_program: Program) -> None:
    result = row(tiny_program, outside="Not about patterns.")
    assert (result.is_outside, result.agrees, result.is_explained, result.ranking) == (True, False, True, ())


def test_a_case_knows_the_place_of_what_was_chosen(tiny_program: Program) -> None:
    said = {"title": "T", "year": 2026, "source": "judgement", "evidence": "full", "confidence": "high"}
    answers = {"cadence": ("yearly",), "state": ("durable",)}
    results = replay_cases(
        tiny_program,
        [
            Case(id="first", answers=answers, accept=("box",), **said),
            Case(id="second", answers=answers, accept=("stay",), reject=("box",), **said),
            Case(id="out", answers={"cadence": ("daily",)}, accept=("stay",), disagreement="Because.", **said),
        ],
    )
    assert [(result.place, result.agrees, result.hard_miss) for result in results] == [
        (1, True, False),
        (2, False, True),
        (None, False, False),
    ]
    assert [result.is_explained for result in results] == [True, False, True]
