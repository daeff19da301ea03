"""Promises about ordered answers: whether a higher answer can move a pattern's points the wrong way."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.engine.evaluate import evaluate_masks
from advisor.engine.exact.directions import step_up
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, Formula, at_least
from advisor.engine.exact.solver import Budget, Solver
from advisor.graph.program import CompiledDirection, Program


def broken(program: Program, promise: CompiledDirection, budget: Budget) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each pattern for which it does not hold, with the answers before the step. Raises UndecidedError."""
    state = evaluate_masks(program, (0,) * len(program.questions))
    for place in promise.options:
        option, rules = program.decisions[0].options[place], program.rules
        read = [index for index in option.rules if rules[index].points and promise.question in rules[index].reads]
        formula = Formula()
        lower = Completion(formula, state, {})
        higher = lower.but(promise.question)
        gained = [formula.weighted(higher.fires(index), rules[index].points) for index in read]
        lost = [formula.weighted(lower.fires(index), -rules[index].points) for index in read]
        change = formula.total([*gained, *lost])
        wrong = at_least(change, 1) if promise.up else -at_least(change, 0)
        wanted = formula.all_of([wrong, step_up(formula, lower, higher, promise.question)])
        if wanted == FALSE:
            continue
        solver = Solver(formula, budget)
        try:
            model = solver.model([wanted])
        finally:
            solver.close()
        if model is not None:
            yield option.id, lower.answers(model)
