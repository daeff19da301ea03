"""The system as a whole: the best patterns under a limit on platforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from advisor.model.record import record
from advisor.model.verdict import Alternative, Consolidation


@record
class Candidate:
    """One eligible pattern of a component: its points and the platforms it needs. Best first in a list."""

    pattern: str
    points: int
    platforms: frozenset[str]


Candidates = Mapping[str, Sequence[Candidate]]
"""By component, best first; a component for which a person chose has just that pattern."""


def consolidate(candidates: Candidates, limit: int | None, because: str | None) -> Consolidation:
    """The best assignment under `limit` platforms (None: not known, so no limit), and its neighbours.

    Best is: the fewest components that can run nowhere, then the fewest points lost, then the places lost in
    the rankings, then the fewest platforms, then the platforms that come first by name. Every set of platforms
    is looked at, so this is exact. Components without a candidate are left out.
    """
    search = _Search({name: options for name, options in candidates.items() if options})
    chosen = search.best(limit)
    used = len(chosen.platforms)
    fewer = search.best(used - 1) if used > 0 else None
    more = search.best(limit + 1) if limit is not None and used >= limit else None
    return Consolidation(limit, because, chosen, fewer, more)


class _Search:
    """The best assignment for any number of platforms.

    What an assignment loses against every component's first choice is one number, so that a set of platforms
    is given up as soon as it has lost more than the best one in all.
    """

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates
        self._platforms = sorted({p for options in candidates.values() for each in options for p in each.platforms})
        bits = {platform: 1 << number for number, platform in enumerate(self._platforms)}
        places = 1 + sum(map(len, candidates.values()))
        points = 1 + sum(options[0].points - options[-1].points for options in candidates.values())
        self._nowhere = places * points
        self._options = [
            [
                (sum(bits[platform] for platform in each.platforms), (options[0].points - each.points) * places + place)
                for place, each in enumerate(options)
            ]
            for options in candidates.values()
        ]

    def best(self, limit: int | None) -> Alternative:
        first = {name: options[0] for name, options in self._candidates.items()}
        if limit is None or len(_used(first.values())) <= limit:
            return self._alternative(first, len(_used(first.values())) if limit is None else limit)
        bits = [1 << number for number in range(len(self._platforms))]
        least = self._nowhere * (len(self._options) + 1)
        best: list[dict[str, Candidate]] = []
        # A larger set is never worse, so only the largest are looked at.
        for combination in combinations(bits, min(limit, len(bits))):
            loss = self._loss(sum(combination), least)
            if loss < least:
                least, best = loss, []
            if loss == least:
                best.append(self._assigned(sum(combination)))
        chosen = min(best, key=lambda each: (len(_used(each.values())), _used(each.values())))
        return self._alternative(chosen, limit)

    def _loss(self, platforms: int, bound: int) -> int:
        """What these platforms lose; anything above `bound` once it is clear that it is more than that."""
        missing = ~platforms
        loss = 0
        for options in self._options:
            for needed, lost in options:
                if not needed & missing:
                    loss += lost
                    break
            else:
                loss += self._nowhere
            if loss > bound:
                break
        return loss

    def _assigned(self, platforms: int) -> dict[str, Candidate]:
        """Each component's best pattern that needs no other platform; left out where there is none."""
        chosen = {name for number, name in enumerate(self._platforms) if platforms >> number & 1}
        fitting = {
            name: next((each for each in options if each.platforms <= chosen), None)
            for name, options in self._candidates.items()
        }
        return {name: each for name, each in fitting.items() if each is not None}

    def _alternative(self, assigned: dict[str, Candidate], limit: int) -> Alternative:
        return Alternative(
            limit=limit,
            feasible=len(assigned) == len(self._candidates),
            platforms=_used(assigned.values()),
            per_component={name: candidate.pattern for name, candidate in assigned.items()},
            cost={name: self._candidates[name][0].points - candidate.points for name, candidate in assigned.items()},
        )


def _used(assigned: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*(candidate.platforms for candidate in assigned))))
