"""Exact results for what a first look leaves open: at once with a budget, or in a background thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.engine.memory import Memory
from advisor.engine.system import SystemEvaluation
from advisor.graph.program import Program

if TYPE_CHECKING:
    from advisor.engine.exact.refine import Task
    from advisor.engine.exact.solver import Budget

BUDGET = 30.0
"""Seconds that a proof may take. The number of conflicts ends it long before, so that the same answers give the same
bytes on a slow machine too."""


class Proof:
    """The exact work that one evaluation leaves to do. Only `run` takes long, and it shares nothing.

    So `run` may be called from any thread, and `stop` from another; the rest belongs to whoever has the memories.
    """

    def __init__(
        self, program: Program, evaluation: SystemEvaluation, seconds: float = BUDGET, *, only_pattern: bool = False
    ) -> None:
        self._program = program
        self._tasks: list[Task] = []
        self._budget: Budget | None = None
        if not all(
            known.is_certain
            for part in evaluation.components
            for number, known in part.known.items()
            if number == 0 or not only_pattern
        ):
            # Only now, so that a complete assessment does not pay for loading what it does not need.
            from advisor.engine.exact.refine import tasks
            from advisor.engine.exact.solver import Budget

            self._tasks = tasks(evaluation, only_pattern=only_pattern)
            self._budget = Budget(seconds)

    def run(self) -> None:
        """Prove what the budget allows."""
        if self._budget is not None and self._tasks:
            from advisor.engine.exact.refine import refine

            refine(self._program, self._tasks, self._budget)

    def stop(self) -> None:
        """End `run` soon; what it has proven until then counts."""
        if self._budget is not None:
            self._budget.stop()

    def hand_over(self, memories: dict[str, Memory]) -> bool:
        """Put what was proven into the memories, which may have moved on; False if nothing of it is new."""
        news = [memories[task.name].learn(task.known) for task in self._tasks if task.name in memories]
        return any(news)
