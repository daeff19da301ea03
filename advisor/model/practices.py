"""Practices: what every pattern must do."""

from __future__ import annotations

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text


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
