"""The closed tree of conditions: the only logic that knowledge can express."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from advisor.model.base import Frozen, Identifier, Identifiers


class All(Frozen):
    """True when every part is."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Frozen):
    """True when at least one part is."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Frozen):
    """True when the inner condition is false."""

    not_: Condition = Field(alias="not")


class AnswerIs(Frozen):
    """The answer to a single-choice or ordered question is one of these choices."""

    answer: Identifier
    is_: Identifiers = Field(alias="is", min_length=1)


class AnswerAtLeast(Frozen):
    """The answer to an ordered question is this choice or a later one."""

    answer: Identifier
    at_least: Identifier


class AnswerAtMost(Frozen):
    """The answer to an ordered question is this choice or an earlier one."""

    answer: Identifier
    at_most: Identifier


class AnswerIncludes(Frozen):
    """The answer to a several-of question includes at least one of these choices."""

    answer: Identifier
    includes: Identifiers = Field(min_length=1)


class FactHolds(Frozen):
    """A named fact is true."""

    fact: Identifier


class DecidedIs(Frozen):
    """An earlier decision came out as one of these options."""

    decided: Identifier
    is_: Identifiers = Field(alias="is", min_length=1)


class DecidedUses(Frozen):
    """The option that an earlier decision came out as is composed of one of these blocks."""

    decided: Identifier
    uses: Identifiers = Field(min_length=1)


_TAGS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"all"}), "all"),
    (frozenset({"any"}), "any"),
    (frozenset({"not"}), "not"),
    (frozenset({"not_"}), "not"),
    (frozenset({"fact"}), "fact"),
    (frozenset({"answer", "at_least"}), "answer_at_least"),
    (frozenset({"answer", "at_most"}), "answer_at_most"),
    (frozenset({"answer", "includes"}), "answer_includes"),
    (frozenset({"decided", "uses"}), "decided_uses"),
    (frozenset({"decided"}), "decided_is"),
    (frozenset({"answer"}), "answer_is"),
)


def _tag(value: Any) -> str | None:
    """Which kind of condition a mapping is meant to be, from the keys it has."""
    keys = frozenset(value) if isinstance(value, dict) else frozenset(type(value).model_fields)
    return next((tag for needed, tag in _TAGS if needed <= keys), None)


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[AnswerIs, Tag("answer_is")]
    | Annotated[AnswerAtLeast, Tag("answer_at_least")]
    | Annotated[AnswerAtMost, Tag("answer_at_most")]
    | Annotated[AnswerIncludes, Tag("answer_includes")]
    | Annotated[FactHolds, Tag("fact")]
    | Annotated[DecidedIs, Tag("decided_is")]
    | Annotated[DecidedUses, Tag("decided_uses")],
    Discriminator(
        _tag,
        custom_error_type="condition",
        custom_error_message=(
            "not a condition; write one of: all, any, not, fact, "
            "answer with is / at_least / at_most / includes, decided with is / uses"
        ),
    ),
]

ALWAYS = All.model_construct(all=())
"""What holds without a reason in the answers. Nobody can write it: only what an organisation forbids needs none."""

Leaf = AnswerIs | AnswerAtLeast | AnswerAtMost | AnswerIncludes | FactHolds | DecidedIs | DecidedUses


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf of the tree, left to right."""
    match condition:
        case All(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from leaves(part)
        case Not(not_=inner):
            yield from leaves(inner)
        case _:
            yield condition
