"""Questions: the facts to find out, each with a closed set of answers."""

from __future__ import annotations

from enum import StrEnum

from advisor.model.base import Field, Frozen, Identifier, Identifiers, Text
from advisor.model.conditions import Condition


class Scope(StrEnum):
    """What a question is about: the organisation as a whole, or one component."""

    ORGANISATION = "organisation"
    COMPONENT = "component"


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    ORDERED = "ordered"
    SEVERAL = "several"


class Choice(Frozen):
    """One possible answer. An `exclusive` choice of a several-of question stands alone ("none of these")."""

    id: Identifier
    label: Text
    help: Text | None = None
    exclusive: bool = False


class Question(Frozen):
    """One fact to find out, with a closed set of choices; ordered choices go from least to most."""

    id: Identifier
    scope: Scope
    topic: Identifier
    title: Text
    ask: Text
    kind: Kind
    choices: tuple[Choice, ...] = Field(min_length=2)
    help: Text
    because: Text
    example: Text | None = None
    asked_when: Condition | None = None
    sources: Identifiers = ()

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids of the choices in file order."""
        return tuple(choice.id for choice in self.choices)

    def choice(self, choice_id: str) -> Choice:
        """The choice with that id. Raises KeyError for an unknown one."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        raise KeyError(choice_id)


class Topic(Frozen):
    """A group of questions that are asked together."""

    id: Identifier
    title: Text
