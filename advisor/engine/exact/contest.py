"""Which outcomes of a decision are possible and which questions matter to it, by the solver."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import permutations

from advisor.engine.evaluate import State, evaluate_masks
from advisor.engine.exact.claims import Claims
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE, Formula
from advisor.engine.exact.solver import Budget, Solver, UndecidedError, holds
from advisor.engine.knowns import Found, Known
from advisor.engine.tally import NOT_TAKEN
from advisor.engine.winner import winner


class Contest:
    """One decision as a formula that grows with what is asked, and a solver working on it.

    `left` has the outcomes that are not excluded, of this decision and of every earlier one that is not settled.
    """

    def __init__(self, state: State, number: int, left: Mapping[int, frozenset[int]], budget: Budget) -> None:
        self._state = state
        self._number = number
        self._left = left
        self._formula = Formula()
        self._completion = Completion(self._formula, state, left)
        self._claims = Claims(self._completion, number)
        self._solver = Solver(self._formula, budget)
        self._rivals: set[int] = set()

    def __enter__(self) -> Contest:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.close()

    def outcomes(self, known: Known) -> None:
        """Decide every outcome. Raises UndecidedError."""
        # Those without an option come first: it takes no points to show that they cannot be.
        for outcome in sorted(known.undecided):
            while outcome in known.undecided:
                model = self._model(self._claims.of(outcome))
                if model is None:
                    known.cannot_win.add(outcome)
                    break
                masks = self._completion.answers(model)
                came = self._came(masks)
                known.can_win.setdefault(came, Found(masks))
                if came != outcome:
                    self._claims.beat(outcome, came)

    def matters(self, known: Known, questions: Sequence[int]) -> None:
        """Decide of each question whether it matters. Raises UndecidedError at the end if one could not be decided."""
        undecided = None
        for question in questions:
            try:
                found = self._difference(question, sorted(known.left))
            except UndecidedError as error:
                undecided = error
                continue
            if found is None:
                known.cannot_matter.add(question)
            else:
                known.matters[question] = found
        if undecided is not None:
            raise undecided

    def _difference(self, question: int, outcomes: Sequence[int]) -> Found | None:
        """Answers of which another one to this question alone makes another outcome; None if there are none.

        Claimed are two different outcomes, one for each of two answers, until they turn out to be different or the
        solver finds no more.
        """
        ours = self._claims
        completion = self._completion.but(question)
        theirs = Claims(completion, self._number, ours.beaten)
        pairs = {outcome: (ours.of(outcome), theirs.of(outcome)) for outcome in outcomes}
        # What the question does not touch cannot change places with each other.
        wanted = self._two_different(pairs, [outcome for outcome in outcomes if not theirs.same(outcome, ours)])
        while (model := self._model(wanted)) is not None:
            masks = self._completion.answers(model)
            came = self._came(masks)
            if self._came(completion.answers(model)) != came:
                return Found(masks)
            claimed = {outcome for outcome, pair in pairs.items() if any(holds(model, claim) for claim in pair)}
            # Whoever came up once is likely to come up again, so all of them are compared with each other.
            self._rivals |= {place for place in (came, *claimed) if place >= 0}
            for place, rival in permutations(sorted(self._rivals), 2):
                ours.beat(place, rival)
                theirs.beat(place, rival)
        return None

    def _two_different(self, pairs: Mapping[int, tuple[int, int]], touched: Collection[int]) -> int:
        """A literal from which it follows that two different outcomes are claimed, one of them a touched one."""
        wanted, clauses = self._formula.variable(), self._formula.clauses
        clauses.append([-wanted, *(one for one, _ in pairs.values())])
        clauses.append([-wanted, *(other for _, other in pairs.values())])
        clauses.extend([-wanted, -one, -other] for one, other in pairs.values())
        clauses.append([-wanted, *(claim for outcome in touched for claim in pairs[outcome])])
        return wanted

    def _came(self, masks: tuple[int, ...]) -> int:
        """How the decision comes out under complete answers, after the earlier ones that are not settled."""
        state = evaluate_masks(self._state.program, masks)
        state.decided[:] = self._state.decided
        for number in sorted(self._left):
            condition = state.program.decisions[number].applies_when
            came = NOT_TAKEN if condition is not None and not state.holds(condition) else winner(state, number)
            if number == self._number:
                return came
            state.take(number, came if came >= 0 else None)
        raise AssertionError("the decision itself is among those that are not settled")

    def _model(self, wanted: int) -> Sequence[int] | None:
        return None if wanted == FALSE else self._solver.model([wanted])
