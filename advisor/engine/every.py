"""Every way to answer a few questions, as cases: with few questions open, trying them all is the proof."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from advisor.engine.domain import legal_answers
from advisor.engine.knowns import Drawn, Known
from advisor.engine.lanes import Lanes
from advisor.engine.planes import Plane
from advisor.graph.program import Program

MOST = 100_000
"""So many cases take about as long as the solver takes to be loaded."""


def combinations(program: Program, asked: Sequence[int]) -> int:
    """How many ways there are to answer these questions."""
    return prod(len(legal_answers(program.questions[question])) for question in asked)


class Every:
    """All answers to the questions `asked`; a question that is not has its first answer in all cases."""

    def __init__(self, program: Program, asked: Sequence[int]) -> None:
        self.questions = program.questions
        self._cases = combinations(program, asked)
        self.full: Plane = (1 << self._cases) - 1
        # Each question counts through its answers once while the one before it stands still.
        self.stride: dict[int, int] = {}
        stride = 1
        for question in asked:
            self.stride[question] = stride
            stride *= len(legal_answers(program.questions[question]))

    def planes(self, question: int) -> list[Plane]:
        """For each choice of a question the cases whose answer includes it."""
        answers = legal_answers(self.questions[question])
        choices = range(len(self.questions[question].choices))
        if question not in self.stride:
            return [self.full if answers[0] >> choice & 1 else 0 for choice in choices]
        each = [self.with_answer(question, place) for place in range(len(answers))]
        return [
            sum(where for answer, where in zip(answers, each, strict=True) if answer >> choice & 1)
            for choice in choices
        ]

    def with_answer(self, question: int, place: int) -> Plane:
        """The cases with one of a question's answers."""
        stride = self.stride[question]
        period = stride * len(legal_answers(self.questions[question]))
        plane = (1 << stride) - 1 << stride * place
        while period < self._cases:
            plane |= plane << period
            period *= 2
        return plane & self.full

    def drawn(self, case: int, question: int) -> int:
        """The answer of one case to one question, as a mask."""
        answers = legal_answers(self.questions[question])
        return answers[case // self.stride[question] % len(answers)] if question in self.stride else answers[0]


def decide_all(lanes: Lanes[Every], cases: Every, number: int, known: Known) -> None:
    """Add to `known` how a decision comes out in all cases, and which of their questions matter to it.

    The questions that are not asked in them must be known not to matter.
    """
    found = lanes.outcomes(number, [place for place in known.left if place >= 0])
    known.cannot_win |= known.outcomes - found.keys()
    for outcome, plane in found.items():
        if outcome not in known.can_win:
            known.can_win[outcome] = Drawn(cases, _first(plane), known.masks)
    for question in cases.stride:
        case = _difference(cases, question, list(found.values()))
        if case is None:
            known.cannot_matter.add(question)
        elif question not in known.matters:
            known.matters[question] = Drawn(cases, case, known.masks)


def _difference(cases: Every, question: int, outcomes: Sequence[Plane]) -> int | None:
    """A case in which another answer to the question has another outcome."""
    first, stride = cases.with_answer(question, 0), cases.stride[question]
    for place in range(1, len(legal_answers(cases.questions[question]))):
        for plane in outcomes:
            differs = (plane ^ plane >> stride * place) & first
            if differs:
                return _first(differs)
    return None


def _first(plane: Plane) -> int:
    return (plane & -plane).bit_length() - 1
