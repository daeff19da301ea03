"""From what is known about a component to what is certain, as far as the budget goes.

First more random cases, which are cheap; then, for what still has no witness, the solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.engine.evaluate import State, evaluate_masks
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, Formula
from advisor.engine.exact.solver import Budget, Solver, Undecided, is_available
from advisor.engine.knowns import Found, Known
from advisor.engine.lanes import Lanes
from advisor.engine.layout import layout
from advisor.engine.matters import relevant
from advisor.engine.samples import look
from advisor.graph.program import Program

_ROUNDS = 4
"""How many further layouts are tried before the solver."""


@dataclass(frozen=True, slots=True)
class Task:
    """One component to work on: its answers, the decisions as taken now, and a copy of what is known."""

    masks: tuple[int, ...]
    decided: tuple[int, ...]
    known: Mapping[int, Known]

    @property
    def is_done(self) -> bool:
        """Whether everything is decided."""
        open_ones = [question for question, mask in enumerate(self.masks) if not mask]
        return not any(_is_open(known, open_ones) for known in self.known.values())


def refine(program: Program, task: Task, budget: Budget) -> None:
    """Add to the task's `known` whatever can be decided within the budget."""
    if task.is_done:
        return
    state = evaluate_masks(program, task.masks)
    state.decided[:] = task.decided
    _Refinement(program, state, task.known, budget).run()


def _is_open(known: Known, questions: list[int]) -> bool:
    decided = known.matters.keys() | known.cannot_matter
    return not known.is_certain and (bool(known.undecided) or any(q not in decided for q in questions))


class _Refinement:
    def __init__(self, program: Program, state: State, known: Mapping[int, Known], budget: Budget) -> None:
        self._program = program
        self._state = state
        self._known = known
        self._budget = budget
        self._open = [question for question in range(len(state.masks)) if state.is_open(question)]
        self._lanes: dict[int, Lanes] = {}

    def run(self) -> None:
        earlier: dict[int, frozenset[int]] = {}
        for number in sorted(self._known):
            if self._budget.left <= 0:
                return
            known = self._known[number]
            self._narrow(number, earlier)
            if _is_open(known, self._open):
                self._sample(number)
            if _is_open(known, self._open) and is_available():
                self._solve(number, earlier)
            if number > 0 and not known.is_certain:
                earlier[number] = self._narrow(number, earlier)

    def _narrow(self, number: int, earlier: Mapping[int, frozenset[int]]) -> frozenset[int]:
        """Note what can plainly not matter, now that more outcomes may be excluded."""
        known = self._known[number]
        questions = relevant(self._state, self._program.decisions[number], known, earlier)
        known.cannot_matter.update(question for question in self._open if question not in questions)
        return questions

    def _sample(self, number: int) -> None:
        known = self._known[number]
        for seed in range(1, _ROUNDS + 1):
            before = len(known.can_win) + len(known.matters)
            look(self._cases(seed, number), number, known, self._waiting(known))
            if not _is_open(known, self._open) or (seed > 1 and before == len(known.can_win) + len(known.matters)):
                return

    def _cases(self, seed: int, number: int) -> Lanes:
        """The cases of a further layout, with the decisions before this one taken in each."""
        if seed not in self._lanes:
            self._lanes[seed] = Lanes(self._program, layout(self._program, seed))
            self._lanes[seed].answer(self._state.masks)
        lanes = self._lanes[seed]
        for earlier in range(number):
            mask = self._state.decided[earlier]
            known = self._known.get(earlier)
            if earlier == 0 or known is None or known.is_certain:
                lanes.settle(earlier, mask.bit_length() - 1)
            else:
                lanes.outcomes(earlier, [place for place in known.left if place >= 0])
        return lanes

    def _solve(self, number: int, earlier: Mapping[int, frozenset[int]]) -> None:
        known = self._known[number]
        left = {other: self._known[other].left for other in earlier}
        try:
            with _Search(self._state, number, {**left, number: known.left}, self._budget) as search:
                search.outcomes(known)
                self._narrow(number, earlier)
                if known.left == search.left:
                    search.matters(known, self._waiting(known))
            if known.left != search.left and self._waiting(known) and not known.is_certain:
                # With fewer options the formula is smaller, which pays when it is asked many questions.
                with _Search(self._state, number, {**left, number: known.left}, self._budget) as search:
                    search.matters(known, self._waiting(known))
        except Undecided:
            return

    def _waiting(self, known: Known) -> list[int]:
        return [q for q in self._open if q not in known.matters and q not in known.cannot_matter]


class _Search:
    """One decision as a formula, and a solver working on it."""

    def __init__(self, state: State, number: int, left: Mapping[int, frozenset[int]], budget: Budget) -> None:
        self.left = left[number]
        self._number = number
        self._formula = Formula()
        self._completion = Completion(self._formula, state, left)
        self._literals = self._completion.outcomes(number)
        self._solver = Solver(self._formula, budget)

    def __enter__(self) -> _Search:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.close()

    def outcomes(self, known: Known) -> None:
        """Decide every outcome: any that is still undecided, until there is none or no way to it. Raises Undecided."""
        while known.undecided:
            model = self._model(self._formula.any_of(self._literals[outcome] for outcome in known.undecided))
            if model is None:
                known.cannot_win |= known.undecided
            else:
                came = next(outcome for outcome in known.undecided if _holds(model, self._literals[outcome]))
                known.can_win[came] = Found(self._completion.answers(model))

    def matters(self, known: Known, questions: Sequence[int]) -> None:
        """Decide of each question whether it matters. Raises Undecided at the end if one could not be decided."""
        formula, undecided = self._formula, None
        for question in questions:
            other = self._completion.but(question).outcomes(self._number)
            differs = formula.any_of(formula.all_of([self._literals[o], -other[o]]) for o in sorted(self._literals))
            try:
                model = self._model(differs)
            except Undecided as error:
                undecided = error
                continue
            if model is None:
                known.cannot_matter.add(question)
            else:
                known.matters[question] = Found(self._completion.answers(model))
        if undecided is not None:
            raise undecided

    def _model(self, wanted: int) -> Sequence[int] | None:
        return None if wanted == FALSE else self._solver.model([wanted])


def _holds(model: Sequence[int], literal: int) -> bool:
    return (model[abs(literal) - 1] > 0) == (literal > 0)
