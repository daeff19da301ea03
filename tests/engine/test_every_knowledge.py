"""What must hold of every knowledge base and every way to answer it."""

from __future__ import annotations

import random

from hypothesis import given, settings

from advisor.engine.evaluate import answer_masks
from advisor.engine.memory import Memory
from advisor.engine.portfolio import Column, coded, recommended
from advisor.engine.system import evaluate_system
from advisor.engine.tally import NOTHING
from advisor.model.assessment import UNKNOWN, Answer
from tests.engine.walks import World, seeds
from tests.oracle.agreement import assessment_of, random_answers

few = settings(max_examples=25, deadline=None, derandomize=True)


@few
@given(seeds)
def test_more_answers_never_make_more_possible(seed: int) -> None:
    world, memories = World(seed), dict[str, Memory]()
    left = None
    for answers in world.steps():
        known = world.prove(answers, memories).known[0]
        assert not known.undecided
        assert left is None or known.left <= left
        left = known.left


@few
@given(seeds)
def test_a_settled_verdict_never_changes_and_is_what_comes_out(seed: int) -> None:
    world, memories = World(seed), dict[str, Memory]()
    complete = world.prove(world.answers).verdict.pattern.recommended
    for answers in world.steps():
        verdict = world.prove(answers, memories).verdict.pattern
        assert not verdict.settled or verdict.recommended == complete


@few
@given(seeds)
def test_the_order_of_answering_does_not_matter(seed: int) -> None:
    world = World(seed)
    half = dict(list(world.answers.items())[::2])
    walked: dict[str, Memory] = {}
    for count in range(len(half) + 1):
        world.evaluate(dict(list(half.items())[:count]), walked)
    there, fresh = world.prove(half, walked), world.prove(half)
    assert there.verdict == fresh.verdict
    assert there.known[0].left == fresh.known[0].left
    assert there.known[0].matters.keys() == fresh.known[0].matters.keys()


@few
@given(seeds)
def test_undo_shows_again_what_was_proven(seed: int) -> None:
    world, memories = World(seed), dict[str, Memory]()
    half = dict(list(world.answers.items())[::2])
    before = world.prove(half, memories).verdict
    world.evaluate(world.answers, memories)
    world.evaluate({}, memories)
    assert world.evaluate(half, memories).components[0].verdict == before


@few
@given(seeds)
def test_an_edit_gives_the_same_as_starting_afresh(seed: int) -> None:
    world, memories, rng = World(seed), dict[str, Memory](), random.Random(seed)
    world.prove(random_answers(world.program, rng, 0.7), memories)
    edited = random_answers(world.program, rng, 0.5)
    assert world.prove(edited, memories).verdict == world.prove(edited).verdict


@few
@given(seeds)
def test_unknown_is_the_same_as_unanswered(seed: int) -> None:
    world = World(seed)
    half = dict(list(world.answers.items())[::2])
    plain = assessment_of(world.knowledge, half)
    unknown = assessment_of(world.knowledge, half | {q: (UNKNOWN,) for q in world.answers if q not in half})
    assert Answer(answer=(UNKNOWN,)).is_unknown
    one, other = (evaluate_system(world.program, each).components[0].verdict for each in (plain, unknown))
    assert (one.pattern, one.decisions, one.matters) == (other.pattern, other.decisions, other.matters)


@few
@given(seeds)
def test_many_at_once_are_the_same_as_one_at_a_time(seed: int) -> None:
    world, rng = World(seed), random.Random(seed)
    rows = [random_answers(world.program, rng, rng.choice([0.3, 0.7, 1.0])) for _ in range(40)]
    masks = [answer_masks(world.program, row) for row in rows]
    columns = {}
    for question in range(len(world.program.questions)):
        places: dict[int, int] = {}
        codes = coded([places.setdefault(row[question], len(places)) for row in masks])
        columns[question] = Column(tuple(places), codes)
    found = recommended(world.program, columns, len(rows))
    options = world.program.decisions[0].options
    for row, place in zip(rows, found, strict=True):
        single = world.evaluate(row).components[0].verdict.pattern.recommended
        assert single == (None if place == NOTHING else options[place].id)


def test_what_leaves_nothing_is_named_afresh_after_an_edit() -> None:
    compared = 0
    for seed in range(40):
        world, memories, rng = World(seed), dict[str, Memory](), random.Random(seed)
        for _ in range(8):
            answers = random_answers(world.program, rng, 0.9)
            found, afresh = (
                world.evaluate(answers, kept).components[0].verdict.pattern.conflicts for kept in (memories, None)
            )
            assert found == afresh
            compared += bool(found)
    assert compared > 10
