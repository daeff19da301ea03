"""What an organisation says about its additions as a whole."""

from __future__ import annotations

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text


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
