"""Naming the answers that cannot stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from advisor.engine.cases import Cases
from advisor.engine.enough import enough, minimal
from advisor.engine.evaluate import State, chosen_names
from advisor.engine.planes import Plane
from advisor.graph.program import CompiledDecision
from advisor.model.verdict import Conflict


def conflicts(state: State, decision: CompiledDecision) -> tuple[Conflict, ...]:
    """All smallest sets of answers that leave nothing eligible; `state` must have nothing eligible.

    Every option is ruled out by some sets of answers; a conflict has at least one of them for each option.
    """
    causes = [_causes(state, option.rules) for option in decision.options]
    return tuple(_conflict(state, decision, causes, chosen) for chosen in _smallest_covers(causes))


def _causes(state: State, rules: Iterable[int]) -> list[int]:
    """The sets of answers, as masks over the questions, that are just enough to rule an option out."""
    found: set[int] = set()
    for index in rules:
        rule = state.program.rules[index]
        if rule.knock_out and state.fires(index):
            if index not in state.causes:
                state.causes[index] = enough(state, rule.reads, _fires(index))
            found.update(state.causes[index])
    return minimal(found)


def _fires(index: int) -> Callable[[Cases], Plane]:
    return lambda cases: cases.fires(index)


def _smallest_covers(causes: Sequence[list[int]]) -> list[int]:
    """All smallest unions that contain one of the causes of every option, found size by size."""
    hardest = sorted(causes, key=len)
    size = max(min(cause.bit_count() for cause in option) for option in hardest)
    while True:
        found = _covers(hardest, size)
        if found:
            return sorted(found)
        size += 1


def _covers(causes: Sequence[list[int]], size: int) -> set[int]:
    """The unions of at most that many answers; those that grew by nothing are followed only once."""
    unions = {0}
    for option in causes:
        unions = {
            union | cause
            for union in unions
            for cause in ([0] if any(each & union == each for each in option) else option)
            if (union | cause).bit_count() <= size
        }
    return unions


def _conflict(state: State, decision: CompiledDecision, causes: Sequence[list[int]], chosen: int) -> Conflict:
    """The set, with what each answer takes part in ruling out: what would stand again without it."""
    program = state.program
    questions = [question for question in range(len(state.masks)) if chosen >> question & 1]
    answers = {program.questions[q].id: chosen_names(program, q, state.masks[q]) for q in questions}
    rules_out = {}
    for question in questions:
        rest = chosen & ~(1 << question)
        rules_out[program.questions[question].id] = tuple(
            option.id
            for option, sets in zip(decision.options, causes, strict=True)
            if not any(cause & rest == cause for cause in sets)
        )
    return Conflict(answers, rules_out)
