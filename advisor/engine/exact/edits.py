"""The fewest answers that have to change for another outcome, when two are not enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from advisor.engine.evaluate import State
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, TRUE, Formula, at_least
from advisor.engine.exact.solver import Budget, Solver, holds
from advisor.engine.possible import outcomes
from advisor.graph.program import ALL, ANSWER, ANY, FACT, NOT, Expression

Truths = tuple[int, int]
"""The literals "is true" and "is false"; with neither it is open."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed answers by question, as masks, and the outcome they lead to."""

    changes: Mapping[int, int]
    outcome: int


def fewest_changes(state: State, wanted: Collection[int], more_than: int, budget: Budget) -> Changes | None:
    """The fewest changed answers that lead to one of the `wanted` outcomes of the first decision.

    It must be known that more than `more_than` are needed. None if no change of given answers leads there.
    Raises UndecidedError if the budget does not suffice.
    """
    formula = Formula()
    edit = Edit(formula, state)
    literals = edit.outcomes(0)
    goal = formula.any_of(literals[outcome] for outcome in wanted if outcome in literals)
    if goal == FALSE:
        return None
    changed = formula.total(formula.weighted(edit.is_changed(question), 1) for question in edit.given)
    solver = Solver(formula, budget)
    try:
        model = solver.model([goal])
        for size in range(more_than + 1, len(edit.given) + 1) if model is not None else ():
            model = solver.model([goal, -at_least(changed, size + 1)])
            if model is not None:
                break
    finally:
        solver.close()
    if model is None:
        return None
    answers = edit.answers(model)
    outcome = next(outcome for outcome in sorted(wanted) if holds(model, literals.get(outcome, FALSE)))
    return Changes({q: answers[q] for q in edit.given if answers[q] != state.masks[q]}, outcome)


class Edit(Completion):
    """The given answers, each free to be another one; what has no answer stays without."""

    def __init__(self, formula: Formula, state: State) -> None:
        super().__init__(formula, state, {0: outcomes(state.program.decisions[0])})
        self.given = [question for question, mask in enumerate(state.masks) if mask]
        self._known: dict[Expression, Truths] = {}
        for question in self.given:
            self.choices(question)

    def answers(self, model: Sequence[int]) -> tuple[int, ...]:
        """The answers in a solver's model, as masks; 0 for a question without one."""
        masks = [0] * len(self._state.masks)
        for question in self.given:
            literals = self.choices(question)
            masks[question] = sum((model[literal - 1] > 0) << bit for bit, literal in enumerate(literals))
        return tuple(masks)

    def is_changed(self, question: int) -> int:
        """The literal that says that a question's answer is another one."""
        mask = self._state.masks[question]
        same = [literal if mask >> bit & 1 else -literal for bit, literal in enumerate(self.choices(question))]
        return -self.formula.all_of(same)

    def fires(self, index: int) -> int:
        """The literal that says that a rule takes effect, whatever is open being open."""
        rule = self._state.program.rules[index]
        return self._truths(rule.when)[1 if rule.requires else 0]

    def _truths(self, expression: Expression) -> Truths:
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = self._new_truths(expression)
        return found

    def _new_truths(self, expression: Expression) -> Truths:
        kind = expression[0]
        if kind == ANSWER:
            return self._leaf(expression[1], expression[2])
        if kind == FACT:
            return self._truths(self._state.program.facts[expression[1]].when)
        if kind == NOT:
            true, false = self._truths(expression[1])
            return false, true
        parts = [self._truths(part) for part in expression[1:]]
        trues, falses = [true for true, _ in parts], [false for _, false in parts]
        if kind == ALL:
            return self.formula.all_of(trues), self.formula.any_of(falses)
        assert kind == ANY
        return self.formula.any_of(trues), self.formula.all_of(falses)

    def _leaf(self, question: int, mask: int) -> Truths:
        condition = self._state.program.questions[question].asked_when
        applies, not_applies = (TRUE, FALSE) if condition is None else self._truths(condition)
        if not self._state.masks[question]:
            return FALSE, not_applies
        includes = self.formula.any_of(c for bit, c in enumerate(self.choices(question)) if mask >> bit & 1)
        return self.formula.all_of([applies, includes]), self.formula.any_of([not_applies, -includes])
