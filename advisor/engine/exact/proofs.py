"""Statements about the knowledge that hold for all answers, or the answers for which they do not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from advisor.engine.evaluate import chosen_names, evaluate_masks
from advisor.engine.exact.directions import directions
from advisor.engine.exact.encoding import Completion
from advisor.engine.exact.formula import FALSE
from advisor.engine.exact.promises import broken
from advisor.engine.exact.search import Search
from advisor.engine.exact.solver import Budget, UndecidedError, is_available
from advisor.engine.knowns import Drawn, Known, Witness
from advisor.engine.lanes import Lanes
from advisor.engine.layout import layout
from advisor.engine.planes import Plane
from advisor.engine.possible import outcomes
from advisor.engine.samples import look
from advisor.engine.tally import NOTHING
from advisor.graph.program import ALL, CompiledOption, Program
from advisor.model.proofs import Finding, Proof

Goal = tuple[str, Plane, Callable[[Completion], int]]
"""What is looked for: its name, the cases that show it, and its literal for the solver."""


def prove(program: Program, retired: Mapping[str, tuple[str, ...]], seconds: float) -> list[Proof]:
    """Prove everything, within about that time. `retired` has the retired products behind an option's name.

    An option's name is `decision/option`.
    """
    prover = _Prover(program, Budget(seconds, conflicts=500_000))
    try:
        return [
            prover.no_dead_end(),
            prover.every_contradiction(),
            prover.nothing_left(),
            prover.every_option(),
            prover.every_answer(),
            prover.every_question(),
            prover.every_rule(),
            prover.nothing_retired(retired),
            prover.every_promise(),
            prover.every_direction(),
        ]
    finally:
        prover.close()


def prove_use(program: Program, seconds: float) -> tuple[Proof, Proof]:
    """Whether every option can be recommended and every question can matter, within about that time."""
    prover = _Prover(program, Budget(seconds, conflicts=500_000))
    try:
        return prover.every_option(), prover.every_question()
    finally:
        prover.close()


class _Prover:
    def __init__(self, program: Program, budget: Budget) -> None:
        self._program = program
        self._budget = budget
        self._masks = (0,) * len(program.questions)
        self._lanes = Lanes(program, layout(program))
        self._outcomes = [
            self._lanes.outcomes(number, range(len(decision.options)))
            for number, decision in enumerate(program.decisions)
        ]
        self._contradicted = [self._lanes.contradicted(index) for index in range(len(program.contradictions))]
        self._sound = reduce(lambda left, plane: left & ~plane, self._contradicted, self._lanes.layout.full)
        self._search: Search | None = None
        self._reachable: dict[str, Witness] = {}

    def close(self) -> None:
        """Give the solver's memory back."""
        if self._search is not None:
            self._search.close()

    def no_dead_end(self) -> Proof:
        """Something is eligible for every decision, whatever is answered without contradiction."""
        goals = [
            self._without_contradiction(decision.id, self._outcomes[number].get(NOTHING, 0), _outcome(number, NOTHING))
            for number, decision in enumerate(self._program.decisions)
        ]
        return self._never("Whatever is answered without a contradiction that is named, something fits", goals)

    def every_contradiction(self) -> Proof:
        """Every contradiction can be run into."""
        goals = [
            (contradiction.id, self._contradicted[index], _contradicted(index))
            for index, contradiction in enumerate(self._program.contradictions)
        ]
        return self._always("Every contradiction that is named can come about", goals)

    def nothing_left(self) -> Proof:
        """Where a contradiction is said to leave nothing, no pattern is eligible."""
        dead = self._outcomes[0].get(NOTHING, 0)
        goals = [
            (contradiction.id, self._contradicted[index] & ~dead, _fits_in_spite(index))
            for index, contradiction in enumerate(self._program.contradictions)
            if contradiction.leaves_nothing
        ]
        return self._never("Where a contradiction is said to leave nothing, nothing fits", goals)

    def every_option(self) -> Proof:
        """Every option of every decision is recommended for some answers, the later ones with a fitting pattern.

        What a pack forbids is left out.
        """
        goals, forbidden = [], []
        for number, decision in enumerate(self._program.decisions):
            for place, option in enumerate(decision.options):
                if self._is_forbidden(option):
                    forbidden.append(option.id)
                    continue
                plane = self._outcomes[number].get(place, 0)
                name = f"{decision.id}/{option.id}"
                goals.append(self._without_contradiction(name, plane, _outcome(number, place)))
        proof = self._always("Every option is recommended for some answers", goals, self._reachable)
        return replace(proof, remark=f"left out, as a pack forbids it: {', '.join(forbidden)}") if forbidden else proof

    def _is_forbidden(self, option: CompiledOption) -> bool:
        """Whether a rule without a condition rules it out."""
        rules = self._program.rules
        return any(rules[index].knock_out and rules[index].when == (ALL,) for index in option.rules)

    def _without_contradiction(self, name: str, plane: Plane, literal: Callable[[Completion], int]) -> Goal:
        count = len(self._program.contradictions)
        return (
            name,
            plane & self._sound,
            lambda completion: completion.formula.all_of(
                [literal(completion), *(-completion.contradicted(index) for index in range(count))]
            ),
        )

    def every_answer(self) -> Proof:
        """Every answer can be given where something is still recommended."""
        dead = self._outcomes[0].get(NOTHING, 0)
        goals = []
        for index, question in enumerate(self._program.questions):
            for bit, choice in enumerate(question.choices):
                plane = self._lanes.answered(index, 1 << bit) & (self._lanes.layout.full ^ dead)
                goals.append(self._without_contradiction(f"{question.id}: {choice}", plane, _usable(index, bit)))
        return self._always("Every answer can be given and leads to a recommendation", goals)

    def every_rule(self) -> Proof:
        """Every rule takes effect for some answers."""
        goals = [(rule.key, self._lanes.fires(index), _fires(index)) for index, rule in enumerate(self._program.rules)]
        return self._always("Every rule takes effect for some answers", goals)

    def nothing_retired(self, retired: Mapping[str, tuple[str, ...]]) -> Proof:
        """No option that rests on a retired product is ever recommended."""
        findings = [
            Finding(f"{option} rests on {', '.join(products)}", True, self._answers(self._reachable[option]))
            for option, products in sorted(retired.items())
            if option in self._reachable
        ]
        checked = sum(len(decision.options) for decision in self._program.decisions)
        return Proof("Nothing retired is ever recommended", checked, checked, 0, 0.0, tuple(findings))

    def every_question(self) -> Proof:
        """Every question decides, for some answers to the others, about the pattern or a later decision."""
        start = time.perf_counter()
        waiting = set(range(len(self._program.questions)))
        for number, decision in enumerate(self._program.decisions):
            known = Known(self._masks, outcomes(decision))
            look(self._lanes, number, known, sorted(waiting))
            waiting -= known.matters.keys()
        by_cases = len(self._program.questions) - len(waiting)
        findings = []
        for question in sorted(waiting):
            finding = self._does_matter(question)
            if finding is not None:
                findings.append(finding)
        return Proof(
            "Every question matters for some answers to the others",
            len(self._program.questions),
            by_cases,
            len(waiting) - len(findings),
            time.perf_counter() - start,
            tuple(findings),
        )

    def every_promise(self) -> Proof:
        """Ordered answers act in the direction that the knowledge promises."""
        start = time.perf_counter()
        findings = []
        for promise in self._program.directions:
            way = "favours" if promise.up else "disfavours"
            name = f"{promise.id}: a higher {self._program.questions[promise.question].id} {way}"
            try:
                for option, masks in broken(self._program, promise, self._budget):
                    findings.append(Finding(f"{name} {option}", True, self._complete(masks)))
            except UndecidedError:
                findings.append(Finding(name, False))
        return Proof(
            "A higher answer acts in the direction that is promised",
            sum(len(promise.options) for promise in self._program.directions),
            0,
            sum(len(promise.options) for promise in self._program.directions) - len(findings),
            time.perf_counter() - start,
            tuple(findings),
        )

    def every_direction(self) -> Proof:
        """For each pattern, which way each ordered question moves its points."""
        start = time.perf_counter()
        if not is_available():
            return Proof("Which way ordered answers move patterns", 0, 0, 0, 0.0, (Finding("no solver", False),))
        found = directions(self._program, self._budget)
        both = [f"{option} by {question}" for (option, question), way in found.items() if way == "both"]
        remark = ", ".join(f"{sum(w == way for w in found.values())} {way}" for way in ("up", "down", "both", "open"))
        if both:
            remark += f"; both ways: {', '.join(both)}"
        undecided = tuple(Finding(f"{o} by {q}", False) for (o, q), way in found.items() if way == "open")
        return Proof(
            "Which way a higher answer to an ordered question moves each pattern's points",
            len(found), 0, len(found), time.perf_counter() - start, undecided, remark,
        )  # fmt: skip

    def _always(self, statement: str, goals: Iterable[Goal], found: dict[str, Witness] | None = None) -> Proof:
        """Every goal is reached for some answers."""
        start = time.perf_counter()
        witnesses = found if found is not None else {}
        findings: list[Finding] = []
        checked = by_cases = 0
        for name, plane, literal in goals:
            checked += 1
            if plane:
                by_cases += 1
                witnesses[name] = self._drawn(plane)
                continue
            try:
                witness = self._solver().find(literal)
            except UndecidedError:
                findings.append(Finding(name, False))
                continue
            if witness is None:
                findings.append(Finding(name, True))
            else:
                witnesses[name] = witness
        by_solver = checked - by_cases - sum(not finding.proven for finding in findings)
        return Proof(statement, checked, by_cases, by_solver, time.perf_counter() - start, tuple(findings))

    def _never(self, statement: str, goals: Iterable[Goal]) -> Proof:
        """No goal is reached for any answers."""
        witnesses: dict[str, Witness] = {}
        reached = self._always(statement, goals, witnesses)
        findings = [Finding(name, True, self._answers(witness)) for name, witness in witnesses.items()]
        findings += [finding for finding in reached.findings if not finding.proven]
        return Proof(statement, reached.checked, len(witnesses), reached.by_solver, reached.seconds, tuple(findings))

    def _does_matter(self, question: int) -> Finding | None:
        name = self._program.questions[question].id
        try:
            return None if self._solver().matters(question) else Finding(name, True)
        except UndecidedError:
            return Finding(name, False)

    def _solver(self) -> Search:
        if self._search is None:
            if not is_available():
                raise UndecidedError
            self._search = Search(self._program, self._masks, self._budget)
        return self._search

    def _drawn(self, plane: Plane) -> Witness:
        return Drawn(self._lanes.layout, (plane & -plane).bit_length() - 1, self._masks)

    def _answers(self, witness: Witness) -> dict[str, tuple[str, ...]]:
        """A complete assessment: the questions that do not apply are left out."""
        return self._complete([witness.answer(question) for question in range(len(self._masks))])

    def _complete(self, masks: Sequence[int]) -> dict[str, tuple[str, ...]]:
        applies = evaluate_masks(self._program, masks).applies
        return {
            question.id: chosen_names(self._program, index, masks[index])
            for index, question in enumerate(self._program.questions)
            if applies[index]
        }


def _outcome(number: int, outcome: int) -> Callable[[Completion], int]:
    return lambda completion: completion.outcomes(number).get(outcome, FALSE)


def _usable(question: int, bit: int) -> Callable[[Completion], int]:
    return lambda completion: completion.formula.all_of(
        [completion.answered(question, 1 << bit), -completion.outcomes(0).get(NOTHING, FALSE)]
    )


def _contradicted(index: int) -> Callable[[Completion], int]:
    return lambda completion: completion.contradicted(index)


def _fits_in_spite(index: int) -> Callable[[Completion], int]:
    return lambda completion: completion.formula.all_of(
        [completion.contradicted(index), -completion.outcomes(0).get(NOTHING, FALSE)]
    )


def _fires(index: int) -> Callable[[Completion], int]:
    return lambda completion: completion.fires(index)
