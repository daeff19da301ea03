"""The smallest sets of the answers given with which alone something holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from advisor.engine.cases import Cases
from advisor.engine.evaluate import State
from advisor.engine.planes import Plane

_MOST_READ = 12
"""More answers than this are not taken apart: two to that power is what it costs."""


def enough(state: State, reads: Iterable[int], holds: Callable[[Cases], Plane]) -> list[int]:
    """The smallest sets of answers, as masks over the questions, that are enough: all subsets are tried at once.

    `reads` are the questions that it hangs on; it must hold under all the answers given.
    """
    read = [question for question in sorted(reads) if state.masks[question]]
    if len(read) > _MOST_READ:
        return [sum(1 << question for question in read)]
    kept = {question: _half(place, len(read)) for place, question in enumerate(read)}
    held = holds(_kept_cases(state, kept, (1 << (1 << len(read))) - 1))
    subsets = (subset for subset in range(1 << len(read)) if held >> subset & 1)
    return minimal(sum(1 << q for place, q in enumerate(read) if subset >> place & 1) for subset in subsets)


def minimal(sets: Iterable[int]) -> list[int]:
    """The sets, as masks, that contain no other one; the smallest first."""
    found: list[int] = []
    for each in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(other & each == other for other in found):
            found.append(each)
    return found


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
