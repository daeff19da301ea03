"""An assessment file to a checked `Assessment`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.loading.answers import check_answer
from advisor.loading.document import Document, parse_document, read_document
from advisor.loading.near import unknown
from advisor.loading.scalars import DataPath
from advisor.loading.swift import swiftly
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.knowledge import Knowledge
from advisor.model.options import PATTERN_DECISION
from advisor.model.questions import Scope


def read_assessment(path: Path, knowledge: Knowledge) -> Assessment:
    """Read and check an assessment. Raises InputError with every problem in the file."""
    return _checked(read_document(path), knowledge)


def parse_assessment(text: str, name: str, knowledge: Knowledge) -> Assessment:
    """Check an assessment given as text; `name` is what problems call it. Raises InputError."""
    return _checked(parse_document(text, name), knowledge)


def _checked(document: Document, knowledge: Knowledge) -> Assessment:
    if document.data is None:
        raise InputError([document.problem((), "is empty; an assessment starts with `assessment: 1`")])
    # `components: {front-end:}` is how a component without answers is written.
    data = _without_nothing(document.data)
    made = swiftly(Assessment, data) or _validated(data, document)
    if isinstance(made, list):
        raise InputError(made)
    problems = _answers(made.organisation, Scope.ORGANISATION, knowledge, document, ("organisation",))
    patterns = [option.id for option in knowledge.decisions[PATTERN_DECISION].options]
    for name, component in made.components.items():
        at: DataPath = ("components", name)
        problems += _answers(component.answers, Scope.COMPONENT, knowledge, document, (*at, "answers"))
        if component.override and component.override.pattern not in patterns:
            message = unknown("pattern", component.override.pattern, patterns)
            problems.append(document.problem((*at, "override", "pattern"), message))
        problems += [document.problem((*at, "talks_to"), said) for said in _links(name, component, made)]
    if problems:
        raise InputError(problems)
    return made


def _validated(data: object, document: Document) -> Assessment | list[Problem]:
    from advisor.loading.validation import validate

    return validate(Assessment, data, document)


def _links(name: str, component: Component, made: Assessment) -> Iterator[str]:
    for other in component.talks_to:
        if other == name:
            yield f"`{name}` need not say that it talks to itself"
        elif other not in made.components:
            yield unknown("component", other, made.components)
    if len(set(component.talks_to)) < len(component.talks_to):
        yield "has the same component twice"


def _without_nothing(data: object) -> object:
    """Sections that are present but empty count as absent."""
    if not isinstance(data, dict):
        return data
    sections = ("organisation", "components", "milestones")
    filled = {key: value for key, value in data.items() if value is not None or key not in sections}
    components = filled.get("components")
    if isinstance(components, dict):
        filled["components"] = {
            name: {key: value for key, value in part.items() if value is not None or key not in ("answers", "talks_to")}
            if isinstance(part, dict)
            else ({} if part is None else part)
            for name, part in components.items()
        }
    return filled


def _answers(
    answers: dict[str, Answer], scope: Scope, knowledge: Knowledge, document: Document, at: DataPath
) -> list[Problem]:
    problems = []
    own = [question.id for question in knowledge.questions.values() if question.scope is scope]
    for name, answer in answers.items():
        question = knowledge.questions.get(name)
        if question is None:
            problems.append(document.problem((*at, name), unknown("question", name, own)))
        elif question.scope is not scope:
            message = f"`{name}` is asked about {_about(question.scope)}; move it there"
            problems.append(document.problem((*at, name), message))
        else:
            problems += [document.problem((*at, name), sentence) for sentence in check_answer(question, answer.answer)]
    return problems


def _about(scope: Scope) -> str:
    return "the organisation (`organisation:`)" if scope is Scope.ORGANISATION else "one component (`components:`)"


def milestone_lines(path: Path, name: str) -> dict[str, int]:
    """The lines on which a milestone and each of its components stand in the file; the milestone's own under ""."""
    document = read_document(path)
    at: DataPath = ("milestones", name)
    parts = {str(step[3]) for step in document.lines if step[:3] == (*at, "components") and len(step) == 4}
    return {"": document.line(at)} | {part: document.line((*at, "components", part)) for part in sorted(parts)}


def answer_lines(path: Path) -> dict[tuple[str | None, str], int]:
    """The lines on which answers stand, by component (None: the organisation) and question."""
    found: dict[tuple[str | None, str], int] = {}
    for step, line in read_document(path).lines.items():
        match step:
            case ("organisation", str(question)):
                found[None, question] = line
            case ("components", str(component), "answers", str(question)):
                found[component, question] = line
    return found
