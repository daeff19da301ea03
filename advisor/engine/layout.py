"""A fixed set of ways to answer everything, drawn once: the cases on which the engine tries out what can happen.

For every question there is a group of cases in which all other questions are answered at random, repeated
for each answer to that question. Comparing within a group shows whether the question changes the outcome, and
by how much; the groups together are thousands of different completions.

Groups with more answers come first, so that the n-th answers of all groups lie next to each other (a slot) and
are compared in one operation.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from advisor.engine.planes import Plane
from advisor.graph.program import CompiledQuestion, Program

if TYPE_CHECKING:
    import random

PER_WORD = 64
"""Cases per answer: one machine word, so that counting them is one operation."""

_BYTES = PER_WORD // 8

_RANDOM_SETS = 2
"""For a several-of question, how many answers of a group are sets drawn at random instead of one choice."""

_ALSO = 0.2
"""How likely each further choice joins a random set."""


class Layout:
    """The cases: `planes(question)` says for each choice in which of them the answer includes it.

    There is a group for each of `asked`, with `width` words of cases for every answer.
    """

    def __init__(self, program: Program, seed: int, asked: Sequence[int], width: int = 1) -> None:
        self._questions = program.questions
        self.width = width
        self.values = {question: _values(program.questions[question]) for question in asked}
        """The answers of each group; 0 stands for a set drawn at random for each case."""
        order = sorted(asked, key=lambda question: (-len(self.values[question]), question))
        self._place = {question: place * width for place, question in enumerate(order)}
        widest = len(self.values[order[0]])
        # Words in each slot: as many groups as have an n-th answer.
        self._slots = [width * sum(len(values) > slot for values in self.values.values()) for slot in range(widest)]
        self._starts = [sum(self._slots[:slot]) for slot in range(widest)]
        self.words = sum(self._slots)
        self.full: Plane = (1 << self.words * PER_WORD) - 1
        import random  # a complete assessment needs none

        rng = random.Random(seed)
        # What is drawn is put into planes when it is needed, which it is not for a question that is answered.
        self._picked = [_pick(question, self._slots[0] * PER_WORD, rng) for question in program.questions]
        self._planes: dict[int, list[Plane]] = {}
        self._bytes: dict[int, list[bytes]] = {}

    def planes(self, question: int) -> list[Plane]:
        """For each choice of a question the cases whose answer includes it."""
        planes = self._planes.get(question)
        if planes is None:
            planes = self._planes[question] = self._question(question)
        return planes

    def word(self, question: int, value: int) -> int:
        """The first word with the cases of one value of a question's group."""
        return self._starts[value] + self._place[question]

    def drawn(self, case: int, question: int) -> int:
        """The answer of one case to one question, as a mask."""
        if question not in self._bytes:
            self._bytes[question] = [plane.to_bytes(self.words * 8, "little") for plane in self.planes(question)]
        byte, bit = case >> 3, case & 7
        return sum((plane[byte] >> bit & 1) << choice for choice, plane in enumerate(self._bytes[question]))

    def cases(self, plane: Plane) -> array[int]:
        """A plane as one unsigned 64-bit word for each answer of each group."""
        words = array("Q")
        words.frombytes(plane.to_bytes(self.words * 8, "little"))
        return words

    def _question(self, question: int) -> list[Plane]:
        size = self._slots[0] * _BYTES
        drawn = _drawn(self._questions[question], self._picked[question], size)
        return [self._spread(question, choice, plane.to_bytes(size, "little")) for choice, plane in enumerate(drawn)]

    def _spread(self, question: int, choice: int, drawn: bytes) -> Plane:
        """A plane of all cases: in every slot what was drawn, but in its own group what the group's values say."""
        plane = bytearray().join(drawn[: words * _BYTES] for words in self._slots)
        for number, value in enumerate(self.values.get(question, ())):
            if value:
                start = self.word(question, number) * _BYTES
                ones = 255 * (value >> choice & 1)
                plane[start : start + self.width * _BYTES] = bytes([ones]) * (self.width * _BYTES)
        return int.from_bytes(plane, "little")


@lru_cache(maxsize=2)
def layout(program: Program) -> Layout:
    """The cases for a program with a group for every question; always the same ones."""
    return Layout(program, seed=0, asked=range(len(program.questions)))


def _values(question: CompiledQuestion) -> tuple[int, ...]:
    singles = tuple(1 << choice for choice in range(len(question.choices)))
    sets = question.several and len(question.choices) - question.exclusive.bit_count() > 1
    return singles + (0,) * _RANDOM_SETS if sets else singles


def _pick(question: CompiledQuestion, cases: int, rng: random.Random) -> list[bytes]:
    """A random byte per case for the choice and, for each choice that others may join, one for whether it does."""
    joining = len(question.choices) - question.exclusive.bit_count() if question.several else 0
    return [rng.randbytes(cases) for _ in range(1 + joining)]


def _drawn(question: CompiledQuestion, picked: Sequence[bytes], size: int) -> list[Plane]:
    """Random legal answers, in eight times `size` cases: per choice those that include it."""
    choices = len(question.choices)
    # Each choice has its share of the 256 values of a byte.
    shares = [_below(picked[0], size, -(-256 * choice // choices)) for choice in range(choices + 1)]
    first = [lower ^ upper for lower, upper in pairwise(shares)]
    if not question.several:
        return first
    alone = 0
    for choice in range(choices):
        if question.exclusive >> choice & 1:
            alone |= first[choice]
    joins = iter(picked[1:])
    return [
        plane if question.exclusive >> choice & 1 else plane | (_below(next(joins), size, ceil(256 * _ALSO)) & ~alone)
        for choice, plane in enumerate(first)
    ]


def _below(picked: bytes, size: int, limit: int) -> Plane:
    """The cases whose random number is below a limit; the numbers stand digit by digit, one plane for each of eight."""
    full = (1 << size * 8) - 1
    if limit > 255:
        return full
    below = 0
    for digit in range(8):
        zero = full ^ int.from_bytes(picked[digit * size : (digit + 1) * size], "little")
        below = below | zero if limit >> digit & 1 else below & zero
    return below
