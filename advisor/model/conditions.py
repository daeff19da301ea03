"""The closed tree of conditions: the only logic that knowledge can express."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, get_args

from advisor.model.base import Field, Frozen, Identifier, Identifiers

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class All(Frozen):
    """True when every part is."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Frozen):
    """True when at least one part is."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Frozen):
    """True when the inner condition is false."""

    not_: Condition = Field(key="not")


class AnswerIs(Frozen):
    """The answer to a single-choice or ordered question is one of these choices."""

    answer: Identifier
    is_: Identifiers = Field(key="is", min_length=1)


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
    is_: Identifiers = Field(key="is", min_length=1)


class DecidedUses(Frozen):
    """The option that an earlier decision came out as is composed of one of these blocks."""

    decided: Identifier
    uses: Identifiers = Field(min_length=1)


_KINDS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"all"}), "All"),
    (frozenset({"any"}), "AnyOf"),
    (frozenset({"not"}), "Not"),
    (frozenset({"not_"}), "Not"),
    (frozenset({"fact"}), "FactHolds"),
    (frozenset({"answer", "at_least"}), "AnswerAtLeast"),
    (frozenset({"answer", "at_most"}), "AnswerAtMost"),
    (frozenset({"answer", "includes"}), "AnswerIncludes"),
    (frozenset({"decided", "uses"}), "DecidedUses"),
    (frozenset({"decided"}), "DecidedIs"),
    (frozenset({"answer"}), "AnswerIs"),
)


def _kind(value: Any) -> str | None:
    """Which kind of condition a mapping is meant to be, from the keys it has."""
    if isinstance(value, Frozen):
        return type(value).__name__
    keys = frozenset(value) if isinstance(value, dict) else frozenset()
    return next((kind for needed, kind in _KINDS if needed <= keys), None)


class _ByKeys:
    """Tells pydantic which kind of condition is meant, so that it only speaks of what is wrong with that one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.tagged_union_schema(
            {kind.__name__: handler.generate_schema(kind) for kind in get_args(source)},
            discriminator=_kind,
            custom_error_type="condition",
            custom_error_message=(
                "not a condition; write one of: all, any, not, fact, "
                "answer with is / at_least / at_most / includes, decided with is / uses"
            ),
        )


Condition = Annotated[
    All | AnyOf | Not | AnswerIs | AnswerAtLeast | AnswerAtMost | AnswerIncludes | FactHolds | DecidedIs | DecidedUses,
    _ByKeys(),
]

ALWAYS = All(all=())
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
