"""Whether an answer is one that its question can have."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.loading.near import unknown
from advisor.model.assessment import UNKNOWN
from advisor.model.questions import Kind, Question


def check_answers(answers: dict[str, tuple[str, ...]], questions: dict[str, Question]) -> Iterator[tuple[str, str]]:
    """What is wrong with plain answers: pairs of the question's id and a sentence."""
    for name, chosen in answers.items():
        question = questions.get(name)
        if question is None:
            yield name, unknown("question", name, questions)
        else:
            yield from ((name, sentence) for sentence in check_answer(question, chosen))


def check_answer(question: Question, chosen: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with one answer; nothing for a possible one."""
    if chosen == (UNKNOWN,):
        return
    for name in chosen:
        if name not in question.choice_ids:
            yield unknown(f"choice of {question.id}", name, (*question.choice_ids, UNKNOWN))
    if question.kind is not Kind.SEVERAL and len(chosen) > 1:
        yield f"`{question.id}` takes one answer, not {len(chosen)}"
    if len(set(chosen)) < len(chosen):
        yield f"`{question.id}` has the same answer twice"
    alone = [choice.id for choice in question.choices if choice.exclusive and choice.id in chosen]
    if alone and len(chosen) > 1:
        yield f"`{alone[0]}` stands alone; it cannot be combined with another answer"
