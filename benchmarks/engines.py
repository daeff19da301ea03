"""Flips, portfolios and exact answers, and the same from other engines."""

from __future__ import annotations

import random
from statistics import median

from advisor.engine.evaluate import chosen_names, evaluate_masks
from advisor.engine.exact.proofs import prove
from advisor.engine.exact.refine import refine, tasks
from advisor.engine.exact.solver import Budget
from advisor.engine.flips import Pairs
from advisor.engine.knowns import Known
from advisor.engine.portfolio import Column, coded, recommended
from advisor.engine.possible import outcomes
from advisor.engine.rank import decide
from advisor.engine.system import evaluate_system
from advisor.engine.winner import winner
from advisor.graph.program import Program
from advisor.model.knowledge import Knowledge
from benchmarks.measure import Row, best, look_at_all, percentile, timed
from benchmarks.rivals import CpSat, Zen
from benchmarks.walks import Masks, assessment, complete, steps

_PORTFOLIO = 100_000


def columns(program: Program, rows: list[Masks]) -> dict[int, Column]:
    """The rows as a portfolio has them after parsing."""
    found = {}
    for question in range(len(program.questions)):
        places: dict[int, int] = {}
        codes = coded([places.setdefault(row[question], len(places)) for row in rows])
        found[question] = Column(tuple(places), codes)
    return found


def flips(program: Program, count: int) -> Row:
    """All single and double changes of complete answers."""
    rng = random.Random(1)
    states = [evaluate_masks(program, complete(program, rng)) for _ in range(count)]
    Pairs(states[0]).flips()
    took = [timed(lambda state=state: Pairs(state).flips()) for state in states]
    changes = median(len(Pairs(state).changes) for state in states[:5])
    return Row(
        f"all single and double flips ({changes:.0f} changes, {changes * (changes - 1) / 2:.0f} pairs)",
        f"median {median(took):.1f} ms",
        "3 ms",
        median(took) <= 3,
        median(took),
    )


def against_zen(program: Program) -> list[Row]:
    """One recommendation with its trace, and 100,000 without, against GoRules' zen with the same rules."""
    rng = random.Random(2)
    zen = Zen(program)
    rows = [complete(program, rng) for _ in range(200)]
    contexts = [zen.context(row) for row in rows]
    theirs = min(_each(lambda: [zen.recommend(each) for each in contexts], len(rows)) for _ in range(3))
    ours = min(_each(lambda: [_one(program, row) for row in rows], len(rows)) for _ in range(3))
    for row, context in zip(rows, contexts, strict=True):
        assert _one(program, row) == zen.recommend(context), row
    many = [rows[number % len(rows)] for number in range(_PORTFOLIO)]
    rng.shuffle(many)
    table = columns(program, many)
    batch = best(lambda: recommended(program, table, _PORTFOLIO), 3)
    times = theirs * _PORTFOLIO / batch
    return [
        Row(
            "one recommendation against zen-engine",
            f"{ours:.3f} ms against {theirs:.2f} ms: {theirs / ours:.1f} times as fast",
            "10 times",
            theirs / ours >= 10,
            ours,
        ),
        Row(
            "100,000 components against zen-engine",
            f"{batch:.0f} ms against {theirs * _PORTFOLIO / 1e3:.0f} s: {times:.0f} times as fast",
            "300 times, 300 ms",
            times >= 300 and batch <= 300,
            batch,
        ),
    ]


def _one(program: Program, masks: Masks) -> int:
    """The recommended pattern's place, and nothing else."""
    return winner(evaluate_masks(program, masks))


def _each(work, count: int) -> float:  # type: ignore[no-untyped-def]
    return timed(work) / count


def possible(knowledge: Knowledge, program: Program, states: int) -> list[Row]:
    """Exact "possible" from a standing start, against clingo and CP-SAT."""
    from tests.oracle.oracle import Oracle

    oracle, cp_sat, rng = Oracle(knowledge), CpSat(program), random.Random(3)
    mine, clingo, cp = [], [], []
    _possible(program, (0,) * len(program.questions))  # the solver is imported once, not each time
    for seed in range(states):
        walk = list(steps(program, seed))
        masks = walk[rng.randrange(len(walk) // 3, len(walk))]
        mine.append(timed(lambda masks=masks: _possible(program, masks)))
        answers = {
            question.id: chosen_names(program, index, masks[index])
            for index, question in enumerate(program.questions)
            if masks[index]
        }
        clingo.append(timed(lambda answers=answers: oracle.possible(answers)))
        cp.append(timed(lambda masks=masks: cp_sat.possible(masks)))
    said = {name: (median(took), percentile(took, 0.95)) for name, took in (("clingo", clingo), ("CP-SAT", cp))}
    ours = median(mine), percentile(mine, 0.95)
    return [
        Row(
            "exact possible and settled",
            f"median {ours[0]:.0f} ms, p95 {ours[1]:.0f} ms",
            "p95 50 ms",
            ours[1] <= 50,
            ours[0],
        ),
        *(
            Row(
                f"the same against {name}",
                f"median {theirs[0]:.0f} ms, p95 {theirs[1]:.0f} ms",
                "at least as fast",
                ours[0] <= theirs[0] and ours[1] <= theirs[1],
            )
            for name, theirs in said.items()
        ),
    ]


def _possible(program: Program, masks: Masks) -> frozenset[int]:
    evaluation = evaluate_system(program, assessment(program, masks), {}, only_pattern=True)
    known = evaluation.components[0].known[0]
    if known.undecided:
        todo = tasks(evaluation, only_pattern=True)
        for task in todo:
            # Only the outcomes are asked for, as they are of the others.
            task.known[0].cannot_matter.update(range(len(masks)))
        refine(program, todo, Budget(30))
        known = todo[0].known[0]
    return known.left


def proofs(program: Program) -> Row:
    """Everything that `knowledge prove` proves."""
    took = timed(lambda: prove(program, {}, 600))
    return Row("proofs of `knowledge prove`", f"{took / 1e3:.1f} s", "10 s", took <= 10_000, took)


def verdict(program: Program, masks: Masks) -> None:
    """One verdict with its trace, from a standing start."""
    decision = program.decisions[0]
    made = decide(evaluate_masks(program, masks), decision, Known(masks, outcomes(decision)))
    look_at_all(made)
