"""Interviews to measure on: complete random answers, given one by one in some order."""

from __future__ import annotations

import random
from collections.abc import Iterator

from advisor.engine.domain import legal_answers
from advisor.engine.evaluate import chosen_names, evaluate_masks
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment, Component

Masks = tuple[int, ...]


def complete(program: Program, rng: random.Random) -> Masks:
    """An answer to every question; half of the several-of ones are single choices, as people answer."""
    return tuple(
        rng.choice(legal_answers(question))
        if question.several and rng.random() < 0.5
        else 1 << rng.randrange(len(question.choices))
        for question in program.questions
    )


def applying(program: Program, masks: Masks) -> list[int]:
    """The questions that apply under complete answers, in file order."""
    applies = evaluate_masks(program, masks).applies
    return [question for question in range(len(masks)) if applies[question]]


def prefix(masks: Masks, order: list[int], count: int) -> Masks:
    """Only the first answers in an order."""
    kept = set(order[:count])
    return tuple(mask if question in kept else 0 for question, mask in enumerate(masks))


def steps(program: Program, seed: int) -> Iterator[Masks]:
    """No answer, one, two and so on, in a random order."""
    rng = random.Random(seed)
    masks = complete(program, rng)
    order = applying(program, masks)
    rng.shuffle(order)
    for count in range(len(order) + 1):
        yield prefix(masks, order, count)


def assessment(program: Program, masks: Masks) -> Assessment:
    """One component with these answers."""
    organisation, own = {}, {}
    for question, mask in zip(program.questions, masks, strict=True):
        if mask:
            place = organisation if question.organisation else own
            index = program.question_index[question.id]
            place[question.id] = Answer(answer=chosen_names(program, index, mask))
    return Assessment(
        knowledge=program.version,
        system="Benchmark",
        organisation=organisation,
        components={"part": Component(answers=own)},
    )
