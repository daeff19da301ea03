"""The SAT solver, with a budget: python-sat, if it is installed."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from importlib.util import find_spec

from advisor.engine.exact.formula import Formula


def is_available() -> bool:
    """Whether the solver is installed."""
    return find_spec("pysat") is not None


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
        from pysat.solvers import Glucose4  # optional, and slow to load

        self._formula = formula
        self._budget = budget
        self._solver = Glucose4()
        # One for all searches: to start a thread takes longer than most of them.
        self._alarm = threading.Timer(max(0.0, budget.left), self.interrupt)
        self._alarm.daemon = True
        self._alarm.start()

    def close(self) -> None:
        """Give its memory back."""
        self._alarm.cancel()
        # It holds on to this solver, and so to the formula; whoever is typing would have to wait until that is found.
        del self._alarm
        self._solver.delete()

    def model(self, assumptions: Sequence[int]) -> Sequence[int] | None:
        """A model in which the assumptions hold, or None if there is none. Raises UndecidedError."""
        self._solver.append_formula(self._formula.clauses)
        self._formula.clauses.clear()
        if self._budget.left <= 0:
            raise UndecidedError
        self._solver.conf_budget(self._budget.conflicts)
        self._budget.watch(self)
        try:
            found = self._solver.solve_limited(assumptions=list(assumptions), expect_interrupt=True)
        finally:
            self._budget.watch(None)
            self._solver.clear_interrupt()
        if found is None:
            raise UndecidedError
        model: Sequence[int] | None = self._solver.get_model() if found else None
        return model

    def interrupt(self) -> None:
        """Give the search up; it may be called from another thread."""
        self._solver.interrupt()


def holds(model: Sequence[int], literal: int) -> bool:
    """Whether a literal is true in a model."""
    return (model[abs(literal) - 1] > 0) == (literal > 0)
