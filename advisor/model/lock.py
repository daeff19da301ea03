"""What was written into a folder of artifacts, and why each file looks as it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from advisor.model.base import Field, Frozen, Held, Identifier, Identifiers, Text

Digest = Annotated[str, Held(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a file's text, with lines ended by newlines, in hexadecimal."""


class Basis(Frozen):
    """What one file was made from.

    `answers` are those its template or condition read, and those behind the decisions it read, by question; a
    question that was read but has no answer has an empty list. `facts` and `decided` are what it read of them;
    `rules` are the rules that decided them. `members` are the other components whose answers it looked at. Files
    about the whole system have no component.
    """

    template: Text
    component: str | None = None
    answers: Mapping[Identifier, Identifiers] = Field(default_factory=dict)
    facts: Mapping[Identifier, bool] = Field(default_factory=dict)
    decided: Mapping[Identifier, Identifier] = Field(default_factory=dict)
    rules: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class LockedFile(Frozen):
    """One file as it was written."""

    sha256: Digest
    why: Text
    executable: bool = False
    basis: Basis | None = None


class ArtifactLock(Frozen):
    """Everything that was written into one folder, by path below it."""

    lock: Literal[1] = 1
    system: str
    knowledge: str
    files: Mapping[Text, LockedFile] = Field(default_factory=dict)
