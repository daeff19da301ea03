"""Counting points and finding the winner, in many cases at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from math import gcd

from advisor.engine.planes import Number, Plane, firsts, plus, total
from advisor.graph.program import CompiledDecision, Program

NOTHING = -1
"""The outcome in which no option is eligible."""

NOT_TAKEN = -2
"""The outcome in which a decision does not apply."""

Points = tuple[int, Mapping[int, Number]]
"""Fixed points, and the points on top case by case: so many times each odd number.

Most points are threes and sixes. Counted in threes they take one plane each instead of two.
"""


class Tally:
    """The outcomes of decisions, from where rules fire: `fires` gives the cases for a rule's number.

    What was worked out for a group of rules, or for several groups, is kept until one of the rules is forgotten.
    """

    def __init__(self, program: Program, full: Plane, fires: Callable[[int], Plane]) -> None:
        self._program = program
        self._full = full
        self._fires = fires
        self._groups: dict[tuple[int, int], tuple[Plane, Points]] = {}
        self._sums: dict[tuple[int, int], Points] = {}

    def forget(self, rules: set[int]) -> None:
        """These rules may fire in other cases now."""
        decisions = self._program.decisions
        gone = [key for key in self._groups if not rules.isdisjoint(decisions[key[0]].groups[key[1]])]
        for key in gone:
            del self._groups[key]
        for number, groups in _by_decision(gone).items():
            sums = decisions[number].sums
            for key in [key for key in self._sums if key[0] == number and not groups.isdisjoint(sums[key[1]].groups)]:
                del self._sums[key]

    def outcomes(self, number: int, alive: Collection[int], applies: Plane) -> dict[int, Plane]:
        """The cases in which each outcome of a decision comes about; left out are outcomes with none.

        Only the options in `alive` are looked at; the others must be known not to win anywhere.
        """
        open_to = {place: self.eligible(number, place) & applies for place in sorted(alive)}
        places = [place for place, plane in open_to.items() if plane]
        planes = firsts(self.scores(number, places), [open_to[place] for place in places], self._full)
        found = {place: plane for place, plane in zip(places, planes, strict=True) if plane}
        missing = applies
        for plane in found.values():
            missing ^= plane
        if missing:
            found[NOTHING] = missing
        if applies != self._full:
            found[NOT_TAKEN] = self._full ^ applies
        return found

    def scores(self, number: int, places: Sequence[int]) -> list[Number]:
        """Points of each of these options, moved to start at zero and in the largest unit that fits all of them."""
        decision = self._program.decisions[number]
        points = [self._points(number, decision, decision.options[place].sum) for place in places]
        lowest = min((fixed for fixed, _ in points), default=0)
        unit = gcd(*(fixed - lowest for fixed, _ in points), *(odd for _, counts in points for odd in counts)) or 1
        return [self._number((fixed - lowest) // unit, counts, unit) for fixed, counts in points]

    def eligible(self, number: int, place: int) -> Plane:
        """The cases in which nothing rules an option out."""
        decision = self._program.decisions[number]
        out = 0
        for group in decision.options[place].groups:
            out |= self._group(number, decision, group)[0]
        return self._full ^ out

    def _number(self, fixed: int, counts: Mapping[int, Number], unit: int) -> Number:
        columns: list[list[Plane]] = [[self._full] if fixed >> n & 1 else [] for n in range(fixed.bit_length())]
        for odd, count in counts.items():
            times = odd // unit
            for shift in range(times.bit_length()):
                if times >> shift & 1:
                    _add_to(columns, count, shift)
        return total(columns)

    def _points(self, number: int, decision: CompiledDecision, place: int) -> Points:
        """The points of a group or, from their number on, of one of the decision's sums; -1 is nothing."""
        if place < 0:
            return 0, {}
        if place < len(decision.groups):
            return self._group(number, decision, place)[1]
        key = number, place - len(decision.groups)
        found = self._sums.get(key)
        if found is None:
            one, other = decision.sums[key[1]].parts
            found = _added(self._points(number, decision, one), self._points(number, decision, other))
            self._sums[key] = found
        return found

    def _group(self, number: int, decision: CompiledDecision, group: int) -> tuple[Plane, Points]:
        """Of one group of rules: where it knocks out, and its points."""
        key = number, group
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = self._work_out(decision.groups[group])
        return found

    def _work_out(self, rules: Sequence[int]) -> tuple[Plane, Points]:
        out = fixed = 0
        columns: dict[int, list[list[Plane]]] = {}
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
                twos = (weight & -weight).bit_length() - 1
                _add_to(columns.setdefault(weight >> twos, []), [plane], twos)
        return out, (fixed, {odd: total(some) for odd, some in columns.items()})


def _added(one: Points, other: Points) -> Points:
    counts = dict(one[1])
    for odd, number in other[1].items():
        counts[odd] = plus(counts[odd], number) if odd in counts else number
    return one[0] + other[0], counts


def _add_to(columns: list[list[Plane]], number: Sequence[Plane], shift: int) -> None:
    while len(columns) < len(number) + shift:
        columns.append([])
    for place, plane in enumerate(number, shift):
        if plane:
            columns[place].append(plane)


def _by_decision(keys: Collection[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for number, group in keys:
        found.setdefault(number, set()).add(group)
    return found
