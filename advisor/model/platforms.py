"""Platforms: what people must learn and operate, and how many of them they can."""

from __future__ import annotations

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text
from advisor.model.conditions import Condition


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
