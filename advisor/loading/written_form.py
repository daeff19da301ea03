"""An assessment as the file has it: plain data, short answers short, what is not known left out."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from advisor.model.assessment import Answer, Assessment
from advisor.model.milestones import Milestone


def written_form(assessment: Assessment) -> dict[str, Any]:
    """The assessment as the file has it: short answers short, what is not known left out."""
    plain: dict[str, Any] = {
        "assessment": assessment.assessment,
        "knowledge": assessment.knowledge,
        "system": assessment.system,
        "organisation": {key: _plain_answer(answer) for key, answer in assessment.organisation.items()},
        "components": {},
    }
    for name, component in assessment.components.items():
        entry: dict[str, Any] = {"answers": {key: _plain_answer(a) for key, a in component.answers.items()}}
        if component.talks_to:
            entry["talks_to"] = list(component.talks_to)
        if component.override is not None:
            entry["override"] = component.override.model_dump()
        plain["components"][name] = entry
    if assessment.milestones:
        plain["milestones"] = {name: _plain_milestone(each) for name, each in assessment.milestones.items()}
    return plain


class Inline(dict[str, Any]):
    """A mapping to be written on one line."""


class Lines(str):
    """Text to be written as it stands, in lines of its own."""

    __slots__ = ()


def _plain_milestone(milestone: Milestone) -> dict[str, Any]:
    plain: dict[str, Any] = {"on": milestone.on, "knowledge": milestone.knowledge}
    for key, value in (("why", milestone.why), ("revisit", milestone.revisit)):
        if value is not None:
            plain[key] = value
    if milestone.people:
        people = [each.model_dump(exclude_none=True) for each in milestone.people]
        plain["people"] = [Inline({**each, "says": each["says"].value}) for each in people]
    plain["platforms"] = _short(milestone.platforms)
    plain |= _filled({"organisation": _plain_answers(milestone.organisation)})
    plain["components"] = {
        name: {
            **part.model_dump(include={"chosen", "recommended", "points", "margin", "override"}, exclude_none=True),
            **part.model_dump(include={"close_call", "settled"}),
            **_filled(
                {
                    "reasons": _pairs(
                        {rule: f"{points:+}" if points else "0" for rule, points in part.reasons.items()}
                    ),
                    "decisions": _pairs(part.decisions),
                    "answers": _plain_answers(part.answers),
                }
            ),
        }
        for name, part in milestone.components.items()
    }
    return plain


def _filled(texts: dict[str, Lines]) -> dict[str, Lines]:
    """Without those that say nothing, which would stand in the file as a bar and an empty line."""
    return {name: text for name, text in texts.items() if text}


def _plain_answers(answers: Mapping[str, tuple[str, ...]]) -> Lines:
    return _pairs({question: ",".join(chosen) for question, chosen in answers.items()})


def _pairs(values: Mapping[str, str]) -> Lines:
    """`name=value` a word: as a mapping, a record of twenty components would fill pages and slow every save."""
    words = " ".join(f"{name}={value}" for name, value in values.items())
    return Lines("\n".join(textwrap.wrap(words, 100, break_long_words=False, break_on_hyphens=False)))


def _short(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _plain_answer(answer: Answer) -> Any:
    chosen = _short(answer.answer)
    rest = answer.model_dump(mode="json", exclude={"answer"}, exclude_none=True)
    return {"answer": chosen, **rest} if rest else chosen
