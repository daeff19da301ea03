"""From what is known about a component to what is certain, as far as the budget goes.

With few questions open all answers to them are tried. Otherwise the solver says which outcomes are possible, for
which it needs to know little. To show that a question matters takes it more, so that more random cases come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.engine.evaluate import State, evaluate_masks
from advisor.engine.every import MOST, Every, combinations, decide_all
from advisor.engine.exact.contest import Contest
from advisor.engine.exact.solver import Budget, UndecidedError, is_available
from advisor.engine.knowns import Known
from advisor.engine.lanes import D, Lanes
from advisor.engine.layout import Layout
from advisor.engine.matters import relevant
from advisor.engine.samples import look
from advisor.engine.system import SystemEvaluation
from advisor.graph.program import Program
from advisor.model.record import record

_ROUNDS = 2
"""How many times further cases are tried before the solver."""

_FEW = 3
"""With so few outcomes left the solver is as fast as trying cases."""

_WORDS = 512
"""About how many words of cases there are each time."""


@record
class Task:
    """One component to work on: its answers, the decisions as taken now, and a copy of what is known of each."""

    name: str
    masks: tuple[int, ...]
    decided: tuple[int, ...]
    known: Mapping[int, Known]


def tasks(evaluation: SystemEvaluation, *, only_pattern: bool = False) -> list[Task]:
    """What there is to prove about an assessment; empty if everything is decided.

    The tasks share nothing with the evaluation, so another thread may work on them.
    """
    return [
        Task(
            part.name,
            part.state.masks,
            tuple(part.state.decided),
            {number: known.copy() for number, known in part.known.items() if number == 0 or not only_pattern},
        )
        for part in evaluation.components
        if any(
            _is_open(part.known, number, _open_questions(part.state))
            for number in part.known
            if number == 0 or not only_pattern
        )
    ]


def refine(program: Program, todo: Sequence[Task], budget: Budget) -> None:
    """Add to the tasks' `known` whatever can be decided within the budget, the patterns before the rest."""
    states = []
    for task in todo:
        state = evaluate_masks(program, task.masks)
        state.decided[:] = task.decided
        states.append(state)
    for only_pattern in (True, False):
        for task, state in zip(todo, states, strict=True):
            known = {0: task.known[0]} if only_pattern else task.known
            _Refinement(program, state, known, budget).run()


def _open_questions(state: State) -> list[int]:
    return [question for question in range(len(state.masks)) if state.is_open(question)]


def _is_open(known: Mapping[int, Known], number: int, questions: Sequence[int]) -> bool:
    """Whether anything about a decision is undecided that anybody would want to know."""
    return bool(known[number].undecided or _waiting(known, number, questions))


def _waiting(known: Mapping[int, Known], number: int, questions: Sequence[int]) -> list[int]:
    """The questions that may or may not matter to a decision.

    One that matters to some decision has to be asked, so with the later ones only the others are of interest.
    """
    own = known[number]
    if own.is_certain:
        return []
    decided = own.cannot_matter.union(*(each.matters for each in ([own] if number == 0 else known.values())))
    return [question for question in questions if question not in decided]


class _Refinement:
    def __init__(self, program: Program, state: State, known: Mapping[int, Known], budget: Budget) -> None:
        self._program = program
        self._state = state
        self._known = known
        self._budget = budget
        self._open = _open_questions(state)

    def run(self) -> None:
        earlier: dict[int, frozenset[int]] = {}
        for number in sorted(self._known):
            if self._budget.left <= 0:
                return
            known = self._known[number]
            questions = self._narrow(number, earlier) - known.cannot_matter
            if self._is_open(number) and combinations(self._program, sorted(questions)) <= MOST:
                every = Every(self._program, sorted(questions))
                decide_all(self._cases(every, number), every, number, known)
            if self._is_open(number):
                if is_available():
                    self._solve(number, earlier)
                else:
                    self._sample(number)
            if known.is_certain:
                # It may now be another one than what has the most points so far.
                self._settle(number)
            elif number > 0:
                earlier[number] = self._narrow(number, earlier)

    def _settle(self, number: int) -> None:
        (outcome,) = self._known[number].left
        # The pattern is what was chosen for the component, which may be another than is recommended for it alone.
        if number > 0:
            self._state.take(number, outcome if outcome >= 0 else None)

    def _narrow(self, number: int, earlier: Mapping[int, frozenset[int]]) -> frozenset[int]:
        """Note what can plainly not matter, now that more outcomes may be excluded."""
        known = self._known[number]
        questions = relevant(self._state, self._program.decisions[number], known, earlier)
        known.cannot_matter.update(question for question in self._open if question not in questions)
        return questions

    def _sample(self, number: int) -> None:
        """Try more cases, all of them about the questions that are undecided, as long as that shows something."""
        known = self._known[number]
        for seed in range(1, _ROUNDS + 1):
            asked = self._waiting(number) or (self._open if known.undecided else [])
            if not asked or len(known.left) <= _FEW:
                return
            before = len(known.can_win) + len(known.matters)
            lanes = self._cases(Layout(self._program, seed, asked, max(1, _WORDS // (4 * len(asked)))), number)
            look(lanes, number, known, asked)
            if before == len(known.can_win) + len(known.matters):
                return

    def _cases(self, layout: D, number: int) -> Lanes[D]:
        """The cases of a layout, with the decisions before this one taken in each."""
        lanes = Lanes(self._program, layout)
        lanes.answer(self._state.masks)
        for earlier in range(number):
            known = self._known.get(earlier)
            if earlier == 0 or known is None or known.is_certain:
                lanes.settle(earlier, self._state.decided[earlier].bit_length() - 1)
            else:
                lanes.outcomes(earlier, [place for place in known.left if place >= 0])
        return lanes

    def _solve(self, number: int, earlier: Mapping[int, frozenset[int]]) -> None:
        known = self._known[number]
        left = {other: self._known[other].left for other in (*earlier, number)}
        with Contest(self._state, number, left, self._budget) as contest:
            try:
                contest.outcomes(known)
                self._narrow(number, earlier)
                self._sample(number)
                contest.matters(known, self._waiting(number))
            except UndecidedError:
                return

    def _is_open(self, number: int) -> bool:
        return _is_open(self._known, number, self._open)

    def _waiting(self, number: int) -> list[int]:
        return _waiting(self._known, number, self._open)
