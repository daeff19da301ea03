"""What people accepted, on which day, with which knowledge and on which answers: kept in the assessment file.

A milestone is a record. It says everything that it rests on, so that it can be held against today's verdict when
the answers and the knowledge have long moved on; what it names need not exist any more.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from advisor.model.base import Before, ComponentName, Field, Frozen, Identifier, Identifiers, Text


def _pairs(value: Any) -> Any:
    """`operators=one hosting=aws,azure` as a mapping: written so, a record takes lines and not pages."""
    if not isinstance(value, str):
        return value
    pairs = {}
    for word in value.split():
        name, sign, said = word.partition("=")
        if not sign:
            raise ValueError(f"`{word}` is not understood; write NAME=VALUE with blanks between")
        pairs[name] = said
    return pairs


def _lists(value: Any) -> Any:
    pairs = _pairs(value)
    return {name: said.split(",") for name, said in pairs.items()} if isinstance(value, str) else pairs


Answers = Annotated[
    dict[Identifier, Identifiers],
    Before(_lists, str | dict[Identifier, Identifiers]),
]
"""Question to what was answered; without those that nobody knew."""

Points = Annotated[dict[str, int], Before(_pairs, str | dict[str, int])]
"""Rule to what it added, 0 for one that ruled out."""

Decided = Annotated[
    dict[Identifier, Identifier],
    Before(_pairs, str | dict[Identifier, Identifier]),
]
"""Decision to the option that it came out as."""


class Stance(StrEnum):
    """What somebody said to a verdict."""

    AGREES = "agrees"
    DISAGREES = "disagrees"


class SignOff(Frozen):
    """One person's word. Who disagrees says why."""

    name: Text
    role: Text | None = None
    says: Stance
    reason: Text | None = None
    on: date | None = None

    def __post_init__(self) -> None:
        if self.says is Stance.DISAGREES and self.reason is None:
            raise ValueError(f"{self.name} disagrees; `reason` must say why")


class RecordedComponent(Frozen):
    """A component's verdict as it was; `chosen` None: nothing fitted.

    `margin` is the lead of `recommended` over the next, in points. `reasons` are the rules that counted for or
    against `chosen`, with their points (0: a rule that ruled it out).
    """

    chosen: Identifier | None
    recommended: Identifier | None = None
    points: int = 0
    margin: int | None = None
    close_call: bool = False
    settled: bool = True
    override: Text | None = None
    reasons: Points = Field(default_factory=dict)
    decisions: Decided = Field(default_factory=dict)
    answers: Answers = Field(default_factory=dict)


class Milestone(Frozen):
    """A verdict that was accepted, by whom, and when to look at it again whatever happens."""

    on: date
    knowledge: Text
    why: Text | None = None
    revisit: date | None = None
    people: tuple[SignOff, ...] = ()
    platforms: Identifiers = ()
    organisation: Answers = Field(default_factory=dict)
    components: dict[ComponentName, RecordedComponent] = Field(default_factory=dict)

    @property
    def dissent(self) -> tuple[SignOff, ...]:
        """Those who disagreed."""
        return tuple(each for each in self.people if each.says is Stance.DISAGREES)
