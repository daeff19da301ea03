"""The SAT solver, with a budget: python-sat, if it is installed."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from importlib.util import find_spec

from advisor.engine.exact.formula import Formula

_AT_ONCE = 500
"""Conflicts after which a search looks at the clock: some hundredths of a second."""


def is_available() -> bool:
    """Whether the solver is installed."""
    return find_spec("pysolvers") is not None


class Budget:
    """How long the exact work may take. It ends by itself, or when another thread calls `stop`."""

    def __init__(self, seconds: float, conflicts: int = 20_000) -> None:
        self.conflicts = conflicts
        self._until = time.monotonic() + seconds
        self._stopped = threading.Event()
        self._solver: Solver | None = None

    @property
    def left(self) -> float:
        """Seconds left; 0 or less once it is spent or stopped."""
        return 0.0 if self._stopped.is_set() else self._until - time.monotonic()

    def stop(self) -> None:
        """End it now, also in the middle of a search."""
        self._stopped.set()
        solver = self._solver
        if solver is not None:
            solver.interrupt()

    def watch(self, solver: Solver | None) -> None:
        """Which solver to interrupt."""
        self._solver = solver


class UndecidedError(Exception):
    """The budget did not suffice."""


class Solver:
    """Searches for models of a formula that keeps growing; clauses that it has taken over are cleared away."""

    def __init__(self, formula: Formula, budget: Budget) -> None:
        # Optional. What python-sat puts around it loads file formats and other solvers too: a sixth of a start.
        import pysolvers

        self._glucose = pysolvers
        self._formula = formula
        self._budget = budget
        self._solver = pysolvers.glucose41_new()
        self._closing = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Give its memory back."""
        with self._closing:
            self._closed = True
            self._glucose.glucose41_del(self._solver)

    def model(self, assumptions: Sequence[int]) -> Sequence[int] | None:
        """A model in which the assumptions hold, or None if there is none. Raises UndecidedError."""
        add, solver = self._glucose.glucose41_add_cl, self._solver
        for clause in self._formula.clauses:
            add(solver, clause)
        self._formula.clauses.clear()
        self._budget.watch(self)
        try:
            found = self._search(list(assumptions))
        finally:
            self._budget.watch(None)
            self._glucose.glucose41_clearint(solver)
        model: Sequence[int] | None = self._glucose.glucose41_model(solver) if found else None
        return model

    def _search(self, assumptions: list[int]) -> bool:
        for _ in range(0, self._budget.conflicts, _AT_ONCE):
            if self._budget.left <= 0:
                break
            self._glucose.glucose41_cbudget(self._solver, _AT_ONCE)
            # Not on the main thread, and to be interrupted: Python goes on meanwhile.
            found: bool | None = self._glucose.glucose41_solve_lim(self._solver, assumptions, 0, 1)
            if found is not None:
                return found
        raise UndecidedError

    def interrupt(self) -> None:
        """Give the search up; it may be called from another thread."""
        with self._closing:
            if not self._closed:
                self._glucose.glucose41_interrupt(self._solver)


def holds(model: Sequence[int], literal: int) -> bool:
    """Whether a literal is true in a model."""
    return (model[abs(literal) - 1] > 0) == (literal > 0)
