"""One system under review: the file that people keep in git."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, model_validator

from advisor.model.base import ComponentName, Frozen, Identifier, Identifiers, Text
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
    """An answer with what is known about it. In the file, just the choice may be written."""

    answer: Identifiers = Field(min_length=1)
    note: str | None = None
    owner: str | None = None
    confidence: Confidence | None = None
    evidence: str | None = None
    origin: Origin | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"answer": value} if isinstance(value, (str, list, tuple)) else value

    @property
    def is_unknown(self) -> bool:
        """Whether it was asked and nobody could say."""
        return self.answer == (UNKNOWN,)


class Override(Frozen):
    """A person's choice against the recommendation; the reason is printed wherever the choice is."""

    pattern: Identifier
    reason: Text


class Component(Frozen):
    """One part of the system that can be deployed by itself."""

    answers: dict[Identifier, Answer] = Field(default_factory=dict)
    override: Override | None = None


class Assessment(Frozen):
    """A system, its organisation's answers, its components' answers, and the verdicts that people accepted."""

    assessment: Literal[1] = 1
    knowledge: Text
    system: Text
    organisation: dict[Identifier, Answer] = Field(default_factory=dict)
    components: dict[ComponentName, Component] = Field(default_factory=dict)
    milestones: dict[Identifier, Milestone] = Field(default_factory=dict)
