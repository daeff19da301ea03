"""What an answer costs, what the background costs, and how many questions it takes."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from statistics import median
from typing import NamedTuple

from advisor.engine.evaluate import answer_masks, evaluate_masks
from advisor.engine.exact.refine import refine, tasks
from advisor.engine.exact.solver import Budget
from advisor.engine.interview import interview
from advisor.engine.knowns import Known
from advisor.engine.memory import Memory
from advisor.engine.system import evaluate_system
from advisor.graph.program import Program
from advisor.model.assessment import UNKNOWN
from advisor.model.expectations import Case
from advisor.model.interview import QuestionRef
from advisor.model.knowledge import Knowledge
from advisor.service import Advisor, open_advisor
from benchmarks.measure import Row, look_at_all, percentile, timed
from benchmarks.walks import Masks, applying, assessment, complete, prefix, steps


def answers(knowledge: Knowledge, program: Program, walks: int) -> list[Row]:
    """Ranking, trace, bounds, witnesses and next question after each answer; then the background work."""
    front, back, decided, undecided, states = [], [], 0, 0, 0
    for seed in range(walks):
        memories: dict[str, Memory] = {}
        for masks in steps(program, seed):
            made = assessment(program, masks)

            def answer(made=made, memories=memories):  # type: ignore[no-untyped-def]
                evaluation = evaluate_system(program, made, memories)
                look_at_all(evaluation.verdict.components[0].pattern)
                interview(knowledge, program, made, evaluation)

            front.append(timed(answer))
            evaluation = evaluate_system(program, made, memories)
            known = evaluation.components[0].known[0]
            open_ones = [q for q in range(len(masks)) if evaluation.components[0].state.is_open(q)]
            states += len(open_ones)
            decided += sum(_decided(known, question) for question in open_ones)
            if known.is_certain:
                continue
            todo = tasks(evaluation, only_pattern=True)
            back.append(timed(lambda todo=todo: refine(program, todo, Budget(2.0))))
            for task in todo:
                memories["part"].learn(task.known)
            undecided += sum(not _decided(known, question) for question in open_ones)
    share = decided / states
    return [
        Row(
            "an answer: ranking, trace, bounds, witnesses, next question",
            f"median {median(front):.1f} ms, p95 {percentile(front, 0.95):.1f} ms",
            "median 4 ms, p95 8 ms",
            median(front) <= 4 and percentile(front, 0.95) <= 8,
            median(front),
        ),
        Row("questions decided at once", f"{share:.1%}", "88 %", share >= 0.88),
        Row(
            "the rest, in the background",
            f"median {median(back):.0f} ms, p95 {percentile(back, 0.95):.0f} ms",
            "median 20 ms, p95 200 ms",
            median(back) <= 20 and percentile(back, 0.95) <= 200,
            median(back),
        ),
        Row("question-states undecided after 2 s", f"{undecided / states:.2%}", "0.5 %", undecided / states <= 0.005),
    ]


def _decided(known: Known, question: int) -> bool:
    return known.is_certain or question in known.matters or question in known.cannot_matter


def questions(knowledge: Knowledge, program: Program, count: int) -> list[Row]:
    """How many questions are asked until the pattern is settled, against file order and a random order.

    Over random answers, and over the published cases, with whatever those leave open answered at random.
    """
    rng = random.Random(7)
    drawn = [complete(program, rng) for _ in range(count)]
    told = [_told(program, case, rng) for case in list(knowledge.cases.values())[: max(4, count)]]
    return [
        *_asked(drawn, f"{count} random complete answers"),
        *_asked(told, f"{len(told)} published cases"),
    ]


def _told(program: Program, case: Case, rng: random.Random) -> Masks:
    own = answer_masks(program, {name: said for name, said in case.answers.items() if said != (UNKNOWN,)})
    return tuple(mask or drawn for mask, drawn in zip(own, complete(program, rng), strict=True))


def _asked(answers: list[Masks], what: str) -> list[Row]:
    with ProcessPoolExecutor() as pool:
        counted = list(pool.map(_counted, answers, range(len(answers)), chunksize=5))
    of_applying, of_file, of_random = (
        [each.asked / max(1, of) for each, of in zip(counted, others, strict=True)]
        for others in (
            [each.applying for each in counted],
            [each.in_file_order for each in counted],
            [each.in_random_order for each in counted],
        )
    )
    return [
        Row(
            f"questions until settled, over {what}",
            f"median {median(each.asked for each in counted):.0f}: {median(of_applying):.0%} of those that apply",
            "50 %",
            median(of_applying) <= 0.5,
        ),
        Row("the same against file order", f"{median(of_file):.0%}", "70 %", median(of_file) <= 0.7),
        Row("the same against a random order", f"{median(of_random):.0%}", "", None),
    ]


class _Counted(NamedTuple):
    """How many questions it took for some answers, and would have taken in other orders."""

    applying: int
    asked: int
    in_file_order: int
    in_random_order: int


def _counted(masks: Masks, seed: int) -> _Counted:
    """In a process of its own: each has to prove after every answer whether the pattern is settled."""
    advisor = _advisor()
    order = applying(advisor.program, masks)
    mixed = random.Random(seed).sample(order, len(order))
    return _Counted(
        len(order),
        _adaptive(advisor.knowledge, advisor.program, masks),
        _until_settled(advisor.program, masks, order),
        _until_settled(advisor.program, masks, mixed),
    )


@cache
def _advisor() -> Advisor:
    return open_advisor()


def _adaptive(knowledge: Knowledge, program: Program, masks: Masks) -> int:
    memories: dict[str, Memory] = {}
    given: list[int] = []
    last: QuestionRef | None = None
    while True:
        made = assessment(program, prefix(masks, given, len(given)))
        evaluation = evaluate_system(program, made, memories, only_pattern=True)
        if _is_certain(program, made, memories):
            return len(given)
        last = interview(knowledge, program, made, evaluation, last).next
        assert last is not None
        given.append(program.question_index[last.question])


def _until_settled(program: Program, masks: Masks, order: list[int]) -> int:
    """By halving: once it is settled it stays so."""
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if _is_certain(program, assessment(program, prefix(masks, order, middle)), {}):
            high = middle
        else:
            low = middle + 1
    return low


def _is_certain(program: Program, made, memories: dict[str, Memory]) -> bool:  # type: ignore[no-untyped-def]
    evaluation = evaluate_system(program, made, memories, only_pattern=True)
    known = evaluation.components[0].known[0]
    if len(known.can_win) < 2 and not known.is_certain:
        todo = tasks(evaluation, only_pattern=True)
        refine(program, todo, Budget(20))
        for task in todo:
            memories["part"].learn(task.known)
        known = memories["part"].known(0, evaluate_masks(program, known.masks).masks)
    return known.is_certain
