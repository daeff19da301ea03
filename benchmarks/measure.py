"""Taking times, and saying them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from advisor.model.verdict import Verdict


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, what came out, the goal, and whether it was met."""

    what: str
    found: str
    goal: str
    met: bool | None
    milliseconds: float | None = None


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds that it took, of this thread's own processor time, so that a busy machine matters less."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1e3


def best(work: Callable[[], Any], times: int = 5) -> float:
    """The shortest of a few runs, in milliseconds."""
    return min(timed(work) for _ in range(times))


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def look_at_all(verdict: Verdict) -> None:
    """Have every trace made, which otherwise is done for those that somebody looks at."""
    for standing in verdict.ranking:
        len(standing.rules)
