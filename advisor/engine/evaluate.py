"""One evaluation of the decision graph in three truth values: True, False, and None for "still open"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, CompiledRule, Expression, Program

Truth = bool | None
Answers = Mapping[str, tuple[str, ...]]
"""Known answers by question; an unknown or missing one is simply not in it."""


@dataclass(slots=True)
class State:
    """The truth of everything under some answers.

    `masks` has one bit mask of chosen answers per question (0: open), `applies` whether each question applies,
    `facts` the facts, `decided` a mask of the chosen option per decision (0: nothing is, or not yet).
    """

    program: Program
    masks: list[int]
    applies: list[Truth]
    facts: list[Truth]
    decided: list[int]

    def holds(self, expression: Expression) -> Truth:
        """The truth of a condition."""
        kind = expression[0]
        if kind == ANSWER:
            applies = self.applies[expression[1]]
            mask = self.masks[expression[1]]
            if applies is False:
                return False
            if not mask:
                return None
            return applies if mask & expression[2] else False
        if kind == FACT:
            return self.facts[expression[1]]
        if kind == ALL:
            result: Truth = True
            for part in expression[1:]:
                truth = self.holds(part)
                if truth is False:
                    return False
                if truth is None:
                    result = None
            return result
        if kind == ANY:
            result = False
            for part in expression[1:]:
                truth = self.holds(part)
                if truth is True:
                    return True
                if truth is None:
                    result = None
            return result
        if kind == NOT:
            truth = self.holds(expression[1])
            return None if truth is None else not truth
        assert kind == DECIDED
        return bool(self.decided[expression[1]] & expression[2])

    def fires(self, rule: CompiledRule) -> Truth:
        """Whether a rule takes effect. A requirement does when its condition is not met."""
        truth = self.holds(rule.when)
        if not rule.requires:
            return truth
        return None if truth is None else not truth

    def is_open(self, question: int) -> bool:
        """Whether a question has no answer and applies, or may yet."""
        return not self.masks[question] and self.applies[question] is not False


def evaluate(program: Program, answers: Answers) -> State:
    """Evaluate all facts and which questions apply. Answers must be possible ones (the loader checks them)."""
    masks = [0] * len(program.questions)
    for name, chosen in answers.items():
        index = program.question_index[name]
        choices = program.questions[index].choices
        for choice in chosen:
            masks[index] |= 1 << choices.index(choice)
    return evaluate_masks(program, masks)


def evaluate_masks(program: Program, masks: list[int]) -> State:
    """The same for answers that are already bit masks, one per question (0: open)."""
    state = State(
        program, masks, [True] * len(program.questions), [None] * len(program.facts), [0] * len(program.decisions)
    )
    for kind, index in program.order:
        if kind == "fact":
            state.facts[index] = state.holds(program.facts[index].when)
        else:
            condition = program.questions[index].asked_when
            if condition is not None:
                state.applies[index] = state.holds(condition)
    return state


def chosen_names(program: Program, question: int, mask: int) -> tuple[str, ...]:
    """The choices in a mask, in file order."""
    return tuple(choice for bit, choice in enumerate(program.questions[question].choices) if mask >> bit & 1)
