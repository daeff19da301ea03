"""A propositional formula in clauses, built so that equal parts are the same variable.

Literals are integers, negative for "not", as SAT solvers take them; TRUE and FALSE are literals too. Because the
same part asked for twice is the same literal, two copies of a decision that differ in one question share
everything which that question does not touch.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

TRUE = 1
FALSE = -1


class Sum(NamedTuple):
    """A number as a staircase: for each value above `least` that it can have, the literal "at least this"."""

    least: int
    steps: tuple[tuple[int, int], ...]


class Formula:
    """Clauses to hand to a solver, and the variables used so far."""

    def __init__(self) -> None:
        self.clauses: list[list[int]] = [[TRUE]]
        self._last = 1
        self._conjunctions: dict[tuple[int, ...], int] = {}
        self._sums: dict[tuple[Sum, Sum], Sum] = {}

    def variable(self) -> int:
        """A fresh variable."""
        self._last += 1
        return self._last

    def all_of(self, literals: Iterable[int]) -> int:
        """A literal that is true exactly if all of these are."""
        parts = set(literals)
        parts.discard(TRUE)
        if FALSE in parts or any(-part in parts for part in parts):
            return FALSE
        if not parts:
            return TRUE
        key = tuple(sorted(parts))
        if len(key) == 1:
            return key[0]
        found = self._conjunctions.get(key)
        if found is None:
            found = self._conjunctions[key] = self.variable()
            self.clauses.append([found, *(-part for part in key)])
            self.clauses.extend([-found, part] for part in key)
        return found

    def any_of(self, literals: Iterable[int]) -> int:
        """A literal that is true exactly if one of these is."""
        return -self.all_of(-literal for literal in literals)

    def exactly_one(self, literals: list[int]) -> None:
        """Demand that one of these is true, and no other."""
        self.clauses.append(list(literals))
        self.clauses.extend([-one, -other] for place, one in enumerate(literals) for other in literals[:place])

    def weighted(self, literal: int, points: int) -> Sum:
        """`points` if the literal is true, else 0."""
        if literal == TRUE:
            return Sum(points, ())
        if literal == FALSE:
            return Sum(0, ())
        return Sum(0, ((points, literal),)) if points > 0 else Sum(points, ((0, -literal),))

    def add(self, one: Sum, other: Sum) -> Sum:
        """The sum of two numbers."""
        if not one.steps or not other.steps:
            steps = one.steps or other.steps
            shift = one.least if other.steps else other.least
            return Sum(one.least + other.least, tuple((value + shift, literal) for value, literal in steps))
        key = (one, other) if one <= other else (other, one)
        found = self._sums.get(key)
        if found is None:
            found = self._sums[key] = self._added(one, other)
        return found

    def total(self, numbers: Iterable[Sum]) -> Sum:
        """The sum of many, small ones first so that the staircases stay short."""
        waiting = sorted(numbers, key=lambda number: (len(number.steps), number))
        if not waiting:
            return Sum(0, ())
        while len(waiting) > 1:
            added = self.add(waiting[0], waiting[1])
            del waiting[:2]
            place = next((p for p, each in enumerate(waiting) if len(each.steps) > len(added.steps)), len(waiting))
            waiting.insert(place, added)
        return waiting[0]

    def _added(self, one: Sum, other: Sum) -> Sum:
        """A totalizer: the sum is at least a + b where the parts are, and below the next step where they are not."""
        values = sorted({a + b for a in _values(one) for b in _values(other)})
        literals = {value: self.variable() for value in values[1:]}
        upwards = {value: [literal] for value, literal in literals.items()} | {values[0]: []}
        downwards = {value: [-literals[above]] for value, above in pairwise(values)} | {values[-1]: []}
        clauses = self.clauses
        others = list(_parts(other))
        for a, not_a, above_a in _parts(one):
            for b, not_b, above_b in others:
                value = a + b
                up, down = upwards[value], downwards[value]
                if up:
                    clauses.append(not_a + not_b + up)
                if down:
                    clauses.append(above_a + above_b + down)
        # A staircase: whoever has a step has the one below.
        clauses.extend([-literals[upper], literals[lower]] for lower, upper in pairwise(values[1:]))
        return Sum(values[0], tuple(literals.items()))


def _values(number: Sum) -> list[int]:
    return [number.least, *(value for value, _ in number.steps)]


def _parts(number: Sum) -> Iterator[tuple[int, list[int], list[int]]]:
    """Each value a number can have, with the clause parts "not at least this" and "more than this"."""
    steps = number.steps
    yield number.least, [], [steps[0][1]]
    for place, (value, literal) in enumerate(steps):
        yield value, [-literal], [steps[place + 1][1]] if place + 1 < len(steps) else []


def at_least(number: Sum, value: int) -> int:
    """The literal that says that a number is at least `value`."""
    if value <= number.least:
        return TRUE
    place = bisect_left(number.steps, (value,))
    return number.steps[place][1] if place < len(number.steps) else FALSE
