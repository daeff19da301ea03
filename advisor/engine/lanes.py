"""All cases of a layout, completed with the answers that are given, and decided at once.

Everything is worked out on demand and kept until an answer changes that it hangs on, so that an answer
costs no more than what it touches.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Generic, Protocol, TypeVar

from advisor.engine.planes import Plane
from advisor.engine.tally import Tally
from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, Expression, Program

K = TypeVar("K")
V = TypeVar("V")


class Drawing(Protocol):
    """Cases that each answer everything."""

    @property
    def full(self) -> Plane:
        """All of them."""

    def planes(self, question: int) -> list[Plane]:
        """For each choice of a question the cases whose answer includes it."""

    def drawn(self, case: int, question: int) -> int:
        """The answer of one case to one question, as a mask."""


D = TypeVar("D", bound=Drawing)


class Lanes(Generic[D]):
    """The cases of `layout` under some answers. Not to be shared between threads."""

    def __init__(self, program: Program, layout: D) -> None:
        self.layout = layout
        self._program = program
        self._full = layout.full
        self._masks: tuple[int, ...] = (0,) * len(program.questions)
        self._answers: dict[tuple[int, int], Plane] = {}
        self._applies: dict[int, Plane] = {}
        self._facts: dict[int, Plane] = {}
        self._fired: dict[int, Plane] = {}
        self._tally = Tally(program, layout.full, self.fires)
        self._decided: dict[int, Mapping[int, Plane]] = {}

    def answer(self, masks: tuple[int, ...]) -> None:
        """Take over the given answers (0: open, so every case keeps its own)."""
        changed = {q for q, (old, new) in enumerate(zip(self._masks, masks, strict=True)) if old != new}
        self._masks = masks
        if not changed:
            return
        questions, facts = self._program.questions, self._program.facts
        _drop(self._answers, [key for key in self._answers if not changed.isdisjoint(questions[key[0]].reads)])
        _drop(self._applies, [q for q in self._applies if not changed.isdisjoint(questions[q].reads)])
        _drop(self._facts, [fact for fact in self._facts if not changed.isdisjoint(facts[fact].reads)])
        self._forget({rule for question in changed for rule in self._program.readers[question]})

    def settle(self, decision: int, outcome: int) -> None:
        """Say that a decision came out the same in all cases, for the decisions that read it."""
        self._take(decision, {outcome: self._full})

    def outcomes(self, number: int, alive: Collection[int]) -> dict[int, Plane]:
        """The cases in which each outcome of a decision comes about; left out are outcomes with none.

        Decisions that this one reads must be settled, or have been asked about, before. Only the options in
        `alive` are looked at; the others must be known not to win anywhere.
        """
        condition = self._program.decisions[number].applies_when
        found = self._tally.outcomes(number, alive, self._full if condition is None else self._holds(condition))
        self._take(number, found)
        return found

    def _take(self, decision: int, options: Mapping[int, Plane]) -> None:
        if self._decided.get(decision) != options:
            self._decided[decision] = options
            rules = self._program.rules
            self._forget({index for index in self._fired if decision in rules[index].decided})

    def _forget(self, rules: set[int]) -> None:
        _drop(self._fired, rules & self._fired.keys())
        self._tally.forget(rules)

    def fires(self, index: int) -> Plane:
        """The cases in which a rule takes effect."""
        plane = self._fired.get(index)
        if plane is None:
            rule = self._program.rules[index]
            plane = self._holds(rule.when)
            if rule.requires:
                plane ^= self._full
            self._fired[index] = plane
        return plane

    def contradicted(self, contradiction: int) -> Plane:
        """The cases that run into a declared contradiction."""
        return self._holds(self._program.contradictions[contradiction].when)

    def _holds(self, expression: Expression) -> Plane:
        kind = expression[0]
        if kind == ANSWER:
            return self.answered(expression[1], expression[2])
        if kind == FACT:
            fact = expression[1]
            if fact not in self._facts:
                self._facts[fact] = self._holds(self._program.facts[fact].when)
            return self._facts[fact]
        if kind == ALL:
            plane = self._full
            for part in expression[1:]:
                plane &= self._holds(part)
            return plane
        if kind == ANY:
            plane = 0
            for part in expression[1:]:
                plane |= self._holds(part)
            return plane
        if kind == NOT:
            return self._full ^ self._holds(expression[1])
        assert kind == DECIDED
        plane = 0
        for place, where in self._decided.get(expression[1], {}).items():
            if place >= 0 and expression[2] >> place & 1:
                plane |= where
        return plane

    def answered(self, question: int, mask: int) -> Plane:
        """The cases in which a question applies and its answer includes one of these choices."""
        key = question, mask
        plane = self._answers.get(key)
        if plane is None:
            given = self._masks[question]
            if given:
                plane = self._full if given & mask else 0
            else:
                plane = 0
                for choice, where in enumerate(self.layout.planes(question)):
                    if mask >> choice & 1:
                        plane |= where
            condition = self._program.questions[question].asked_when
            if condition is not None and plane:
                if question not in self._applies:
                    self._applies[question] = self._holds(condition)
                plane &= self._applies[question]
            self._answers[key] = plane
        return plane


def _drop(cache: dict[K, V], keys: Collection[K]) -> None:
    for key in keys:
        del cache[key]
