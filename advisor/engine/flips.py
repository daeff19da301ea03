"""What would have to be answered otherwise for another recommendation.

All single changes are tried at once, and all pairs that a rule reads together. What the others do follows from these.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.engine.apart import Apart
from advisor.engine.cases import Cases
from advisor.engine.evaluate import State
from advisor.engine.planes import Plane, ones
from advisor.engine.steps import Step, smallest_edits
from advisor.engine.trials import Pair, trials
from advisor.engine.variants import variants


class Pairs:
    """The outcomes of the first decision after every change of one answer, and of two."""

    def __init__(self, state: State) -> None:
        self._program, self._masks = state.program, state.masks
        self._several = {number for number, question in enumerate(state.program.questions) if question.several}
        given = [question for question, mask in enumerate(state.masks) if mask]
        self.changes = variants(state.program, state.masks, given)
        self._trials = trials(state.program, tuple([change.question for change in self.changes]))
        self._by_question: dict[int, list[tuple[int, Plane]]] = {}
        for change, made in zip(self.changes, self._trials.made, strict=True):
            self._by_question.setdefault(change.question, []).append((change.answers[0], made))
        self._cases = Cases(state.program, self._trials.full, self._includes, self._answered)
        self._outcomes = self._cases.outcomes(0)
        self.present = next(o for o, plane in self._outcomes.items() if plane >> self._trials.count & 1)

    def flips(self) -> list[Step]:
        """Every single change that leads elsewhere, and every pair of which neither change does so by itself.

        Of several-of answers only the smallest edits are given: if adding one choice is enough, adding that one
        and another is not mentioned.
        """
        elsewhere = {outcome: plane for outcome, plane in self._outcomes.items() if outcome != self.present}
        alone = {change: outcome for outcome, plane in elsewhere.items() for change in ones(plane & self._trials.alone)}
        covered = 0
        for change in alone:
            covered |= self._trials.made[change]
        rest = self._trials.full ^ covered
        pairs = {pair: outcome for outcome, plane in elsewhere.items() for pair in self._tried(plane & rest)}
        pairs |= self._apart().elsewhere(self.present, rest & self._trials.alone)
        steps = [Step((self.changes[place],), alone[place]) for place in sorted(alone)]
        steps += [Step((self.changes[i], self.changes[j]), pairs[i, j]) for i, j in sorted(pairs)]
        return smallest_edits(steps, self._masks, self._several)

    def towards(self, target: int) -> list[Step]:
        """The smallest of these changes that lead to one option: all single ones, or else all pairs."""
        plane = self._outcomes.get(target, 0)
        sets: list[tuple[int, ...]] = [(change,) for change in ones(plane & self._trials.alone)]
        if not sets:
            sets = sorted([*self._tried(plane), *self._apart().towards(target)])
        steps = [Step(tuple([self.changes[place] for place in places]), target) for places in sets]
        return smallest_edits(steps, self._masks, self._several)

    def _apart(self) -> Apart:
        return Apart(self._program, self._cases, self._trials)

    def _tried(self, plane: Plane) -> Iterator[Pair]:
        """The pairs that these cases stand for."""
        return map(self._trials.pairs.__getitem__, ones(plane >> self._trials.count + 1))

    def _includes(self, question: int, mask: int) -> Plane:
        now = bool(self._masks[question] & mask)
        otherwise = 0
        for answer, made in self._by_question.get(question, ()):
            if (not answer & mask) is now:
                otherwise |= made
        return self._trials.full ^ otherwise if now else otherwise

    def _answered(self, question: int) -> Plane:
        return self._trials.full if self._masks[question] else 0
