"""One evaluation of the decision graph in three truth values: True, False, and None for "still open"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, Expression, Program
from advisor.model.verdict import RuleTrace, Standing

Truth = bool | None
Answers = Mapping[str, tuple[str, ...]]
"""Known answers by question; an unknown or missing one is simply not in it."""


class State:
    """The truth of everything under some answers.

    `masks` has one bit mask of chosen answers per question (0: open), `applies` whether each question applies,
    `facts` the facts, `decided` a mask of the chosen option per decision (0: nothing is, or not yet). `fired`,
    `causes` and `traces` keep what was already worked out about rules, `standings` about whole decisions, by id.
    """

    __slots__ = ("applies", "causes", "decided", "facts", "fired", "masks", "program", "standings", "traces")

    def __init__(self, program: Program, masks: tuple[int, ...]) -> None:
        self.program = program
        self.masks = masks
        self.applies: list[Truth] = [True] * len(program.questions)
        self.facts: list[Truth] = [None] * len(program.facts)
        self.decided = [0] * len(program.decisions)
        self.fired: dict[int, Truth] = {}
        self.causes: dict[int, list[int]] = {}
        self.traces: dict[int, RuleTrace] = {}
        self.standings: dict[str, Sequence[Standing]] = {}

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

    def fires(self, index: int) -> Truth:
        """Whether a rule takes effect. A requirement does when its condition is not met."""
        if index in self.fired:
            return self.fired[index]
        rule = self.program.rules[index]
        truth = self.holds(rule.when)
        if rule.requires and truth is not None:
            truth = not truth
        self.fired[index] = truth
        return truth

    def take(self, decision: int, option: int | None) -> None:
        """Record how a decision came out: the option's place, or None if there is none."""
        mask = 0 if option is None else 1 << option
        if self.decided[decision] != mask:
            self.decided[decision] = mask
            rules = self.program.rules
            _drop(self, {index for index in self.fired if decision in rules[index].decided})

    def is_open(self, question: int) -> bool:
        """Whether a question has no answer and applies, or may yet."""
        return not self.masks[question] and self.applies[question] is not False


def evaluate(program: Program, answers: Answers, before: State | None = None) -> State:
    """Evaluate all facts and which questions apply. Answers must be possible ones (the loader checks them)."""
    return evaluate_masks(program, answer_masks(program, answers), before)


def answer_masks(program: Program, answers: Answers) -> tuple[int, ...]:
    """Answers as one bit mask per question, 0 for a question without one."""
    masks = [0] * len(program.questions)
    for name, chosen in answers.items():
        index = program.question_index[name]
        choices = program.questions[index].choices
        for choice in chosen:
            masks[index] |= 1 << choices.index(choice)
    return tuple(masks)


def evaluate_masks(program: Program, masks: Sequence[int], before: State | None = None) -> State:
    """The same for answers that are masks. What is known of the state `before` and still true is kept."""
    state = State(program, tuple(masks))
    for kind, index in program.order:
        if kind == "fact":
            state.facts[index] = state.holds(program.facts[index].when)
        else:
            condition = program.questions[index].asked_when
            if condition is not None:
                state.applies[index] = state.holds(condition)
    if before is not None:
        _keep(state, before)
    return state


def _keep(state: State, before: State) -> None:
    state.decided[:] = before.decided
    state.fired = dict(before.fired)
    state.causes = dict(before.causes)
    state.traces = dict(before.traces)
    # Handed on, not copied: each knows the state it was made in, and states are not to hold on to all before them.
    state.standings, before.standings = before.standings, {}
    for question, (old, new) in enumerate(zip(before.masks, state.masks, strict=True)):
        if old != new:
            _drop(state, state.program.readers[question])


def _drop(state: State, rules: Iterable[int]) -> None:
    for index in rules:
        state.fired.pop(index, None)
        state.causes.pop(index, None)
        state.traces.pop(index, None)
        if state.standings:
            for decision in _decisions(state.program)[index]:
                state.standings.pop(decision, None)


@lru_cache(maxsize=4)
def _decisions(program: Program) -> list[list[str]]:
    """For each rule the decisions that have it."""
    found: list[list[str]] = [[] for _ in program.rules]
    for decision in program.decisions:
        for index in {index for group in decision.groups for index in group}:
            found[index].append(decision.id)
    return found


def chosen_names(program: Program, question: int, mask: int) -> tuple[str, ...]:
    """The choices in a mask, in file order."""
    return tuple(choice for bit, choice in enumerate(program.questions[question].choices) if mask >> bit & 1)
