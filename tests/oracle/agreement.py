"""Asks the engine and the oracle the same, and says where they differ."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from itertools import product

from advisor.engine.component import Evaluated
from advisor.engine.domain import legal_answers
from advisor.engine.evaluate import chosen_names, evaluate
from advisor.engine.exact.edits import fewest_changes
from advisor.engine.exact.solver import Budget
from advisor.engine.flips import Pairs
from advisor.engine.tally import NOT_TAKEN, NOTHING
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.interview import Matter
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Scope
from advisor.service import Advisor
from tests.oracle.oracle import Answers, Oracle

SECONDS = 120


def random_answers(program: Program, rng: random.Random, share: float) -> dict[str, tuple[str, ...]]:
    """Answers to about that share of the questions."""
    return {
        question.id: chosen_names(program, index, rng.choice(legal_answers(question)))
        for index, question in enumerate(program.questions)
        if rng.random() < share
    }


def assessment_of(knowledge: Knowledge, answers: Answers) -> Assessment:
    """An assessment of one component with these answers."""
    organisation = {
        name: Answer(answer=chosen)
        for name, chosen in answers.items()
        if knowledge.questions[name].scope is Scope.ORGANISATION
    }
    own = {name: Answer(answer=chosen) for name, chosen in answers.items() if name not in organisation}
    return Assessment(
        knowledge=knowledge.manifest.version,
        system="Oracle",
        organisation=organisation,
        components={"part": Component(answers=own)},
    )


def differences(
    knowledge: Knowledge, program: Program, answers: Answers, decisions: Collection[int] | None = None
) -> Iterator[str]:
    """Where engine and oracle disagree about what is possible, settled and matters; None: in all decisions."""
    oracle = Oracle(knowledge)
    part = Advisor(knowledge, program).prove(assessment_of(knowledge, answers), SECONDS).components[0]
    for number, decision in enumerate(program.decisions):
        if number in part.known and (decisions is None or number in decisions):
            pattern = part.verdict.chosen if number else None
            possible = oracle.possible(answers, decision.id, pattern)
            yield from _decision(program, part, number, possible, oracle.matters(answers, decision.id, pattern))


def _decision(program: Program, part: Evaluated, number: int, possible: set[str], matters: set[str]) -> Iterator[str]:
    known, decision = part.known[number], program.decisions[number]
    named = {NOTHING: "nothing", NOT_TAKEN: "not taken"}
    mine = {named.get(outcome) or decision.options[outcome].id for outcome in known.left}
    if known.undecided or mine != possible:
        yield f"{decision.id}: possible {sorted(mine)} (undecided {known.undecided}), oracle {sorted(possible)}"
    if known.is_certain != (len(possible) == 1):
        yield f"{decision.id}: certain {known.is_certain}, oracle {sorted(possible)}"
    for index, question in enumerate(program.questions):
        if part.state.is_open(index):
            said = _said(part, number, index)
            wanted = Matter.YES if question.id in matters else Matter.NO
            if said is not None and said is not wanted:
                yield f"{decision.id}: {question.id} {said}, oracle: {wanted}"
        elif question.id in matters:
            yield f"{decision.id}: {question.id} does not apply or is answered, but matters to the oracle"


def _said(part: Evaluated, number: int, question: int) -> Matter | None:
    """What the engine says about one decision; None where it need not say, as another one needs the answer."""
    known = part.known[number]
    if known.is_certain or question in known.cannot_matter:
        return Matter.NO
    if question in known.matters:
        return Matter.YES
    if number and any(question in other.matters for other in part.known.values()):
        return None
    return Matter.MAYBE


def flip_differences(knowledge: Knowledge, program: Program, answers: Answers) -> Iterator[str]:
    """Where they disagree about changes of one and of two answers."""
    found = list(Oracle(knowledge).changes(answers, 2))
    singles: dict[str, dict[tuple[str, ...], str]] = {question: {} for question in answers}
    for change, outcome in found:
        if len(change) == 1:
            [(question, choices)] = change.items()
            singles[question][choices] = outcome
    minimal = {
        (tuple(sorted(change.items())), outcome)
        for change, outcome in found
        if len(change) == 1 or not any(choices in singles[question] for question, choices in change.items())
    }
    state = evaluate(program, answers)
    pairs = Pairs(state)
    mine = set()
    for step in pairs.flips():
        outcome = "nothing" if step.outcome == NOTHING else program.decisions[0].options[step.outcome].id
        for combination in product(*(change.answers for change in step.changes)):
            changed = {
                program.questions[change.question].id: tuple(sorted(chosen_names(program, change.question, answer)))
                for change, answer in zip(step.changes, combination, strict=True)
            }
            mine.add((tuple(sorted(changed.items())), outcome))
    yield from (f"flips: {each} is none for the oracle" for each in sorted(mine - minimal, key=str))
    smallest = {each for each in minimal if not any(_does_more(each, other, answers) for other in minimal)}
    nearest = {each for each in smallest if not _has_twin(program, answers, each, smallest)}
    yield from (f"flips: {each} is missing" for each in sorted(nearest - mine, key=str))
    least = min((len(change) for change, _ in minimal), default=None)
    everything = set(range(len(program.decisions[0].options))) | {NOTHING}
    exact = fewest_changes(state, everything - {pairs.present}, 0, Budget(SECONDS))
    if least is not None and (exact is None or len(exact.changes) != least):
        yield f"flips: the fewest changes are {exact}, oracle {least}"


Change = tuple[tuple[tuple[str, tuple[str, ...]], ...], str]


def _edit(answers: Answers, change: Change) -> dict[str, set[str]]:
    return {question: set(answers[question]) ^ set(choices) for question, choices in change[0]}


def _does_more(change: Change, other: Change, answers: Answers) -> bool:
    if change == other or change[1] != other[1]:
        return False
    more, less = _edit(answers, change), _edit(answers, other)
    return more.keys() == less.keys() and all(less[question] <= more[question] for question in less)


def _has_twin(program: Program, answers: Answers, change: Change, others: set[Change]) -> bool:
    """Whether there is one with fewer edits to a several-of question, all else equal in what follows from it.

    The engine gives only the nearest of answers that no condition tells apart, so a farther one may be missing.
    """
    size = {question: len(edit) for question, edit in _edit(answers, change).items()}
    for other in others:
        if other != change and other[1] == change[1]:
            theirs = {question: len(edit) for question, edit in _edit(answers, other).items()}
            if theirs.keys() == size.keys() and all(theirs[q] <= size[q] for q in size) and theirs != size:
                return True
    return False


def conflict_differences(knowledge: Knowledge, program: Program, answers: Answers) -> Iterator[str]:
    """Where they disagree about what is recommended now, and about the answers that leave nothing."""
    oracle = Oracle(knowledge)
    verdict = Advisor(knowledge, program).evaluate(assessment_of(knowledge, answers)).verdict.components[0].pattern
    winner = oracle.winner(answers)
    if (verdict.recommended or "nothing") != winner:
        yield f"recommended {verdict.recommended}, oracle {winner}"
    elif verdict.recommended is None:
        mine = {frozenset(conflict.answers) for conflict in verdict.conflicts}
        theirs = oracle.conflicts(answers)
        if mine != theirs:
            yield f"conflicts {sorted(map(sorted, mine))}, oracle {sorted(map(sorted, theirs))}"
