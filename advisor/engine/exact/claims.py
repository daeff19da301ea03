"""Who wins, told to the solver only as far as it has to know it.

A claim is a literal from which it follows that an outcome comes about. At first the claim that an option wins says no
more than that it is eligible; whom it has to beat is added when the solver's answers turn out to have another winner.
Few rivals ever do, and what they have in points is most of a formula.
"""

from __future__ import annotations

from collections.abc import Collection

from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, TRUE, Sum, at_least
from advisor.engine.tally import NOT_TAKEN, NOTHING


class Claims:
    """Claims about one decision, under one way to complete the answers."""

    def __init__(self, completion: Completion, number: int, beaten: Collection[tuple[int, int]] = ()) -> None:
        self._formula = completion.formula
        self._completion = completion
        self._number = number
        self._applies, self._eligible = completion.eligible(number)
        self._claims: dict[int, int] = {}
        self._scores: dict[int, Sum] = {}
        self.beaten: set[tuple[int, int]] = set()
        """Which option has to beat which to be claimed the winner, so far."""
        for place, rival in sorted(beaten):
            self.beat(place, rival)

    def of(self, outcome: int) -> int:
        """The literal that claims an outcome."""
        claim = self._claims.get(outcome)
        if claim is None:
            claim = self._claims[outcome] = self._claim(outcome)
        return claim

    def _claim(self, outcome: int) -> int:
        if outcome == NOTHING:
            return self._completion.nothing(self._number)
        if outcome == NOT_TAKEN:
            return -self._applies
        if self._eligible[outcome] == FALSE:
            return FALSE
        claim = self._formula.variable()
        self._formula.clauses.append([-claim, self._eligible[outcome]])
        return claim

    def beat(self, place: int, rival: int) -> None:
        """Let the claim that an option wins say that it beats this rival wherever that is eligible."""
        if (place, rival) in self.beaten:
            return
        self.beaten.add((place, rival))
        claim = self.of(place)
        ours, theirs = self._score(place), self._score(rival)
        more = 1 if rival < place else 0
        told = TRUE
        for value, reached in [(theirs.least, TRUE), *theirs.steps]:
            needed = at_least(ours, value + more)
            if needed not in (TRUE, told):
                told = needed
                clause = [-claim, -self._eligible[rival], -reached]
                self._formula.clauses.append(clause if needed == FALSE else [*clause, needed])

    def _score(self, place: int) -> Sum:
        score = self._scores.get(place)
        if score is None:
            score = self._scores[place] = self._completion.score(self._number, place)
        return score

    def same(self, outcome: int, other: Claims) -> bool:
        """Whether it is plain that an outcome is as good in the other way to complete the answers, taken by itself."""
        if outcome < 0:
            return self.of(outcome) == other.of(outcome)
        eligible = self._eligible[outcome] == other._eligible[outcome]
        return eligible and self._completion.scores_as(other._completion, self._number, outcome)
