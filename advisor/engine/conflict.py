"""Naming the answers that cannot stand together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.engine.cases import Cases
from advisor.engine.evaluate import State, chosen_names
from advisor.engine.planes import Plane
from advisor.graph.program import CompiledDecision
from advisor.model.verdict import Conflict

_MOST_READ = 12
"""More answers than this behind one rule are not taken apart: two to that power is what it costs."""


def conflicts(state: State, decision: CompiledDecision) -> tuple[Conflict, ...]:
    """All smallest sets of answers that leave nothing eligible; `state` must have nothing eligible.

    Every option is ruled out by some sets of answers; a conflict has at least one of them for each option.
    """
    causes = [_causes(state, option.rules) for option in decision.options]
    return tuple(_conflict(state, decision, causes, chosen) for chosen in _smallest_covers(causes))


def _causes(state: State, rules: Iterable[int]) -> list[int]:
    """The sets of answers, as masks over the questions, that are just enough to rule an option out."""
    enough: set[int] = set()
    for index in rules:
        if state.program.rules[index].knock_out and state.fires(index):
            enough.update(_enough(state, index))
    return _minimal(enough)


def _enough(state: State, index: int) -> list[int]:
    """The smallest sets of answers with which alone a rule fires: all subsets of what it reads are tried at once."""
    read = [question for question in sorted(state.program.rules[index].reads) if state.masks[question]]
    if len(read) > _MOST_READ:
        return [sum(1 << question for question in read)]
    kept = {question: _half(place, len(read)) for place, question in enumerate(read)}
    fires = _kept_cases(state, kept, (1 << (1 << len(read))) - 1).fires(index)
    subsets = (subset for subset in range(1 << len(read)) if fires >> subset & 1)
    return _minimal(sum(1 << q for place, q in enumerate(read) if subset >> place & 1) for subset in subsets)


def _kept_cases(state: State, kept: dict[int, Plane], full: Plane) -> Cases:
    """Cases that each keep only some of the answers; earlier decisions stay as they were taken."""
    cases = Cases(
        state.program,
        full,
        lambda question, mask: kept.get(question, 0) if state.masks[question] & mask else 0,
        lambda question: kept.get(question, 0),
    )
    for decision, taken in enumerate(state.decided):
        cases.settle(decision, taken.bit_length() - 1)
    return cases


def _half(place: int, count: int) -> Plane:
    """Of all subsets of `count` things, as cases, those that have the one at `place`."""
    plane = ((1 << (1 << place)) - 1) << (1 << place)
    for bit in range(place + 1, count):
        plane |= plane << (1 << bit)
    return plane


def _minimal(sets: Iterable[int]) -> list[int]:
    """The sets, as masks, that contain no other one."""
    found: list[int] = []
    for each in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(other & each == other for other in found):
            found.append(each)
    return found


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
