"""The knowledge base as models: what the files under `knowledge/` may say.

An element's identity is its folder's or file's name; it is filled in by the loader as `id` and never
written in the file itself.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from advisor.model.base import DateText, Frozen, Identifier, Identifiers, Text
from advisor.model.conditions import Condition

_VERSION = re.compile(r"\d+(?:\.\d+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Scope(StrEnum):
    """What a question is about: the organisation as a whole, or one component."""

    ORGANISATION = "organisation"
    COMPONENT = "component"


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    ORDERED = "ordered"
    SEVERAL = "several"


class Choice(Frozen):
    """One possible answer. An `exclusive` choice of a several-of question stands alone ("none of these")."""

    id: Identifier
    label: Text
    help: Text | None = None
    exclusive: bool = False


class Question(Frozen):
    """One fact to find out, with a closed set of choices; ordered choices go from least to most."""

    id: Identifier
    scope: Scope
    topic: Identifier
    title: Text
    ask: Text
    kind: Kind
    choices: tuple[Choice, ...] = Field(min_length=2)
    help: Text
    because: Text
    example: Text | None = None
    asked_when: Condition | None = None
    sources: Identifiers = ()

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids of the choices in file order."""
        return tuple(choice.id for choice in self.choices)

    def choice(self, choice_id: str) -> Choice:
        """The choice with that id. Raises KeyError for an unknown one."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        raise KeyError(choice_id)


class Fact(Frozen):
    """A named condition derived from answers and other facts."""

    id: Identifier
    title: Text
    when: Condition
    because: Text | None = None
    sources: Identifiers = ()


class Effect(StrEnum):
    """What a rule does to the option that carries it."""

    RULES_OUT = "rules_out"
    REQUIRES = "requires"
    FAVOURS = "favours"
    DISFAVOURS = "disfavours"

    @property
    def is_knock_out(self) -> bool:
        """Whether the effect decides eligibility instead of points."""
        return self in (Effect.RULES_OUT, Effect.REQUIRES)


class Strength(StrEnum):
    """How much a rule that is not a knock-out weighs."""

    SLIGHT = "slight"
    CLEAR = "clear"
    STRONG = "strong"


class Rule(Frozen):
    """A condition and its effect, with the reason a colleague would give and where it comes from.

    `requires` knocks out when its condition is false, `rules_out` when it is true. `owner` is the block,
    pattern or option that carries the rule; it and `pack` are filled in by the loader.
    """

    id: Identifier
    owner: str
    effect: Effect
    strength: Strength | None = None
    when: Condition
    because: Text
    sources: Identifiers = Field(min_length=1)
    pack: str = "core"

    @property
    def key(self) -> str:
        """The rule's name everywhere else: `owner.id`."""
        return f"{self.owner}.{self.id}"


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


class Decision(Frozen):
    """A choice among options, taken for each component. The deployment pattern is decision `pattern`.

    Only asked where `applies_when` holds.
    """

    id: Identifier
    title: Text
    ask: Text
    applies_when: Condition | None = None
    options: tuple[Option, ...] = Field(min_length=1)


class Platform(Frozen):
    """What people must learn and operate."""

    id: Identifier
    title: Text
    learn: Text


class PlatformLimit(Frozen):
    """How many platforms an organisation can run: the first limit whose condition holds counts."""

    at_most: int = Field(ge=1)
    when: Condition | None = None
    because: Text
    sources: Identifiers = Field(min_length=1)


class Practice(Frozen):
    """Something every pattern must do, with the check that shows it."""

    id: Identifier
    title: Text
    summary: Text
    because: Text
    check: Text
    founding: bool = False
    technologies: Identifiers = ()
    sources: Identifiers = Field(min_length=1)


class Status(StrEnum):
    """Where a product stands in its life."""

    ACTIVE = "active"
    MAINTENANCE = "maintenance"
    LEGACY = "legacy"
    RETIRED = "retired"


class Milestone(Frozen):
    """A dated event in a product's life; `planned` while nobody has confirmed that it happened.

    What starts with "End of" is an end: from that day the product, or the release it names, gets no more fixes.
    """

    on: date
    what: Text
    planned: bool = False

    @property
    def is_end(self) -> bool:
        """Whether support ends with it."""
        return self.what.startswith("End of ")


class Technology(Frozen):
    """A product or API with a lifecycle. `verified` is when the facts were last checked; none means nobody has.

    `signs` are words that betray it in a file, such as `docker-compose` in a script: no artifact may use what is
    retired or legacy.
    """

    id: Identifier
    title: Text
    status: Status
    summary: Text
    aliases: tuple[Text, ...] = ()
    signs: tuple[Text, ...] = ()
    current: Text | None = None
    milestones: tuple[Milestone, ...] = ()
    successors: Identifiers = ()
    instead: Text | None = None
    verified: date | None = None
    founding: bool = False
    sources: Identifiers = Field(min_length=1)

    @property
    def end(self) -> Milestone | None:
        """The end of the product, or of the release that is current: the last of those that are known."""
        now = set(_VERSION.findall(_DAY.sub("", self.current or "")))
        ends = [
            event
            for event in self.milestones
            if event.is_end and (not (of := _VERSION.findall(event.what)) or now.intersection(of))
        ]
        return max(ends, key=lambda event: event.on, default=None)

    def is_stale(self, on: date, after_days: int) -> bool:
        """Whether nobody has checked its facts in the `after_days` days before `on`."""
        return self.verified is None or (on - self.verified).days > after_days


