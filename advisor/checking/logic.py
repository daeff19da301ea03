"""What conditions can and must hold, over all ways to answer everything: exact, by trying cases.

Choices that no condition at hand tells apart count as one, so few cases are left.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, Expression, Program

Variable = tuple[int, int]
"""A question (ANSWER, index) or an earlier decision (DECIDED, index)."""
Values = dict[Variable, int]
"""What is tried at the moment: a mask of choices, or of the option that was decided (0: none was)."""


class Logic:
    """Answers questions about the conditions of one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._reads: dict[Expression, frozenset[tuple[Variable, int]]] = {}

    def can_hold(self, *expressions: Expression) -> bool:
        """Whether some way to answer everything makes all of these true."""
        whole: Expression = (ALL, *expressions)
        masks: dict[Variable, set[int]] = {}
        for expression in expressions:
            for variable, mask in self._leaves(expression):
                masks.setdefault(variable, set()).add(mask)
        domains = {variable: self._domain(variable, found) for variable, found in masks.items()}
        return self._search(whole, {}, domains)

    def must_hold(self, expression: Expression) -> bool:
        """Whether every way to answer everything makes it true."""
        return not self.can_hold((NOT, expression))

    def implies(self, one: Expression, other: Expression) -> bool:
        """Whether the other holds wherever the one does."""
        return not self.can_hold(one, (NOT, other))

    def variables(self, expression: Expression) -> frozenset[Variable]:
        """The questions and decisions that it hangs on, through facts and through what questions are asked for."""
        return frozenset(variable for variable, _ in self._leaves(expression))

    def _search(self, whole: Expression, values: Values, domains: dict[Variable, list[int]]) -> bool:
        truth = self._truth(whole, values)
        if isinstance(truth, bool):
            return truth
        for value in domains[truth]:
            values[truth] = value
            if self._search(whole, values, domains):
                return True
        del values[truth]
        return False

    def _truth(self, expression: Expression, values: Values) -> bool | Variable:
        """Its truth, or a variable that has to be known first."""
        kind = expression[0]
        if kind in (ALL, ANY):
            return self._joined(expression, values, decides=kind == ANY)
        if kind == NOT:
            truth = self._truth(expression[1], values)
            return not truth if isinstance(truth, bool) else truth
        if kind == FACT:
            return self._truth(self._program.facts[expression[1]].when, values)
        if kind == ANSWER:
            asked = self._program.questions[expression[1]].asked_when
            applies = True if asked is None else self._truth(asked, values)
            if applies is not True:
                return applies
        variable = (kind, expression[1])
        value = values.get(variable)
        return variable if value is None else bool(value & expression[2])

    def _joined(self, expression: Expression, values: Values, decides: bool) -> bool | Variable:
        """Parts of which one that is `decides` decides."""
        needed: bool | Variable = not decides
        for part in expression[1:]:
            truth = self._truth(part, values)
            if truth is decides:
                return decides
            if not isinstance(truth, bool) and isinstance(needed, bool):
                needed = truth
        return needed

    def _leaves(self, expression: Expression) -> frozenset[tuple[Variable, int]]:
        """Every question and decision that it hangs on, with the mask that it is compared with."""
        found = self._reads.get(expression)
        if found is None:
            found = self._reads[expression] = frozenset(self._walk(expression))
        return found

    def _walk(self, expression: Expression) -> Iterator[tuple[Variable, int]]:
        kind = expression[0]
        if kind in (ALL, ANY, NOT):
            for part in expression[1:]:
                yield from self._leaves(part)
        elif kind == FACT:
            yield from self._leaves(self._program.facts[expression[1]].when)
        else:
            yield (kind, expression[1]), expression[2]
            asked = self._program.questions[expression[1]].asked_when if kind == ANSWER else None
            if asked is not None:
                yield from self._leaves(asked)

    def _domain(self, variable: Variable, masks: set[int]) -> list[int]:
        """The values that the masks tell apart."""
        kind, index = variable
        if kind == DECIDED:
            options = range(len(self._program.decisions[index].options))
            return [0, *_told_apart([1 << place for place in options], masks)]
        question = self._program.questions[index]
        choices = [1 << bit for bit in range(len(question.choices))]
        if not question.several:
            return _told_apart(choices, masks)
        alone = [choice for choice in choices if choice & question.exclusive]
        sets = [0]
        for choice in _told_apart([choice for choice in choices if not choice & question.exclusive], masks):
            sets += [chosen | choice for chosen in sets]
        return [*_told_apart(alone, masks), *sets[1:]]


def _told_apart(values: list[int], masks: set[int]) -> list[int]:
    """One value of each kind."""
    ordered = sorted(masks)
    kinds = {tuple(bool(value & mask) for mask in ordered): value for value in reversed(values)}
    return list(kinds.values())
