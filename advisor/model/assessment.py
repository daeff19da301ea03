"""One system under review: the file that people keep in git."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from advisor.model.base import Before, ComponentName, ComponentNames, Field, Frozen, Identifier, Identifiers, Text
from advisor.model.milestones import Milestone

UNKNOWN = "unknown"
"""The answer that says: we asked, nobody knows yet. For the verdict the same as no answer."""


class Confidence(StrEnum):
    """How sure the person was who answered."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


class Origin(StrEnum):
    """How an answer came to be."""

    ASKED = "asked"
    IMPORTED = "imported"
    PROFILE = "profile"


class Answer(Frozen):
    """An answer with what is known about it."""

    answer: Identifiers = Field(min_length=1)
    note: str | None = None
    owner: str | None = None
    confidence: Confidence | None = None
    evidence: str | None = None
    origin: Origin | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether it was asked and nobody could say."""
        return self.answer == (UNKNOWN,)


def _short_form(value: Any) -> Any:
    return {"answer": value} if isinstance(value, (str, list, tuple)) else value


Answers = dict[Identifier, Annotated[Answer, Before(_short_form)]]
"""Answers by question. In the file, just the choice may be written."""


class Override(Frozen):
    """A person's choice against the recommendation; the reason is printed wherever the choice is."""

    pattern: Identifier
    reason: Text


class Component(Frozen):
    """One part of the system that can be deployed by itself, and the parts that it calls."""

    answers: Answers = Field(default_factory=dict)
    talks_to: ComponentNames = ()
    override: Override | None = None


class Assessment(Frozen):
    """A system, its organisation's answers, its components' answers, and the verdicts that people accepted."""

    assessment: Literal[1] = 1
    knowledge: Text
    system: Text
    organisation: Answers = Field(default_factory=dict)
    components: dict[ComponentName, Component] = Field(default_factory=dict)
    milestones: dict[Identifier, Milestone] = Field(default_factory=dict)
