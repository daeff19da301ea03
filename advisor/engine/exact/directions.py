"""Which way the answer to an ordered question moves a pattern's points, all else being equal."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.engine.evaluate import State, evaluate_masks
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, Formula, at_least
from advisor.engine.exact.solver import Budget, Solver, UndecidedError
from advisor.graph.program import Program


def directions(program: Program, budget: Budget) -> dict[tuple[str, str], str]:
    """For each pattern and each ordered question that it reads: `up`, `down`, `both`, or `open` if undecided.

    `up` means that a higher answer never takes points away, whatever the other answers are.
    """
    state = evaluate_masks(program, (0,) * len(program.questions))
    found = {}
    for question, compiled in enumerate(program.questions):
        if not compiled.ordered:
            continue
        by_rules: dict[frozenset[int], str | None] = {}
        for option in program.decisions[0].options:
            moved = (index for index in option.rules if program.rules[index].points)
            touched = frozenset(index for index in moved if question in program.rules[index].reads)
            if touched:
                # Patterns that share the blocks in question move alike.
                if touched not in by_rules:
                    by_rules[touched] = _direction(state, question, sorted(touched), budget)
                way = by_rules[touched]
                if way is not None:
                    found[option.id, compiled.id] = way
    return found


def _direction(state: State, question: int, rules: Sequence[int], budget: Budget) -> str | None:
    """How these rules together move, from one choice to the next; None if they never do."""
    formula = Formula()
    lower = Completion(formula, state, {})
    higher = lower.but(question)
    step = step_up(formula, lower, higher, question)
    points = state.program.rules
    gained = [formula.weighted(higher.fires(index), points[index].points) for index in rules]
    lost = [formula.weighted(lower.fires(index), -points[index].points) for index in rules]
    change = formula.total([*gained, *lost])
    solver = Solver(formula, budget)
    try:
        up = _can(solver, formula, step, at_least(change, 1))
        down = _can(solver, formula, step, -at_least(change, 0))
    except UndecidedError:
        return "open"
    finally:
        solver.close()
    return {(True, False): "up", (False, True): "down", (True, True): "both"}.get((up, down))


def step_up(formula: Formula, lower: Completion, higher: Completion, question: int) -> int:
    """The literal that says that the answer is one choice higher in the second completion than in the first."""
    choices = zip(lower.choices(question), higher.choices(question)[1:], strict=False)
    return formula.any_of(formula.all_of([below, above]) for below, above in choices)


def _can(solver: Solver, formula: Formula, step: int, literal: int) -> bool:
    if literal == FALSE:
        return False
    return solver.model([formula.all_of([literal, step])]) is not None
