"""The answers that a changed answer can be, as far as the knowledge tells them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor.engine.domain import legal_answers
from advisor.engine.evaluate import State
from advisor.graph.program import ANSWER, FACT, Expression, Program


@dataclass(frozen=True, slots=True)
class Variant:
    """Other answers to one question that all have the same consequences, the nearest to the present one first."""

    question: int
    answers: tuple[int, ...]


def variants(program: Program, masks: Sequence[int], questions: Sequence[int]) -> list[Variant]:
    """Every other answer to these questions that could make a difference to the pattern.

    For a several-of question, which has very many sets of choices, only the nearest of those that have the same
    consequences are given: those with the fewest choices added or taken away.
    """
    return [each for question in questions for each in _others(program, question, masks[question])]


@lru_cache(maxsize=4096)
def _others(program: Program, question: int, present: int) -> tuple[Variant, ...]:
    several = program.questions[question].several
    return tuple(
        Variant(question, _nearest(present, answers) if several else answers)
        for answers in _kinds(program)[question]
        if present not in answers
    )


def nearest_variant(state: State, question: int, answer: int) -> Variant:
    """The answers with the same consequences for the pattern as this one, those nearest to the present one."""
    answers = next(kind for kind in _kinds(state.program)[question] if answer in kind)
    several = state.program.questions[question].several
    return Variant(question, _nearest(state.masks[question], answers) if several else answers)


@lru_cache(maxsize=16)
def _kinds(program: Program) -> list[list[tuple[int, ...]]]:
    """For each question its answers, those together that no condition behind the pattern tells apart."""
    found = []
    for question, tests in zip(program.questions, _tests(program), strict=True):
        kinds: dict[tuple[bool, ...], list[int]] = {}
        for answer in legal_answers(question):
            kinds.setdefault(tuple([bool(answer & test) for test in tests]), []).append(answer)
        found.append([tuple(answers) for answers in kinds.values()])
    return found


def _tests(program: Program) -> list[set[int]]:
    """For each question, what the conditions behind the pattern test its answer for."""
    tests: list[set[int]] = [set() for _ in program.questions]
    seen: set[int] = set()
    waiting = [program.rules[index].when for option in program.decisions[0].options for index in option.rules]
    waiting += [question.asked_when for question in program.questions if question.asked_when is not None]
    while waiting:
        for question, mask in _leaves(waiting.pop()):
            if question >= 0:
                tests[question].add(mask)
            elif mask not in seen:
                seen.add(mask)
                waiting.append(program.facts[mask].when)
    return tests


def _leaves(expression: Expression) -> Iterator[tuple[int, int]]:
    """Question and mask of each answer leaf; -1 and the number of each fact."""
    if expression[0] == ANSWER:
        yield expression[1], expression[2]
    elif expression[0] == FACT:
        yield -1, expression[1]
    else:
        for part in expression[1:]:
            if isinstance(part, tuple):
                yield from _leaves(part)


def _nearest(present: int, answers: Sequence[int]) -> tuple[int, ...]:
    least = min((answer ^ present).bit_count() for answer in answers)
    return tuple(answer for answer in answers if (answer ^ present).bit_count() == least)
