"""Many assessments of one component at once, in three truth values, exactly as `evaluate` does it for one.

Every condition has two planes: the cases in which it is true, and those in which it is true or open. Where nothing
is open, as with most conditions, both are the same object and are worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from advisor.engine.planes import Number, Plane
from advisor.engine.tally import Tally
from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, Expression, Program

Truths = tuple[Plane, Plane]
"""Where something is true, and where it is true or open."""


class Cases:
    """Answers in many cases, and what follows from them; worked out on demand.

    `includes(question, mask)` gives the cases whose answer shares a choice with the mask, `answered(question)`
    those that have an answer.
    """

    def __init__(
        self,
        program: Program,
        full: Plane,
        includes: Callable[[int, int], Plane],
        answered: Callable[[int], Plane],
    ) -> None:
        self._program = program
        self._full = full
        self._includes = includes
        self._answered = answered
        self._leaves: dict[tuple[int, int], Truths] = {}
        self._applies: dict[int, Truths] = {}
        self._facts: dict[int, Truths] = {}
        self._decided: dict[int, Mapping[int, Plane]] = {}
        self._tally = Tally(program, full, self.fires)

    def outcomes(self, number: int) -> dict[int, Plane]:
        """The cases in which each option of a decision is recommended; the rest under NOTHING and NOT_TAKEN.

        A decision is only left out where it certainly does not apply. Earlier ones must be asked for before.
        """
        decision = self._program.decisions[number]
        applies = self._full if decision.applies_when is None else self.holds(decision.applies_when)[1]
        found = self._decided[number] = self._tally.outcomes(number, range(len(decision.options)), applies)
        return found

    def settle(self, decision: int, outcome: int) -> None:
        """Say that a decision came out the same in all cases."""
        self._decided[decision] = {outcome: self._full}

    def eligible(self, number: int, place: int) -> Plane:
        """The cases in which nothing rules an option out."""
        return self._tally.eligible(number, place)

    def scores(self, number: int, places: Sequence[int]) -> list[Number]:
        """Points of each of these options, moved to start at zero and in the largest unit that fits all of them."""
        return self._tally.scores(number, places)

    def fires(self, index: int) -> Plane:
        """The cases in which a rule takes effect."""
        rule = self._program.rules[index]
        true, may = self.holds(rule.when)
        return self._full ^ may if rule.requires else true

    def holds(self, expression: Expression) -> Truths:
        """Where a condition is true, and where it is true or open."""
        kind = expression[0]
        if kind == ANSWER:
            key = expression[1], expression[2]
            found = self._leaves.get(key)
            if found is None:
                found = self._leaves[key] = self._leaf(*key)
            return found
        if kind == FACT:
            fact = expression[1]
            if fact not in self._facts:
                self._facts[fact] = self.holds(self._program.facts[fact].when)
            return self._facts[fact]
        if kind == NOT:
            true, may = self.holds(expression[1])
            never = self._full ^ may
            return never, never if may is true else self._full ^ true
        if kind == DECIDED:
            return self._was_decided(expression[1], expression[2])
        return self._joined(kind, [self.holds(part) for part in expression[1:]])

    def _joined(self, kind: int, parts: list[Truths]) -> Truths:
        # What a pack forbids is an ALL without parts: it holds whatever the answers are.
        true = may = self._full if kind == ALL else 0
        is_open = any(part[0] is not part[1] for part in parts)
        if kind == ALL:
            for part in parts:
                true &= part[0]
            for part in parts if is_open else ():
                may &= part[1]
        else:
            assert kind == ANY
            for part in parts:
                true |= part[0]
            for part in parts if is_open else ():
                may |= part[1]
        return true, may if is_open else true

    def _leaf(self, question: int, mask: int) -> Truths:
        includes, answered = self._includes(question, mask), self._answered(question)
        may = includes if answered == self._full else includes | (self._full ^ answered)
        condition = self._program.questions[question].asked_when
        if condition is None:
            return includes, includes if may == includes else may
        if question not in self._applies:
            self._applies[question] = self.holds(condition)
        applies, may_apply = self._applies[question]
        true = applies & includes
        return true, true if may == includes and may_apply is applies else may_apply & may

    def _was_decided(self, decision: int, mask: int) -> Truths:
        true = 0
        for place, where in self._decided[decision].items():
            if place >= 0 and mask >> place & 1:
                true |= where
        return true, true
