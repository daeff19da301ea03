"""Which option is ahead, and nothing else: no trace, no bounds."""

from __future__ import annotations

from functools import lru_cache

from advisor.engine.evaluate import State
from advisor.engine.tally import NOTHING
from advisor.graph.program import Program


def winner(state: State, number: int = 0) -> int:
    """The place of the option that is ahead in a decision, or NOTHING."""
    fires = state.fires
    knocked_out: dict[int, bool] = {}
    earned: dict[int, int] = {}
    knock_outs, points = _rules(state.program, number)
    best, ahead = 0, NOTHING
    for place, option in enumerate(state.program.decisions[number].options):
        for group in option.groups:
            out = knocked_out.get(group)
            if out is None:
                out = knocked_out[group] = any(map(fires, knock_outs[group]))
            if out:
                break
        else:
            total = 0
            for group in option.groups:
                if group not in earned:
                    earned[group] = sum([weight for index, weight in points[group] if fires(index)])
                total += earned[group]
            if ahead == NOTHING or total > best:
                best, ahead = total, place
    return ahead


@lru_cache(maxsize=16)
def _rules(program: Program, number: int) -> tuple[list[list[int]], list[list[tuple[int, int]]]]:
    """For each group of rules those that knock out, and those that give points with how many."""
    groups, rules = program.decisions[number].groups, program.rules
    return (
        [[index for index in group if rules[index].knock_out] for group in groups],
        [[(index, rules[index].points) for index in group if not rules[index].knock_out] for group in groups],
    )
