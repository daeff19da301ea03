"""The engine agrees with an independent solver. `make oracle` runs the full sweep: ORACLE_SCALE=20."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable

import pytest

pytest.importorskip("clingo")

from advisor.engine.consolidate import Candidate, consolidate
from advisor.graph.compile import compile_knowledge
from advisor.service import Advisor
from tests.oracle.agreement import (
    conflict_differences,
    differences,
    flip_differences,
    random_answers,
)
from tests.oracle.generated import knowledge
from tests.oracle.oracle import Answers, best_assignments

SCALE = int(os.environ.get("ORACLE_SCALE", "1"))
BATCH = 10


def agree(found: Iterable[str], answers: Answers) -> None:
    """Fails with the assessment if there is a difference."""
    problems = list(found)
    assert not problems, "\n".join([*problems, f"answers: {dict(answers)!r}"])


@pytest.mark.parametrize("batch", range(8 * SCALE))
def test_possible_settled_and_matters_on_generated_knowledge(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if batch % 2:
        # Most of it is small enough to try everything; the solver has to know it too.
        monkeypatch.setattr("advisor.engine.exact.refine.MOST", 0)
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        made = knowledge(seed)
        program = compile_knowledge(made)
        rng = random.Random(seed)
        answers = random_answers(program, rng, rng.choice([0.0, 0.2, 0.4, 0.6]))
        agree(differences(made, program, answers), answers)


@pytest.mark.parametrize("batch", range(8 * SCALE))
def test_flips_and_conflicts_on_generated_knowledge(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        made = knowledge(seed, rules=30)
        program = compile_knowledge(made)
        rng = random.Random(seed)
        answers = random_answers(program, rng, rng.choice([0.5, 0.8, 1.0]))
        agree(flip_differences(made, program, answers), answers)
        agree(conflict_differences(made, program, answers), answers)


@pytest.mark.parametrize("seed", range(4 * SCALE))
def test_possible_settled_and_matters_on_the_real_knowledge(advisor: Advisor, seed: int) -> None:
    rng = random.Random(seed)
    answers = random_answers(advisor.program, rng, rng.choice([0.8, 0.9, 0.95]))
    decisions = [0, rng.randrange(1, len(advisor.program.decisions))]
    agree(differences(advisor.knowledge, advisor.program, answers, decisions), answers)


@pytest.mark.parametrize("seed", range(3 * SCALE))
def test_flips_and_conflicts_on_the_real_knowledge(advisor: Advisor, seed: int) -> None:
    rng = random.Random(seed)
    answers = random_answers(advisor.program, rng, rng.choice([0.15, 0.2]))
    questions = advisor.knowledge.questions
    few = {question: chosen for question, chosen in answers.items() if len(questions[question].choices) < 7}
    agree(flip_differences(advisor.knowledge, advisor.program, few), few)
    many = random_answers(advisor.program, rng, 1.0)
    agree(conflict_differences(advisor.knowledge, advisor.program, many), many)


@pytest.mark.parametrize("seed", range(8 * SCALE))
def test_consolidation(seed: int) -> None:
    rng = random.Random(seed)
    platforms = [f"x{n}" for n in range(rng.randint(2, 5))]
    candidates = {}
    for component in range(rng.randint(1, 6)):
        options = [
            (f"p{n}", rng.randint(-3, 6), frozenset(rng.sample(platforms, rng.choice([0, 1, 1, 1, 2]))))
            for n in range(rng.randint(1, 5))
        ]
        candidates[f"c{component}"] = sorted(options, key=lambda option: -option[1])
    limit = rng.randint(0, 3)
    found = consolidate(
        {name: [Candidate(*option) for option in options] for name, options in candidates.items()}, limit, None
    )
    best, missing = best_assignments(candidates, limit)
    assert frozenset(found.chosen.per_component.items()) in best, f"{candidates} at most {limit}"
    assert found.chosen.feasible == (missing == 0)
    if found.fewer is not None:
        fewer, _ = best_assignments(candidates, len(found.chosen.platforms) - 1)
        assert frozenset(found.fewer.per_component.items()) in fewer
