"""What an import found in people's files and what it did to their assessment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advisor.errors import Problem
from advisor.model.assessment import Assessment, Confidence


class Fate(StrEnum):
    """What became of one answer."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    """A person answered otherwise; theirs stays."""
    GONE = "gone"
    """It was imported before, and the files no longer show it."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer that files show: the lines (`file:line`) and one sentence why."""

    question: str
    answer: tuple[str, ...]
    confidence: Confidence
    evidence: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class FoundComponent:
    """A component as the files show it. `written` is its name there, `described` how and where."""

    name: str
    written: str
    described: tuple[tuple[str, str], ...]
    answers: tuple[ShownAnswer, ...]
    remarks: tuple[tuple[str, str], ...]
    copies: int | None = None
    health_check: str | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """That one component talks to another, as the line `evidence` shows it."""

    source: str
    target: str
    how: str
    evidence: str


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What happened to one answer; `component` is None for the organisation. `shown` is what the files say now."""

    component: str | None
    question: str
    fate: Fate
    before: tuple[str, ...] | None
    shown: ShownAnswer | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Everything an import did.

    `problems` are files that could not be read, `notes` what was read only in part, `skipped` files that are none
    of the kinds that are read, `others` how many more there were whose names do not even look like them.
    """

    assessment: Assessment
    components: tuple[FoundComponent, ...]
    organisation: tuple[ShownAnswer, ...]
    connections: tuple[Connection, ...]
    changes: tuple[AnswerChange, ...]
    new_components: tuple[str, ...]
    missing_components: tuple[str, ...]
    read: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    skipped: tuple[tuple[str, str], ...]
    others: int = 0
