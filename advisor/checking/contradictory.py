"""Answers written down as an example that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.checking.subject import Subject
from advisor.engine.clashes import clashes
from advisor.engine.evaluate import evaluate
from advisor.errors import Problem
from advisor.model.assessment import UNKNOWN


def contradictory(subject: Subject) -> Iterator[Problem]:
    """Scenarios, cases and guide rows that run into a declared contradiction, unless they are there to show it."""
    knowledge = subject.knowledge
    for scenario in knowledge.scenarios:
        if scenario.expect.recommended is not None:
            for name in _contradictions(subject, scenario.answers):
                place = subject.places["scenario", scenario.owner, scenario.id]
                yield place.problem(("answers",), f"the answers cannot all be true: `{name}`")
    for case in knowledge.cases.values():
        for name in _contradictions(subject, case.answers):
            yield subject.places["case", case.id].problem(("answers",), f"the answers cannot all be true: `{name}`")
    for guide in knowledge.guides.values():
        for number, row in enumerate(guide.rows):
            for name in _contradictions(subject, guide.answers(row)):
                message = f"the answers of the row `{row.id}` cannot all be true: `{name}`"
                yield subject.places["guide", guide.id].problem(("rows", number), message)


def _contradictions(subject: Subject, answers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    state = evaluate(subject.program, {name: chosen for name, chosen in answers.items() if chosen != (UNKNOWN,)})
    return (clash.contradiction for clash in clashes(state))
