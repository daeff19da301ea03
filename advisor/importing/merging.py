"""What files show, put into an assessment: a person's answers stay, what the files changed is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.model.assessment import Answer, Assessment, Component, Origin
from advisor.model.imported import AnswerChange, Connection, Fate, FoundComponent, ShownAnswer

Allowed = Callable[[str, tuple[str, ...]], bool]
"""Whether the knowledge has such an answer to such a question."""


def merged(
    assessment: Assessment,
    found: Sequence[FoundComponent],
    organisation: Sequence[ShownAnswer],
    read: frozenset[str],
    allowed: Allowed,
) -> tuple[Assessment, list[AnswerChange]]:
    """The assessment with what was found, and what became of every answer. `read` are the files that were read."""
    changes: list[AnswerChange] = []
    general = _answers(None, assessment.organisation, organisation, read, allowed, changes)
    parts = dict(assessment.components)
    for one in found:
        present = parts.get(one.name, Component())
        answers = _answers(one.name, present.answers, one.answers, read, allowed, changes)
        parts[one.name] = present.model_copy(update={"answers": answers})
    return assessment.model_copy(update={"organisation": general, "components": parts}), changes


def linked(assessment: Assessment, connections: Sequence[Connection]) -> Assessment:
    """The assessment with the connections that files show added to those it has."""
    parts = dict(assessment.components)
    for link in connections:
        part = parts.get(link.source)
        if part is not None and link.target in parts and link.target not in (link.source, *part.talks_to):
            parts[link.source] = part.model_copy(update={"talks_to": (*part.talks_to, link.target)})
    return assessment.model_copy(update={"components": parts})


def _answers(
    component: str | None,
    present: dict[str, Answer],
    shown: Sequence[ShownAnswer],
    read: frozenset[str],
    allowed: Allowed,
    changes: list[AnswerChange],
) -> dict[str, Answer]:
    answers = dict(present)
    told = {one.question: one for one in shown if allowed(one.question, one.answer)}
    for question, one in told.items():
        before = present.get(question)
        if before is None:
            answers[question] = _imported(one)
            changes.append(AnswerChange(component, question, Fate.NEW, None, one))
        elif before.origin is not Origin.IMPORTED:
            fate = Fate.SAME if set(before.answer) == set(one.answer) else Fate.KEPT
            changes.append(AnswerChange(component, question, fate, before.answer, one))
        elif set(before.answer) == set(one.answer):
            # Only the line may have moved; whatever a person wrote beside it stays.
            fresh = _imported(one)
            answers[question] = before.model_copy(
                update={"evidence": fresh.evidence, "confidence": fresh.confidence, "note": before.note or fresh.note}
            )
            changes.append(AnswerChange(component, question, Fate.SAME, before.answer, one))
        else:
            answers[question] = _imported(one).model_copy(update={"owner": before.owner})
            changes.append(AnswerChange(component, question, Fate.CHANGED, before.answer, one))
    for question, before in present.items():
        if question not in told and before.origin is Origin.IMPORTED and _rests_on(before, read):
            del answers[question]
            changes.append(AnswerChange(component, question, Fate.GONE, before.answer, None))
    return answers


def _imported(one: ShownAnswer) -> Answer:
    return Answer(
        answer=one.answer,
        note=one.why[:200],
        confidence=one.confidence,
        evidence=", ".join(one.evidence),
        origin=Origin.IMPORTED,
    )


def _rests_on(answer: Answer, read: frozenset[str]) -> bool:
    """Whether every line that an answer rests on is in a file that was read again."""
    places = (answer.evidence or "").split(", ")
    return all(place.rpartition(":")[0] in read for place in places)
