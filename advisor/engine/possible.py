"""Which options can still win, by bounds: never too few, sometimes too many."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.engine.evaluate import Truth
from advisor.graph.program import CompiledDecision, Program


def possible_options(program: Program, decision: CompiledDecision, fires: Mapping[int, Truth]) -> frozenset[int]:
    """The places (in `decision.options`) of every option that some way of going on might recommend.

    Rules are taken as independent of each other, so an option may be listed that in truth cannot win; one that
    can is never missing. Two options are compared on what tells them apart: a rule that both share cancels out.
    """
    rules = program.rules
    alive, certain = [], []
    for place, option in enumerate(decision.options):
        knock_outs = [fires[index] for index in option.rules if rules[index].knock_out]
        if True in knock_outs:
            continue
        alive.append(place)
        if None not in knock_outs:
            certain.append(place)
    subject = {place: frozenset(decision.options[place].rules) for place in alive}
    return frozenset(
        place
        for place in alive
        if not any(_always_beats(program, fires, subject, rival, place) for rival in certain if rival != place)
    )


def _always_beats(
    program: Program, fires: Mapping[int, Truth], subject: Mapping[int, frozenset[int]], rival: int, place: int
) -> bool:
    """Whether `rival` stays ahead of `place` whatever is answered."""
    best_for_place = 0
    for index in subject[place] - subject[rival]:
        truth, points = fires[index], program.rules[index].points
        best_for_place += points if truth is True else max(points, 0) if truth is None else 0
    for index in subject[rival] - subject[place]:
        truth, points = fires[index], program.rules[index].points
        best_for_place -= points if truth is True else min(points, 0) if truth is None else 0
    return best_for_place < 0 or (best_for_place == 0 and rival < place)
