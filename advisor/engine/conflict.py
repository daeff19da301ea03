"""Naming the answers that cannot stand together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from advisor.engine.evaluate import State, chosen_names, evaluate_masks
from advisor.graph.program import CompiledDecision
from advisor.model.verdict import Conflict

_MOST_COMBINATIONS = 4000


def conflicts(state: State, decision: CompiledDecision) -> tuple[Conflict, ...]:
    """The smallest sets of answers that leave nothing eligible; `state` must have nothing eligible.

    All sets of the smallest size are given. With more answers involved than can be combined in reasonable
    time it is one set from which no answer can be left out.
    """
    involved = sorted(_involved(state, decision))
    tried = 0
    for size in range(1, len(involved) + 1):
        found = []
        for chosen in combinations(involved, size):
            tried += 1
            if tried > _MOST_COMBINATIONS:
                return (_conflict(state, decision, _shrunk(state, decision, involved)),)
            if _leaves_nothing(state, decision, chosen):
                found.append(_conflict(state, decision, chosen))
        if found:
            return tuple(found)
    return ()


def _involved(state: State, decision: CompiledDecision) -> set[int]:
    """The answered questions that a fired knock-out hangs on."""
    rules = state.program.rules
    knock_outs = {index for option in decision.options for index in option.rules if rules[index].knock_out}
    reads = {question for index in knock_outs if state.fires(index) for question in rules[index].reads}
    return {question for question in reads if state.masks[question]}


def _leaves_nothing(state: State, decision: CompiledDecision, kept: tuple[int, ...]) -> bool:
    return not any(True for _ in _standing_options(_only(state, kept), decision))


def _standing_options(state: State, decision: CompiledDecision) -> Iterator[str]:
    for option in decision.options:
        if not any(state.program.rules[index].knock_out and state.fires(index) for index in option.rules):
            yield option.id


def _only(state: State, kept: tuple[int, ...]) -> State:
    """The evaluation with only these answers."""
    masks = [mask if question in kept else 0 for question, mask in enumerate(state.masks)]
    fresh = evaluate_masks(state.program, masks)
    fresh.decided = state.decided
    return fresh


def _shrunk(state: State, decision: CompiledDecision, involved: list[int]) -> tuple[int, ...]:
    kept = list(involved)
    for question in involved:
        without = tuple(other for other in kept if other != question)
        if _leaves_nothing(state, decision, without):
            kept.remove(question)
    return tuple(kept)


def _conflict(state: State, decision: CompiledDecision, chosen: tuple[int, ...]) -> Conflict:
    """The set, with what each answer takes part in ruling out: what would stand again without it."""
    program = state.program
    answers = {program.questions[q].id: chosen_names(program, q, state.masks[q]) for q in chosen}
    rules_out = {}
    for question in chosen:
        without = _only(state, tuple(other for other in chosen if other != question))
        rules_out[program.questions[question].id] = tuple(_standing_options(without, decision))
    return Conflict(answers, rules_out)
