"""Without python-sat the program works and says less, never anything else."""

from __future__ import annotations

import random
import sys

import pytest
from walks import World, random_answers

from advisor.model.interview import Matter


@pytest.mark.parametrize("seed", range(12))
def test_it_says_less_and_nothing_else(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed)
    given = random_answers(world.program, random.Random(seed), 0.4)
    exact = world.prove(given)
    with monkeypatch.context() as patch:
        patch.setattr("advisor.engine.exact.refine.is_available", lambda: False)
        patch.setattr("advisor.engine.exact.refine.MOST", 0)
        patch.setitem(sys.modules, "pysolvers", None)
        less = world.prove(given)
    assert [each.option for each in less.verdict.pattern.ranking] == [
        each.option for each in exact.verdict.pattern.ranking
    ]
    assert set(exact.verdict.pattern.possible) <= set(less.verdict.pattern.possible)
    assert exact.verdict.pattern.settled or not less.verdict.pattern.settled
    for question in range(len(world.program.questions)):
        said = less.matters(question)
        assert said in (exact.matters(question), Matter.MAYBE)


def test_something_is_left_open_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.engine.exact.refine.is_available", lambda: False)
    monkeypatch.setattr("advisor.engine.exact.refine.MOST", 0)
    worlds = [World(seed) for seed in range(12)]
    found = [world.prove(random_answers(world.program, random.Random(1), 0.4)) for world in worlds]
    assert any(not each.verdict.pattern.proven for each in found) or any(
        each.matters(question) is Matter.MAYBE for each in found for question in range(len(each.state.masks))
    )


@pytest.mark.parametrize("seed", range(12))
def test_trying_all_answers_says_what_the_solver_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed)
    given = random_answers(world.program, random.Random(seed), 0.6)
    with monkeypatch.context() as patch:
        patch.setattr("advisor.engine.exact.refine.MOST", 0)
        solved = world.prove(given)
    monkeypatch.setattr("advisor.engine.exact.refine.is_available", lambda: False)
    tried = world.prove(given)
    assert tried.verdict == solved.verdict
    questions = range(len(world.program.questions))
    assert [tried.matters(question) for question in questions] == [solved.matters(question) for question in questions]
