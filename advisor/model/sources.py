"""Sources: where claims come from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from advisor.model.base import DateText, Frozen, Identifier, Text


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
