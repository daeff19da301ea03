"""Answers given as `front-end.release-cadence=yearly`, for a verdict that is not saved."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import InputError, Problem
from advisor.loading.near import unknown
from advisor.model.assessment import Answer, Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Scope

SHAPE = "component.question=answer, or question=answer for the organisation"


def with_answers(knowledge: Knowledge, assessment: Assessment, settings: Iterable[str]) -> Assessment:
    """The assessment with some answers changed; an empty answer takes one back, commas join several.

    Raises InputError with everything that is wrong with the settings.
    """
    problems: list[Problem] = []
    for setting in settings:
        try:
            assessment = _with_answer(knowledge, assessment, setting)
        except ValueError as error:
            problems.append(Problem(setting, 0, str(error)))
    if problems:
        raise InputError(problems)
    return assessment


def _with_answer(knowledge: Knowledge, assessment: Assessment, setting: str) -> Assessment:
    from advisor.loading.answers import check_answer

    name, sign, value = setting.partition("=")
    component, dot, question_id = name.strip().rpartition(".")
    if not sign:
        raise ValueError(f"is not an answer; write {SHAPE}")
    question = knowledge.questions.get(question_id)
    if question is None:
        raise ValueError(unknown("question", question_id, knowledge.questions))
    if question.scope is Scope.COMPONENT and not dot:
        raise ValueError(f"`{question_id}` is asked about one component; write `COMPONENT.{question_id}=...`")
    if question.scope is Scope.ORGANISATION and dot:
        raise ValueError(f"`{question_id}` is asked about the organisation; write `{question_id}=...`")
    if dot and component not in assessment.components:
        raise ValueError(unknown("component", component, assessment.components))
    chosen = tuple(part.strip() for part in value.split(",") if part.strip())
    wrong = list(check_answer(question, chosen)) if chosen else []
    if wrong:
        raise ValueError("; ".join(wrong))
    if not dot:
        return assessment.model_copy(update={"organisation": _put(assessment.organisation, question_id, chosen)})
    part = assessment.components[component]
    changed = part.model_copy(update={"answers": _put(part.answers, question_id, chosen)})
    return assessment.model_copy(update={"components": {**assessment.components, component: changed}})


def _put(answers: dict[str, Answer], question: str, chosen: tuple[str, ...]) -> dict[str, Answer]:
    if chosen:
        return {**answers, question: Answer(answer=chosen)}
    return {name: answer for name, answer in answers.items() if name != question}
