"""Decisions, their options, and the blocks that options are composed of."""

from __future__ import annotations

from enum import StrEnum

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text
from advisor.model.conditions import Condition
from advisor.model.rules import Rule

PATTERN_DECISION = "pattern"
"""The first decision: how a component is run."""


class ArtifactFile(Frozen):
    """One file to write: a template beside the manifest, the path it gets, and why it is there."""

    template: Text
    path: Text
    why: Text
    when: Condition | None = None
    executable: bool = False


class Block(Frozen):
    """A building block that patterns and options share; what is true of it is said here once."""

    id: Identifier
    title: Text
    summary: Text
    blocks: Identifiers = ()
    platforms: Identifiers = ()
    technologies: Identifiers = ()
    rules: tuple[Rule, ...] = ()
    artifacts: tuple[ArtifactFile, ...] = ()


class Risk(Frozen):
    """What can go wrong, and what to do about it."""

    risk: Text
    mitigation: Text


class Effort(StrEnum):
    """How much work a move is."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Move(Frozen):
    """The way into or out of a pattern."""

    effort: Effort
    how: Text


class TradeOffs(Frozen):
    """How a pattern does on each axis, 1 (poor) to 5 (good); our judgement, never used for ranking."""

    deploy_safety: int = Field(ge=1, le=5)
    isolation: int = Field(ge=1, le=5)
    density: int = Field(ge=1, le=5)
    low_overhead: int = Field(ge=1, le=5)
    ease_of_operation: int = Field(ge=1, le=5)
    time_to_production: int = Field(ge=1, le=5)
    update_frequency: int = Field(ge=1, le=5)
    state: int = Field(ge=1, le=5)
    portability: int = Field(ge=1, le=5)
    compliance: int = Field(ge=1, le=5)
    smallest_team: Text


class Option(Frozen):
    """One way a decision can come out. `simplicity` breaks ties: 1 is the simplest."""

    id: Identifier
    title: Text
    summary: Text
    simplicity: int = Field(ge=1, le=99)
    blocks: Identifiers = ()
    platforms: Identifiers = ()
    technologies: Identifiers = ()
    rules: tuple[Rule, ...] = ()
    risks: tuple[Risk, ...] = ()
    artifacts: tuple[ArtifactFile, ...] = ()


class Pattern(Option):
    """A named way to run a component."""

    aliases: tuple[Text, ...] = ()
    trade_offs: TradeOffs
    way_in: Move
    way_out: Move
    revisit: tuple[Text, ...] = Field(min_length=1)
    notes: str = ""


class Drawn(StrEnum):
    """Where a drawing of the system shows how a decision came out."""

    FRONT = "front"
    HOST = "host"
    DATA = "data"


class Decision(Frozen):
    """A choice among options, taken for each component. The deployment pattern is decision `pattern`.

    Only asked where `applies_when` holds. `artifacts` are the files that it brings, whatever the pattern.
    """

    id: Identifier
    title: Text
    ask: Text
    applies_when: Condition | None = None
    drawn: Drawn | None = None
    options: tuple[Option, ...] = Field(min_length=1)
    artifacts: tuple[ArtifactFile, ...] = ()
