"""What was proven about the knowledge itself, over all answers that anybody could give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing for which a statement does not hold, or (`proven` False) is not decided yet.

    `answers` is a complete assessment of one component that shows it, where an assessment can.
    """

    subject: str
    proven: bool
    answers: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement, about how many things it was checked, and those for which it fails.

    `by_cases` were shown by one of the answers tried at random, `by_solver` needed a search. `remark` has what is
    worth knowing beside the statement.
    """

    statement: str
    checked: int
    by_cases: int
    by_solver: int
    seconds: float
    findings: tuple[Finding, ...]
    remark: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the statement is proven for everything that it was checked for."""
        return not self.findings
