"""What holding a recorded verdict against today brings to light."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Tripwire(StrEnum):
    """What a finding is about; the values are the rule ids in every machine-readable output."""

    VERDICT = "verdict-changed"
    DECISION = "decision-changed"
    MARGIN = "margin-gone"
    UNSETTLED = "no-longer-settled"
    TEAM = "team-changed"
    ANSWERS = "answers-changed"
    COMPONENTS = "components-changed"
    CONTRADICTION = "contradiction"
    END_OF_LIFE = "end-of-life"
    REVISIT = "revisit-date"
    STALE = "stale-facts"
    KNOWLEDGE = "knowledge-changed"
    NO_RECORD = "no-record"

    @property
    def fails(self) -> bool:
        """Whether it makes a check fail; the others are only worth knowing."""
        return self not in (Tripwire.KNOWLEDGE, Tripwire.NO_RECORD)

    @property
    def meaning(self) -> str:
        """What it says, in a sentence."""
        return _MEANING[self]


_MEANING = {
    Tripwire.VERDICT: "A component would get another pattern than was recorded.",
    Tripwire.DECISION: "A decision that follows the pattern would come out otherwise than was recorded.",
    Tripwire.MARGIN: "The verdict still holds, but its lead has shrunk to a close call.",
    Tripwire.UNSETTLED: "The verdict was settled when it was recorded and is not any more.",
    Tripwire.TEAM: "An answer about the people who run the platforms has changed since.",
    Tripwire.ANSWERS: "An answer that the record was made with has changed since.",
    Tripwire.COMPONENTS: "The system has other components than the record.",
    Tripwire.CONTRADICTION: "The answers that stand now cannot all be true, so the verdict rests on a mistake.",
    Tripwire.END_OF_LIFE: "A product that the verdict builds on is at its end, or will be soon.",
    Tripwire.REVISIT: "The day has come on which people wanted to look at it again.",
    Tripwire.STALE: "The verdict rests on a product's facts that nobody has checked for too long.",
    Tripwire.KNOWLEDGE: "The verdict holds, but with another version of the knowledge than it was made with.",
    Tripwire.NO_RECORD: "No verdict has been recorded yet, so there is nothing to hold.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One tripwire that fired. `line` is where the record, or an answer, stands in the file; `now` is today's state."""

    tripwire: Tripwire
    component: str | None
    message: str
    line: int
    recorded: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One file held against its record (`milestone` None: it has none)."""

    path: Path
    system: str
    milestone: str | None
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found that makes the check fail."""
        return not any(each.tripwire.fails for each in self.findings)
