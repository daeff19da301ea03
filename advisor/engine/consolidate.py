"""The system as a whole: the best patterns under a limit on platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from advisor.model.verdict import Alternative, Consolidation


@dataclass(frozen=True, slots=True)
class Candidate:
    """One eligible pattern of a component: its points and the platforms it needs. Best first in a list."""

    pattern: str
    points: int
    platforms: frozenset[str]


Candidates = Mapping[str, Sequence[Candidate]]
"""By component, best first; a component for which a person chose has just that pattern."""


def consolidate(candidates: Candidates, limit: int | None, because: str | None) -> Consolidation:
    """The best assignment under `limit` platforms (None: not known, so no limit), and its neighbours.

    Every set of platforms is tried, so the answer is exact. Components without a candidate are left out.
    """
    able = {name: list(options) for name, options in candidates.items() if options}
    everything = _best(able, len(_platforms(able)))
    chosen = everything if limit is None else _best(able, limit)
    used = len(chosen.platforms)
    fewer = _best(able, used - 1) if used > 0 else None
    more = _best(able, limit + 1) if limit is not None and used >= limit else None
    return Consolidation(limit, because, chosen, fewer, more)


def _platforms(candidates: Candidates) -> frozenset[str]:
    return frozenset().union(*(c.platforms for options in candidates.values() for c in options))


def _best(candidates: Candidates, limit: int) -> Alternative:
    """The assignment with the most points on at most `limit` platforms.

    Ties go to fewer platforms, then to the platforms that come first by name.
    """
    needed = sorted(_platforms(candidates))
    best: tuple[tuple[int, int], frozenset[str], dict[str, Candidate]] | None = None
    for size in range(min(limit, len(needed)) + 1):
        for chosen in combinations(needed, size):
            platforms = frozenset(chosen)
            assigned = _assign(candidates, platforms)
            score = (len(assigned), sum(candidate.points for candidate in assigned.values()))
            if best is None or score > best[0]:
                best = (score, platforms, assigned)
    assigned = best[2] if best else {}
    return Alternative(
        limit=limit,
        feasible=len(assigned) == len(candidates),
        platforms=tuple(sorted(frozenset().union(*(candidate.platforms for candidate in assigned.values())))),
        per_component={name: candidate.pattern for name, candidate in assigned.items()},
        cost={name: candidates[name][0].points - candidate.points for name, candidate in assigned.items()},
    )


def _assign(candidates: Candidates, platforms: frozenset[str]) -> dict[str, Candidate]:
    """Each component's best pattern that needs no other platform; left out where there is none."""
    assigned = {}
    for name, options in candidates.items():
        fitting = next((candidate for candidate in options if candidate.platforms <= platforms), None)
        if fitting is not None:
            assigned[name] = fitting
    return assigned
