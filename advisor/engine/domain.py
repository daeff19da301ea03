"""Which answers a question can have: the ground over which "every way to go on" is meant."""

from __future__ import annotations

from functools import cache

from advisor.graph.program import CompiledQuestion


def legal_answers(question: CompiledQuestion) -> tuple[int, ...]:
    """Every answer as a bit mask: the choices one by one, then (for several-of) larger sets by size."""
    if not question.several:
        return _single(len(question.choices))
    return _several(len(question.choices), question.exclusive)


def is_legal(question: CompiledQuestion, mask: int) -> bool:
    """Whether a mask is one of `legal_answers`."""
    one = mask != 0 and mask & (mask - 1) == 0
    return one or (question.several and mask != 0 and not mask & question.exclusive)


@cache
def _single(choices: int) -> tuple[int, ...]:
    return tuple(1 << bit for bit in range(choices))


@cache
def _several(choices: int, exclusive: int) -> tuple[int, ...]:
    legal = [mask for mask in range(1, 1 << choices) if not mask & exclusive or mask & (mask - 1) == 0]
    return tuple(sorted(legal, key=lambda mask: (mask.bit_count(), mask)))
