"""Pairs of changes whose questions no rule reads together: what both do is what each does alone, added up.

So they need not be tried. What rules an option out is gone if each cause goes with one of the two changes and neither
brings a new one; and an option's lead over another is today's lead and what each change adds to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from advisor.engine.cases import Cases
from advisor.engine.planes import Number, Plane, at_least, ones, plus, value
from advisor.engine.tally import NOTHING
from advisor.engine.trials import Pair, Trials
from advisor.graph.program import Program


class Apart:
    """What pairs of changes that are apart make of the first decision, from `cases` laid out as `trials` says."""

    def __init__(self, program: Program, cases: Cases, trials: Trials) -> None:
        self._apart = trials.apart
        self._changes = trials.alone
        self._unchanged = trials.count
        self._hurdles = _hurdles(program, cases, trials)
        self._options = [place for place, hurdles in enumerate(self._hurdles) if hurdles.starters or not hurdles.lifts]
        # What single changes do, and no change at all.
        self._first = self._changes << 1 | 1
        scores = cases.scores(0, self._options)
        self._scores = {
            place: [digit & self._first for digit in score] for place, score in zip(self._options, scores, strict=True)
        }
        self._width = max(map(len, scores), default=0)

    def elsewhere(self, present: int, changes: Plane) -> dict[Pair, int]:
        """Of these changes, none of which leads away from the present outcome alone: the pairs that do, and whereto."""
        ahead: dict[Pair, list[_Duel]] = {}
        for duel in self._duels(present):
            left = changes
            for one in ones(duel.starters & changes):
                left ^= 1 << one
                for other in ones(duel.partners(one) & self._apart[one] & left):
                    ahead.setdefault(_pair(one, other), []).append(duel)
        # Of options that are equally far ahead the first one wins, and max gives the first.
        return {
            pair: duels[0].place if len(duels) == 1 else max(duels, key=lambda duel: duel.lead(*pair)).place
            for pair, duels in ahead.items()
        }

    def towards(self, target: int) -> Iterator[Pair]:
        """The pairs with which an option wins."""
        if target not in self._scores:
            return
        rivals = list(self._duels(target))
        hurdles = self._hurdles[target]
        left = self._changes
        for one in ones(hurdles.starters):
            left ^= 1 << one
            winning = hurdles.partners(one) & self._apart[one] & left
            for rival in rivals:
                if not winning:
                    break
                winning &= ~rival.partners(one)
            for other in ones(winning):
                yield _pair(one, other)

    def _duels(self, other: int) -> Iterator[_Duel]:
        """Each option against that one, or against nothing: whoever is eligible is ahead of nothing."""
        # Taking away is adding the complement; no lead at all then reads as ones everywhere.
        against: Number = []
        if other != NOTHING:
            against = [digit ^ self._first for digit in self._scores[other]]
            against += [self._first] * (self._width - len(against))
        for place, score in self._scores.items():
            if place != other:
                least = 0 if other == NOTHING else (1 << len(against)) - (place < other)
                yield _Duel(place, self._hurdles[place], plus(score, against), least, self._unchanged)


@dataclass(frozen=True, slots=True)
class _Hurdles:
    """What keeps an option out."""

    changes: Plane
    """Those that put nothing new in its way."""
    lifts: tuple[Plane, ...]
    """For each cause of today, the changes that take it away."""

    @property
    def starters(self) -> Plane:
        """Changes of which every pair that lets the option in has at least one."""
        return min(self.lifts, key=int.bit_count, default=self.changes) & self.changes

    def partners(self, change: int) -> Plane:
        """The changes that let the option in together with this one."""
        found = self.changes if self.changes >> change & 1 else 0
        for lift in self.lifts:
            if not lift >> change & 1:
                found &= lift
        return found


class _Duel:
    """An option's lead over another. It is ahead from `least` on."""

    def __init__(self, place: int, hurdles: _Hurdles, lead: Number, least: int, unchanged: int) -> None:
        self.place = place
        self._hurdles = hurdles
        self._lead = lead
        self._now = value(lead, unchanged)
        self._both = least + self._now
        """What the leads with each of two changes have to come to: today's is in both of them."""

    def lead(self, one: int, other: int) -> int:
        """How far it is ahead with both changes."""
        return value(self._lead, one) + value(self._lead, other) - self._now

    @property
    def starters(self) -> Plane:
        """Changes of which every pair that puts it ahead has at least one."""
        if self._hurdles.lifts:
            return self._hurdles.starters
        return at_least(self._lead, (self._both + 1) // 2, self._hurdles.changes)

    def partners(self, change: int) -> Plane:
        """The changes that, together with this one, put it ahead."""
        eligible = self._hurdles.partners(change)
        return eligible and at_least(self._lead, self._both - value(self._lead, change), eligible)


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _hurdles(program: Program, cases: Cases, trials: Trials) -> list[_Hurdles]:
    """Those of every option."""
    causes: dict[int, Plane] = {}
    found = []
    for rules in _knock_outs(program):
        changes, lifts = trials.alone, []
        for rule in rules:
            fires = causes.get(rule)
            if fires is None:
                fires = causes[rule] = cases.fires(rule)
            if fires >> trials.count & 1:
                lifts.append(trials.alone & ~fires)
            else:
                changes &= ~fires
        found.append(_Hurdles(changes, tuple(lifts)))
    return found


@lru_cache(maxsize=4)
def _knock_outs(program: Program) -> list[list[int]]:
    """For each option of the first decision the rules that can rule it out."""
    rules = program.rules
    return [[index for index in option.rules if rules[index].knock_out] for option in program.decisions[0].options]
