"""Facts and rules: what follows from answers, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text
from advisor.model.conditions import Condition


class Fact(Frozen):
    """A named condition derived from answers and other facts."""

    id: Identifier
    title: Text
    when: Condition
    because: Text | None = None
    sources: Identifiers = ()


class Contradiction(Frozen):
    """Answers that cannot all be true: why not, and what to do about it.

    `leaves_nothing` claims that no pattern is eligible wherever it holds; `knowledge prove` shows whether that is so.
    """

    id: Identifier
    title: Text
    when: Condition
    because: Text
    instead: Text
    leaves_nothing: bool = False
    sources: Identifiers = Field(min_length=1)


class Direction(Frozen):
    """A promise: a higher answer to an ordered question never favours (or disfavours) patterns that use some block.

    `knowledge prove` shows over all answers whether the rules keep it.
    """

    id: Identifier
    title: Text
    higher: Identifier
    never: Literal["favours", "disfavours"]
    uses: Identifiers = Field(min_length=1)
    because: Text
    sources: Identifiers = Field(min_length=1)


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


class Points(Frozen):
    """How many points each strength is worth."""

    slight: int = Field(ge=1)
    clear: int = Field(ge=1)
    strong: int = Field(ge=1)

    def of(self, strength: Strength) -> int:
        """The points for one strength."""
        return {Strength.SLIGHT: self.slight, Strength.CLEAR: self.clear, Strength.STRONG: self.strong}[strength]


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
