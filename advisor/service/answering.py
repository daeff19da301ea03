"""Answers in an assessment: found, given and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.model.assessment import Answer, Assessment, Origin
from advisor.model.interview import QuestionRef
from advisor.service.confirming import is_unconfirmed

Answers = Mapping[QuestionRef, Answer | None]
"""What is to be answered how; None takes an answer back."""


def answer_to(assessment: Assessment, ref: QuestionRef) -> Answer | None:
    """The answer that a question has; None too if its component is not there."""
    if ref.component is None:
        return assessment.organisation.get(ref.question)
    part = assessment.components.get(ref.component)
    return part.answers.get(ref.question) if part is not None else None


def with_answers(assessment: Assessment, answers: Answers) -> Assessment:
    """The assessment with some answers given, changed in place, or taken out. Raises KeyError for a component."""
    organisation = assessment.organisation
    components = dict(assessment.components)
    for ref, answer in answers.items():
        if ref.component is None:
            organisation = _with(organisation, ref.question, answer)
        else:
            part = components[ref.component]
            given = _with(part.answers, ref.question, answer)
            components[ref.component] = part.model_copy(update={"answers": given})
    return assessment.model_copy(update={"organisation": organisation, "components": components})


def chosen(present: Answer | None, choices: tuple[str, ...], **said: str) -> Answer | None:
    """Another choice for an answer; what was said about it stays, or is `said` anew. No choice takes it back."""
    kept = present.model_dump(exclude={"answer", "origin"}) if present else {}
    if is_unconfirmed(present) or (present and present.origin is Origin.ASKED and choices != present.answer):
        kept = {"owner": kept["owner"]}  # what the files show is no evidence for another answer
    return Answer(answer=choices, **{**kept, **said}) if choices else None


def changed_answers(before: Assessment, after: Assessment) -> Iterator[QuestionRef]:
    """The questions that two assessments answer differently, in components that both have."""
    for name in (None, *(name for name in after.components if name in before.components)):
        was = before.organisation if name is None else before.components[name].answers
        now = after.organisation if name is None else after.components[name].answers
        for question in dict.fromkeys((*was, *now)):
            old, new = was.get(question), now.get(question)
            if (old and old.answer) != (new and new.answer):
                yield QuestionRef(question, name)


def _with(answers: dict[str, Answer], question: str, answer: Answer | None) -> dict[str, Answer]:
    if answer is not None:
        return {**answers, question: answer}
    return {key: value for key, value in answers.items() if key != question}
