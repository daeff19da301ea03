"""What each group of a decision's rules does under some answers, worked out once for all options subject to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.engine.evaluate import State, Truth
from advisor.graph.program import CompiledDecision


class Effect(NamedTuple):
    """Of one group: its points now, the least and the most they can become, and whether it knocks out."""

    points: int
    least: int
    most: int
    knocks_out: Truth


def effects(state: State, decision: CompiledDecision, unsettled: frozenset[int] = frozenset()) -> list[Effect]:
    """The effect of every group; rules that read an `unsettled` decision are open."""
    return [_effect(state, group, unsettled) for group in decision.groups]


def _effect(state: State, group: Sequence[int], unsettled: frozenset[int]) -> Effect:
    points = lower = higher = 0
    knocks_out: Truth = False
    rules, fired = state.program.rules, state.fired
    for index in group:
        rule = rules[index]
        if unsettled and rule.decided & unsettled:
            truth = None
        else:
            truth = fired[index] if index in fired else state.fires(index)
        if truth is False:
            continue
        if rule.knock_out:
            if knocks_out is not True:
                knocks_out = truth
        elif truth is True:
            points += rule.points
        elif rule.points < 0:
            lower += rule.points
        else:
            higher += rule.points
    return Effect(points, points + lower, points + higher, knocks_out)
