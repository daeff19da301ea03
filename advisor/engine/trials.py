"""Which changes of answers are tried, and which case of a plane tries which.

Case i of the first ones has change i alone; the case after them has no change. The rest are pairs of changes of two
questions that a rule reads together. All other pairs need not be tried (see `apart`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from advisor.engine.planes import Plane
from advisor.graph.program import Program

Pair = tuple[int, int]


class Trials:
    """The cases for changes of the first decision's answers; `questions` has the question of each change, in order."""

    def __init__(self, program: Program, questions: Sequence[int]) -> None:
        self.count = len(questions)
        self.alone: Plane = (1 << self.count) - 1
        """The cases with a single change."""
        self.made: list[Plane] = [1 << place for place in range(self.count)]
        """For each change the cases in which it is made."""
        self.apart: list[Plane] = []
        """For each change those of other questions that no rule reads together with its own."""
        self.pairs: list[Pair] = []
        """The changes of each case after the one without a change."""
        blocks: dict[int, list[int]] = {}
        for change, question in enumerate(questions):
            blocks.setdefault(question, []).append(change)
        together = _read_together(program)
        for one, other in combinations(blocks, 2):
            if other in together[one]:
                self._try_all(blocks[one], blocks[other])
        for question, block in blocks.items():
            near = [change for other in together[question] | {question} for change in blocks.get(other, ())]
            self.apart += [self.alone ^ sum(1 << change for change in near)] * len(block)
        self.full: Plane = (1 << self.count + 1 + len(self.pairs)) - 1

    def _try_all(self, firsts: Sequence[int], seconds: Sequence[int]) -> None:
        case = self.count + 1 + len(self.pairs)
        for first in firsts:
            for second in seconds:
                self.made[first] |= 1 << case
                self.made[second] |= 1 << case
                self.pairs.append((first, second))
                case += 1


@lru_cache(maxsize=4)
def trials(program: Program, questions: tuple[int, ...]) -> Trials:
    """The same for the same questions: the answers they have now make no difference."""
    return Trials(program, questions)


@lru_cache(maxsize=4)
def _read_together(program: Program) -> list[set[int]]:
    """For each question the others that some rule of the first decision hangs on too."""
    together: list[set[int]] = [set() for _ in program.questions]
    for index in {index for option in program.decisions[0].options for index in option.rules}:
        for question in program.rules[index].reads:
            together[question] |= program.rules[index].reads
    return [others - {question} for question, others in enumerate(together)]
