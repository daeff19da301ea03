"""Counting points and finding the winner, in many cases at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from advisor.engine.planes import Number, Plane, firsts, total
from advisor.graph.program import CompiledDecision, Program

NOTHING = -1
"""The outcome in which no option is eligible."""

NOT_TAKEN = -2
"""The outcome in which a decision does not apply."""


class Tally:
    """The outcomes of decisions, from where rules fire: `fires` gives the cases for a rule's number.

    What was worked out for a group of rules is kept until one of them is forgotten.
    """

    def __init__(self, program: Program, full: Plane, fires: Callable[[int], Plane]) -> None:
        self._program = program
        self._full = full
        self._fires = fires
        self._groups: dict[tuple[int, int], tuple[Plane, int, Number]] = {}

    def forget(self, rules: set[int]) -> None:
        """These rules may fire in other cases now."""
        decisions = self._program.decisions
        for key in [key for key in self._groups if not rules.isdisjoint(decisions[key[0]].groups[key[1]])]:
            del self._groups[key]

    def outcomes(self, number: int, alive: Collection[int], applies: Plane) -> dict[int, Plane]:
        """The cases in which each outcome of a decision comes about; left out are outcomes with none.

        Only the options in `alive` are looked at; the others must be known not to win anywhere.
        """
        decision = self._program.decisions[number]
        open_to = {place: self.eligible(number, place) & applies for place in sorted(alive)}
        places = [place for place, plane in open_to.items() if plane]
        planes = firsts(self._scores(number, decision, places), [open_to[place] for place in places], self._full)
        found = {place: plane for place, plane in zip(places, planes, strict=True) if plane}
        missing = applies
        for plane in found.values():
            missing ^= plane
        if missing:
            found[NOTHING] = missing
        if applies != self._full:
            found[NOT_TAKEN] = self._full ^ applies
        return found

    def eligible(self, number: int, place: int) -> Plane:
        """The cases in which nothing rules an option out."""
        decision = self._program.decisions[number]
        out = 0
        for group in decision.options[place].groups:
            out |= self._group(number, decision, group)[0]
        return self._full ^ out

    def _scores(self, number: int, decision: CompiledDecision, places: Sequence[int]) -> list[Number]:
        """Points of each option, less what all have in common and moved up to be positive."""
        own = [set(decision.options[place].groups) for place in places]
        shared = set.intersection(*own) if own else set()
        parts = [[self._group(number, decision, g) for g in sorted(groups - shared)] for groups in own]
        fixed = [sum(part[1] for part in option) for option in parts]
        lowest = min(fixed, default=0)
        return [self._sum(option, points - lowest) for option, points in zip(parts, fixed, strict=True)]

    def _sum(self, parts: Sequence[tuple[Plane, int, Number]], points: int) -> Number:
        columns: list[list[Plane]] = [[self._full] if points >> n & 1 else [] for n in range(points.bit_length())]
        for _, _, number in parts:
            _add_to(columns, number)
        return total(columns)

    def _group(self, number: int, decision: CompiledDecision, group: int) -> tuple[Plane, int, Number]:
        """Of one group of rules: where it knocks out, its fixed points, and the points on top case by case."""
        key = number, group
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = self._work_out(decision.groups[group])
        return found

    def _work_out(self, rules: Sequence[int]) -> tuple[Plane, int, Number]:
        out = fixed = 0
        columns: list[list[Plane]] = []
        for index in rules:
            rule, plane = self._program.rules[index], self._fires(index)
            if rule.knock_out:
                out |= plane
            elif plane == self._full:
                fixed += rule.points
            elif plane:
                if rule.points < 0:
                    # Points that are taken away count as given where the rule does not fire.
                    fixed += rule.points
                    plane ^= self._full
                weight = abs(rule.points)
                _add_to(columns, [plane if weight >> n & 1 else 0 for n in range(weight.bit_length())])
        return out, fixed, total(columns)


def _add_to(columns: list[list[Plane]], number: Sequence[Plane]) -> None:
    while len(columns) < len(number):
        columns.append([])
    for column, plane in zip(columns, number, strict=False):
        if plane:
            column.append(plane)
