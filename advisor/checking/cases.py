"""Published decisions replayed: do we come to what experienced people came to?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.checking.replay import eligible_patterns
from advisor.graph.program import Program
from advisor.model.knowledge import Case

FIRST_FEW = 3


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out: the patterns best first, and where in them the first acceptable one stands (from 1)."""

    case: Case
    ranking: tuple[str, ...]
    place: int | None

    @property
    def agrees(self) -> bool:
        """Whether our first pattern is one that the case accepts."""
        return self.place == 1

    @property
    def in_first_few(self) -> bool:
        """Whether an acceptable pattern is among our first three."""
        return self.place is not None and self.place <= FIRST_FEW

    @property
    def hard_miss(self) -> bool:
        """Whether our first pattern is one that the case left or refused."""
        return bool(self.ranking) and self.ranking[0] in self.case.reject


def replay_cases(program: Program, cases: Iterable[Case]) -> list[CaseResult]:
    """Every case with what the knowledge recommends for it."""
    results = []
    for case in cases:
        ranking = eligible_patterns(program, case.answers)
        places = [number for number, pattern in enumerate(ranking, 1) if pattern in case.accept]
        results.append(CaseResult(case, ranking, places[0] if places else None))
    return results
