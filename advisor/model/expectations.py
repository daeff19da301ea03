"""What the knowledge is held against: scenarios, published cases and guides."""

from __future__ import annotations

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text
from advisor.model.sources import Evidence


class Expectation(Frozen):
    """What a scenario expects of its verdict. `ranking` lists the first eligible options in order.

    `recommended` is null where the answers contradict each other and nothing may be eligible.
    """

    recommended: Identifier | None
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
