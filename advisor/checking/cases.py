"""Published decisions replayed: do we come to what experienced people came to?"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.checking.replay import pattern_outcome
from advisor.graph.program import Program
from advisor.model.agreement import CaseResult
from advisor.model.expectations import Case


def replay_cases(program: Program, cases: Iterable[Case]) -> list[CaseResult]:
    """Every case with what the knowledge recommends for it."""
    results = []
    for case in cases:
        ranking = pattern_outcome(program, case.answers).ranking
        places = [number for number, pattern in enumerate(ranking, 1) if pattern in case.accept]
        results.append(CaseResult(case, ranking, places[0] if places else None))
    return results
