"""What would have to be answered otherwise for another recommendation.

All single changes and all pairs are tried at once. With n changes there are rows of n cases: case i of row d has
the changes i and i + d (counted round), so that row 0 has each change alone, and half as many rows as changes
have every pair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from advisor.engine.cases import Cases
from advisor.engine.evaluate import State
from advisor.engine.planes import Plane
from advisor.engine.variants import Variant, variants


@dataclass(frozen=True, slots=True)
class Step:
    """A set of changes and the outcome they lead to: an option's place, or NOTHING."""

    changes: tuple[Variant, ...]
    outcome: int


class Pairs:
    """The outcomes of one decision after every change of one answer, and of two."""

    def __init__(self, state: State, number: int = 0) -> None:
        self._masks = state.masks
        self._several = {number for number, question in enumerate(state.program.questions) if question.several}
        given = [question for question, mask in enumerate(state.masks) if mask]
        self.changes = variants(state.program, number, state.masks, given)
        count, rows = len(self.changes), len(self.changes) // 2 + 1
        # One case more at the end has no change at all.
        self._unchanged = count * rows
        self._full: Plane = (1 << self._unchanged + 1) - 1
        self._one_row: Plane = (1 << count) - 1
        self._made = _cases_with_each(count)
        self._by_question: dict[int, list[tuple[int, Plane]]] = {}
        for change, made in zip(self.changes, _cases_with_each(count), strict=True):
            self._by_question.setdefault(change.question, []).append((change.answers[0], made))
        self.outcomes = Cases(state.program, self._full, self._includes, self._answered).outcomes(number)
        self.present = next(o for o, plane in self.outcomes.items() if plane >> self._unchanged & 1)

    def flips(self) -> list[Step]:
        """Every single change that leads elsewhere, and every pair of which neither change does so by itself.

        Of several-of answers only the smallest edits are given: if adding one choice is enough, adding that one
        and another is not mentioned.
        """
        elsewhere = {outcome: plane for outcome, plane in self.outcomes.items() if outcome != self.present}
        alone = {case: outcome for outcome, plane in elsewhere.items() for case in _ones(plane & self._one_row)}
        covered = self._one_row
        for place in alone:
            covered |= self._made[place]
        rest = self._full ^ covered
        pairs = {pair: outcome for outcome, plane in elsewhere.items() for pair in self._pairs(plane & rest)}
        steps = [Step((self.changes[place],), alone[place]) for place in sorted(alone)]
        steps += [Step((self.changes[i], self.changes[j]), pairs[i, j]) for i, j in sorted(pairs)]
        return smallest_edits(steps, self._masks, self._several)

    def towards(self, target: int) -> list[Step]:
        """The smallest of these changes that lead to one outcome: all single ones, or else all pairs."""
        plane = self.outcomes.get(target, 0)
        single = sorted(_ones(plane & self._one_row))
        if single:
            steps = [Step((self.changes[place],), target) for place in single]
        else:
            steps = [Step((self.changes[i], self.changes[j]), target) for i, j in sorted(set(self._pairs(plane)))]
        return smallest_edits(steps, self._masks, self._several)

    def _pairs(self, plane: Plane) -> Iterator[tuple[int, int]]:
        """The pairs of changes, of two questions, that these cases stand for."""
        for case in _ones(plane & self._full >> 1):
            row, one = divmod(case, len(self.changes))
            first, second = sorted((one, (one + row) % len(self.changes)))
            if self.changes[first].question != self.changes[second].question:
                yield first, second

    def _includes(self, question: int, mask: int) -> Plane:
        now = bool(self._masks[question] & mask)
        otherwise = 0
        for answer, made in self._by_question.get(question, ()):
            if (not answer & mask) is now:
                otherwise |= made
        return self._full ^ otherwise if now else otherwise

    def _answered(self, question: int) -> Plane:
        return self._full if self._masks[question] else 0


@lru_cache(maxsize=4)
def _cases_with_each(count: int) -> list[Plane]:
    """For each change the cases in which it is made: a column of firsts, and a slanted line of seconds."""
    rows = count // 2 + 1
    cases = (1 << count * rows) - 1
    first: Plane = sum(1 << row * count for row in range(rows))
    second: Plane = sum(1 << row * (count - 1) for row in range(rows))
    made = []
    for place in range(count):
        # From the row in which the line leaves on the left it goes on from the right.
        before = second & (1 << (place + 1) * (count - 1)) - 1
        after = second ^ before
        made.append((first << place | before << place | after << place + count) & cases)
    return made


def smallest_edits(steps: Sequence[Step], masks: Sequence[int], several: Set[int]) -> list[Step]:
    """The steps without answers that do more than others to the same questions with the same outcome.

    Only to a question of `several` can an answer do more than another: one choice for another never does.
    """
    edits: dict[int, list[tuple[int, ...]]] = {}
    alike: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for place, step in enumerate(steps):
        questions = tuple([change.question for change in step.changes])
        if not several.isdisjoint(questions):
            edits[place] = list(_edits(step, masks))
            alike.setdefault((step.outcome, questions), []).append(place)
    kept: dict[int, list[Step]] = {}
    for places in alike.values():
        least = _least({edit for place in places for edit in edits[place]})
        for place in places:
            found = [edit for edit in edits[place] if edit in least]
            if len(found) < len(edits[place]):
                kept[place] = _as_steps(steps[place], found, masks)
    return [each for place, step in enumerate(steps) for each in kept.get(place, (step,))]


def _least(edits: Collection[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """The edits that do not do all that another does, and more."""
    sizes = {edit: sum(map(int.bit_count, edit)) for edit in edits}
    if len(set(sizes.values())) == 1:
        return set(edits)
    least: set[tuple[int, ...]] = set()
    for edit in sorted(edits, key=sizes.__getitem__):
        if not any(_does_more(edit, other) for other in least):
            least.add(edit)
    return least


def _edits(step: Step, masks: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """For each way to make the changes the choices that are added or taken away, question by question."""
    return product(*([answer ^ masks[change.question] for answer in change.answers] for change in step.changes))


def _does_more(edit: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(less & more == less for less, more in zip(other, edit, strict=True))


def _as_steps(step: Step, edits: Sequence[tuple[int, ...]], masks: Sequence[int]) -> list[Step]:
    """One step for all edits if they can be combined at will, otherwise one for each."""
    questions = [change.question for change in step.changes]
    columns = [tuple(dict.fromkeys(column)) for column in zip(*edits, strict=True)]
    if prod(map(len, columns)) != len(edits):
        groups = [[(part,) for part in edit] for edit in edits]
    else:
        groups = [list(columns)] if edits else []
    return [
        Step(
            tuple(
                Variant(question, tuple(part ^ masks[question] for part in parts))
                for question, parts in zip(questions, group, strict=True)
            ),
            step.outcome,
        )
        for group in groups
    ]


def _ones(plane: Plane) -> Iterator[int]:
    digits = f"{plane:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
