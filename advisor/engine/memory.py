"""What is kept about one component between answers, so that an answer costs only what it touches."""

from __future__ import annotations

from advisor.engine.evaluate import State, evaluate_masks
from advisor.engine.knowns import Known
from advisor.engine.lanes import Lanes
from advisor.engine.layout import layout
from advisor.engine.possible import outcomes
from advisor.graph.program import Program


class Memory:
    """One component's last state, what was proven about it, and its cases. Not to be shared between threads."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._state: State | None = None
        self._known: dict[int, Known] = {}
        self._pattern: int | None = None
        self._lanes: Lanes | None = None

    def state(self, masks: tuple[int, ...]) -> State:
        """The state under these answers."""
        self._state = evaluate_masks(self._program, masks, self._state)
        return self._state

    def known(self, number: int, masks: tuple[int, ...]) -> Known:
        """What is known about a decision under these answers; the caller may add to it."""
        before = self._known.get(number)
        if before is None:
            known = Known(masks, outcomes(self._program.decisions[number]))
        else:
            known = before if before.masks == masks else before.followed(masks)
        self._known[number] = known
        return known

    def choose(self, pattern: int | None) -> None:
        """Say which pattern the later decisions are made for; what was proven for another one is dropped."""
        if pattern != self._pattern:
            self._pattern = pattern
            self._known = {number: known for number, known in self._known.items() if number == 0}

    def lanes(self, masks: tuple[int, ...]) -> Lanes:
        """The cases under these answers."""
        if self._lanes is None:
            self._lanes = Lanes(self._program, layout(self._program))
        self._lanes.answer(masks)
        return self._lanes