class Evidence(StrEnum):
    """How a source was read: in full, in part, from memory, or not at all because it is our judgement."""

    FULL = "full"
    EXCERPT = "excerpt"
    MEMORY = "memory"
    JUDGEMENT = "judgement"


class Source(Frozen):
    """Where a claim comes from. Dates may be a year, a year and month, or a day."""

    id: Identifier
    title: Text
    url: Text | None = None
    published: DateText | None = None
    read: date
    evidence: Evidence


class Expectation(Frozen):
    """What a scenario expects of its verdict. `ranking` lists the first eligible options in order."""

    recommended: Identifier
    ranking: Identifiers = ()
    ruled_out: dict[Identifier, str] = Field(default_factory=dict)
    decided_by: tuple[str, ...] = ()
    close_call: bool | None = None
    decisions: dict[Identifier, Identifier] = Field(default_factory=dict)


class Scenario(Frozen):
    """Answers and the verdict they must lead to; the tests replay every one."""

    id: Identifier
    owner: str
    title: Text
    answers: dict[Identifier, Identifiers]
    pattern: Identifier | None = None
    expect: Expectation


class Case(Frozen):
    """A published decision, restated as answers: only what the case says, so most questions stay open.

    `accept` are the patterns that agree with it, `reject` those it left or refused. `disagreement` is why we come
    to something else, where we do.
    """

    id: Identifier
    title: Text
    year: int
    source: Identifier
    evidence: Text
    confidence: Text
    answers: dict[Identifier, Identifiers] = Field(min_length=1)
    chosen: Identifiers = ()
    accept: Identifiers = Field(min_length=1)
    reject: Identifiers = ()
    disagreement: Text | None = None
    note: Text | None = None


class GuideRow(Frozen):
    """One line of a published guide: under this condition it advises this.

    `answers` restate the condition, `accept` are the patterns that agree with the advice, `reject` those it advises
    against. `differs` is why we come to something else, where we do; `outside` why the row cannot be held against
    a pattern at all. `source` is only given where it is another than the guide's.
    """

    id: Identifier
    condition: Text
    advice: Text
    evidence: Evidence
    source: Identifier | None = None
    answers: dict[Identifier, Identifiers] = Field(default_factory=dict)
    accept: Identifiers = ()
    reject: Identifiers = ()
    differs: Text | None = None
    outside: Text | None = None


class Guide(Frozen):
    """A published guide to choosing, restated row by row. `given` are the answers it takes for granted."""

    id: Identifier
    title: Text
    publisher: Text
    source: Identifier
    summary: Text | None = None
    given: dict[Identifier, Identifiers] = Field(default_factory=dict)
    rows: tuple[GuideRow, ...] = Field(min_length=1)

    def answers(self, row: GuideRow) -> dict[str, tuple[str, ...]]:
        """Everything that is answered in one of its rows; a row's own answer comes before what is given."""
        return {**self.given, **row.answers}


class Forbidden(Frozen):
    """A pattern that an organisation does not allow itself, and why."""

    pattern: Identifier
    because: Text
    sources: Identifiers = Field(min_length=1)


class PackHead(Frozen):
    """`pack.yaml`: whose additions these are, and what they take away."""

    id: Identifier
    title: Text
    owner: Text
    summary: Text | None = None
    forbidden: tuple[Forbidden, ...] = ()


class Topic(Frozen):
    """A group of questions that are asked together."""

    id: Identifier
    title: Text


class Points(Frozen):
    """How many points each strength is worth."""

    slight: int = Field(ge=1)
    clear: int = Field(ge=1)
    strong: int = Field(ge=1)

    def of(self, strength: Strength) -> int:
        """The points for one strength."""
        return {Strength.SLIGHT: self.slight, Strength.CLEAR: self.clear, Strength.STRONG: self.strong}[strength]


class Manifest(Frozen):
    """`knowledge.yaml`: the knowledge's version and the few numbers that the ranking uses."""

    knowledge: Literal[1]
    version: Text
    title: Text
    points: Points
    close_call: int = Field(ge=1)
    stale_after_days: int = Field(ge=1)
    topics: tuple[Topic, ...] = Field(min_length=1)
    platform_limits: tuple[PlatformLimit, ...] = Field(min_length=1)


class Knowledge(Frozen):
    """Everything the advisor knows, in a fixed order: questions by topic and file name, the rest by id."""

    manifest: Manifest
    questions: dict[str, Question]
    facts: dict[str, Fact]
    blocks: dict[str, Block]
    decisions: dict[str, Decision]
    platforms: dict[str, Platform]
    practices: dict[str, Practice]
    technologies: dict[str, Technology]
    sources: dict[str, Source]
    scenarios: tuple[Scenario, ...]
    cases: dict[str, Case]
    guides: dict[str, Guide] = Field(default_factory=dict)
    packs: dict[str, PackHead] = Field(default_factory=dict)
    digest: str
