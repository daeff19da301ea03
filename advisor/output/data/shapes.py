"""What stands where in the report as JSON: the source of `docs/schema/report.schema.json`.

Keys may be added; none is renamed or taken away.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from advisor.model.options import Move, Risk, TradeOffs
from advisor.model.sources import Evidence
from advisor.model.technologies import Milestone, Status

Chosen = str | list[str] | None
"""An answer as in the assessment's short form; null while it is open."""


class Reason(BaseModel):
    """A rule's part in an option's standing, with the answers and facts that its condition read."""

    rule: str
    effect: Literal["rules_out", "requires", "favours", "disfavours"]
    strength: Literal["slight", "clear", "strong"] | None
    points: int
    because: str
    answers: dict[str, Chosen]
    facts: dict[str, bool | None]
    sources: list[str]
    pack: str


class Standing(BaseModel):
    """An option in a ranking: the points of its `reasons` add up to `points`; `open` are rules that still wait."""

    points: int
    lowest: int
    highest: int
    eligible: bool
    may_be_ruled_out: bool
    reasons: list[Reason]
    open: list[Reason]


class PatternStanding(Standing):
    """A pattern in a ranking."""

    pattern: str


class OptionStanding(Standing):
    """An option of a later decision in a ranking."""

    option: str


class LaterDecision(BaseModel):
    """A decision that follows the pattern."""

    recommended: str | None
    settled: bool
    close_call: bool
    ranking: list[OptionStanding]


class Conflict(BaseModel):
    """Answers that cannot stand together, and the patterns that each takes part in ruling out."""

    answers: dict[str, Chosen]
    rules_out: dict[str, list[str]]


class Contradiction(BaseModel):
    """Answers that cannot all be true: why not, and what to do about it."""

    contradiction: str
    title: str
    because: str
    instead: str
    answers: dict[str, Chosen]
    sources: list[str]


class Component(BaseModel):
    """A component: `recommended` is its best pattern alone, `chosen` what it gets in the whole system."""

    name: str
    recommended: str | None
    chosen: str | None
    overridden: bool
    override_reason: str | None
    settled: bool
    proven: bool
    close_call: bool
    margin: int | None
    possible: list[str]
    ranking: list[PatternStanding]
    decisions: dict[str, str | None]
    later_decisions: dict[str, LaterDecision]
    matters: list[str]
    unused: list[str]
    contradictions: list[Contradiction]
    conflicts: list[Conflict]


class OtherPlatforms(BaseModel):
    """What running another number of platforms would mean; `cost` is in points lost."""

    limit: int
    feasible: bool
    platforms: list[str]
    per_component: dict[str, str]
    cost: dict[str, int]


class Platforms(BaseModel):
    """The platforms to run, how many the people can, and what one fewer or one more would cost."""

    chosen: list[str]
    limit: int | None
    because: str | None
    per_component: dict[str, str]
    cost: dict[str, int]
    feasible: bool
    fewer: OtherPlatforms | None
    more: OtherPlatforms | None


class OpenQuestion(BaseModel):
    """A question whose answer may still change a verdict."""

    question: str
    ask: str
    where: str
    owner: str | None


class Coverage(BaseModel):
    """How far the questions about one place are answered."""

    where: str
    answered: int
    unknown: int
    open: list[str]
    cannot_matter: list[str]
    not_applicable: int


class OtherAnswer(BaseModel):
    """A question whose answer would have to be one of `instead`."""

    question: str
    now: list[str]
    instead: list[list[str]]


class Flip(BaseModel):
    """Changed answers that lead to another pattern (null: nothing fits)."""

    recommended: str | None
    changes: list[OtherAnswer]


class Flips(BaseModel):
    """The single answers that would change one component's pattern; `robust`: there is none."""

    component: str
    recommended: str | None
    robust: bool
    proven: bool
    flips: list[Flip]


class Pattern(BaseModel):
    """A pattern that a component gets."""

    id: str
    title: str
    summary: str
    platforms: list[str]
    risks: list[Risk]
    trade_offs: TradeOffs
    way_in: Move
    way_out: Move
    revisit: list[str]


class Technology(BaseModel):
    """A product that the verdict names; `stale`: nobody has checked its facts lately."""

    id: str
    title: str
    status: Status
    summary: str
    current: str | None
    milestones: list[Milestone]
    successors: list[str]
    instead: str | None
    verified: date | None
    sources: list[str]
    named_by: list[str]
    stale: bool


class Practice(BaseModel):
    """Something every component must do, and the check that shows it."""

    id: str
    title: str
    summary: str
    because: str
    check: str
    sources: list[str]


class Source(BaseModel):
    """Where a claim comes from."""

    id: str
    title: str
    url: str | None
    published: str | None
    read: date
    evidence: Evidence


class SignOff(BaseModel):
    """One person's word on a recorded verdict."""

    name: str
    role: str | None
    says: Literal["agrees", "disagrees"]
    reason: str | None
    on: date | None


class RecordedComponent(BaseModel):
    """A component's verdict as it was recorded."""

    chosen: str | None
    recommended: str | None
    points: int
    margin: int | None
    close_call: bool
    settled: bool
    override: str | None
    reasons: dict[str, int]
    decisions: dict[str, str]
    answers: dict[str, list[str]]


class RecordedVerdict(BaseModel):
    """A verdict that people accepted."""

    name: str
    on: date
    knowledge: str
    why: str | None
    revisit: date | None
    people: list[SignOff]
    platforms: list[str]
    organisation: dict[str, list[str]]
    components: dict[str, RecordedComponent]


class Report(BaseModel):
    """The report of a deployment review."""

    system: str
    knowledge: str = Field(description="The version of the knowledge that the verdict was reached with.")
    date: date
    summary: str
    components: list[Component]
    platforms: Platforms
    unused: list[str] = Field(description="The organisation's answers that do not apply at the moment.")
    asked_of_the_meeting: list[str]
    open_questions: list[OpenQuestion]
    coverage: list[Coverage]
    flips: list[Flips]
    patterns: dict[str, Pattern]
    technologies: list[Technology]
    practices: list[Practice]
    sources: list[Source]
    milestones: list[RecordedVerdict]
    audit: dict[str, Any] | None = Field(
        default=None, description="What an audit found, as `advisor audit --json` has it."
    )
    assessment: dict[str, Any] = Field(description="The assessment as it was; its own schema says more.")
