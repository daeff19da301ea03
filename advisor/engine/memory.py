"""What is kept about one component between answers, so that an answer costs only what it touches."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.engine.evaluate import State, evaluate_masks
from advisor.engine.knowns import Known
from advisor.engine.lanes import Lanes
from advisor.engine.layout import Layout, layout
from advisor.engine.possible import outcomes
from advisor.graph.program import Program

_KEPT = 400
"""How many decisions under some answers are remembered for each component."""


class Memory:
    """One component's last state, what was proven about it, and its cases. Not to be shared between threads."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._state: State | None = None
        self._known: dict[int, Known] = {}
        self._earlier: dict[tuple[int, int | None, tuple[int, ...]], Known] = {}
        self._pattern: int | None = None
        self._lanes: Lanes[Layout] | None = None

    def state(self, masks: tuple[int, ...]) -> State:
        """The state under these answers."""
        self._state = evaluate_masks(self._program, masks, self._state)
        return self._state

    def known(self, number: int, masks: tuple[int, ...]) -> Known:
        """What is known about a decision under these answers; the caller may add to it."""
        key = number, None if number == 0 else self._pattern, masks
        known = self._earlier.get(key)
        if known is None:
            before = self._known.get(number)
            if before is None:
                known = Known(masks, outcomes(self._program.decisions[number]), key[1])
            else:
                known = before.followed(masks)
            self._remember(key, known)
        self._known[number] = known
        return known

    def choose(self, pattern: int | None) -> None:
        """Say which pattern the later decisions are made for; what was proven for another one is of no use."""
        if pattern != self._pattern:
            self._pattern = pattern
            self._known = {number: known for number, known in self._known.items() if number == 0}

    def learn(self, found: Mapping[int, Known]) -> bool:
        """Take over what was proven elsewhere, perhaps under fewer answers; False if nothing of it is new."""
        if self._state is None:
            return False
        news = False
        for number, proven in found.items():
            if number in self._known and proven.pattern == self._known[number].pattern:
                known = self.known(number, self._state.masks)
                news = known.add(proven.followed(self._state.masks)) or news
        return news

    def _remember(self, key: tuple[int, int | None, tuple[int, ...]], known: Known) -> None:
        """Keep it for an undo, which has to show again what was proven."""
        if len(self._earlier) >= _KEPT:
            del self._earlier[next(iter(self._earlier))]
        self._earlier[key] = known

    def lanes(self, masks: tuple[int, ...]) -> Lanes[Layout]:
        """The cases under these answers."""
        if self._lanes is None:
            self._lanes = Lanes(self._program, layout(self._program))
        self._lanes.answer(masks)
        return self._lanes
