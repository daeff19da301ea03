"""Changes of one answer and of two, against trying each of them by itself."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

from advisor.engine.evaluate import State, evaluate, evaluate_masks
from advisor.engine.flips import Pairs
from advisor.engine.steps import Step, smallest_edits
from advisor.engine.tally import NOTHING
from advisor.engine.trials import trials
from advisor.engine.variants import Variant
from advisor.engine.winner import winner
from advisor.service import Advisor
from tests.engine.walks import World
from tests.oracle.agreement import random_answers


class OneByOne:
    """What each change, and each pair of changes to two questions, leads to."""

    def __init__(self, state: State, changes: list[Variant]) -> None:
        self._state = state
        self.present = winner(state)
        self.alone = {(change,): self._after(change) for change in changes}
        self.pairs = {
            (one, other): self._after(one, other)
            for one, other in combinations(changes, 2)
            if one.question != other.question
        }

    def _after(self, *changes: Variant) -> int:
        masks = list(self._state.masks)
        for change in changes:
            masks[change.question] = change.answers[0]
        return winner(evaluate_masks(self._state.program, masks))

    def flips(self) -> list[Step]:
        found = [Step(one, outcome) for one, outcome in self.alone.items() if outcome != self.present]
        flipping = {step.changes for step in found}
        found += [
            Step(pair, outcome)
            for pair, outcome in self.pairs.items()
            if outcome != self.present and not flipping & {(pair[0],), (pair[1],)}
        ]
        return self._smallest(found)

    def towards(self, option: int) -> list[Step]:
        sets = self.alone if option in self.alone.values() else self.pairs
        return self._smallest([Step(changes, option) for changes, outcome in sets.items() if outcome == option])

    def _smallest(self, steps: list[Step]) -> list[Step]:
        questions = self._state.program.questions
        return smallest_edits(steps, self._state.masks, {n for n, question in enumerate(questions) if question.several})


def _agrees(state: State) -> Counter[str]:
    """Holds the two against each other, and counts what pairs there were."""
    pairs = Pairs(state)
    each = OneByOne(state, pairs.changes)
    assert pairs.present == each.present
    flips = pairs.flips()
    assert flips == each.flips()
    for option in range(len(state.program.decisions[0].options)):
        if option != pairs.present:
            assert pairs.towards(option) == each.towards(option), option
    partners = trials(state.program, tuple([change.question for change in pairs.changes])).apart
    places = {change: place for place, change in enumerate(pairs.changes)}
    seen: Counter[str] = Counter()
    for step in flips:
        if len(step.changes) == 2 and places.keys() >= set(step.changes):
            one, other = (places[change] for change in step.changes)
            seen["apart" if partners[one] >> other & 1 else "together"] += 1
            seen["from nothing" if pairs.present == NOTHING else "from an option"] += 1
            seen["to nothing" if step.outcome == NOTHING else "to an option"] += 1
    return seen


def test_all_at_once_says_of_small_knowledge_what_one_by_one_says() -> None:
    seen: Counter[str] = Counter()
    for seed in range(80):
        program, rng = World(seed).program, random.Random(seed)
        seen += _agrees(evaluate(program, random_answers(program, rng, rng.choice((0.6, 1.0)))))
    assert seen["together"]
    assert seen["to nothing"]


def test_all_at_once_says_of_our_knowledge_what_one_by_one_says(advisor: Advisor) -> None:
    seen: Counter[str] = Counter()
    for seed in range(8):
        seen += _agrees(evaluate(advisor.program, random_answers(advisor.program, random.Random(seed), 0.25)))
    assert seen["apart"]
    assert seen["together"]


def test_all_at_once_says_the_same_where_nothing_is_left(advisor: Advisor) -> None:
    answers = {"hosting": ("aws",), "data-location": ("own-premises",), "connectivity": ("air-gapped",)}
    assert _agrees(evaluate(advisor.program, answers))["from nothing"]
