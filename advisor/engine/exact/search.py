"""A search for answers over all decisions at once, with nothing answered."""

from __future__ import annotations

from collections.abc import Callable

from advisor.engine.evaluate import evaluate_masks
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, Formula
from advisor.engine.exact.solver import Budget, Solver
from advisor.engine.knowns import Witness
from advisor.engine.possible import outcomes
from advisor.graph.program import Program


class Search:
    """All decisions with nothing answered, as one formula."""

    def __init__(self, program: Program, masks: tuple[int, ...], budget: Budget) -> None:
        self._program = program
        self._formula = Formula()
        left = {number: outcomes(decision) for number, decision in enumerate(program.decisions)}
        self._completion = Completion(self._formula, evaluate_masks(program, masks), left)
        self._solver = Solver(self._formula, budget)

    def close(self) -> None:
        """Give the solver's memory back."""
        self._solver.close()

    def find(self, literal: Callable[[Completion], int]) -> Witness | None:
        """Answers for which the literal is true. Raises UndecidedError."""
        wanted = literal(self._completion)
        model = None if wanted == FALSE else self._solver.model([wanted])
        return None if model is None else self._completion.found(model)

    def matters(self, question: int) -> bool:
        """Whether some decision can hang on a question. Raises UndecidedError."""
        other = self._completion.but(question)
        for number in range(len(self._program.decisions)):
            these, those = self._completion.outcomes(number), other.outcomes(number)
            differs = self._formula.any_of(self._formula.all_of([these[o], -those[o]]) for o in sorted(these))
            if differs != FALSE and self._solver.model([differs]) is not None:
                return True
        return False
