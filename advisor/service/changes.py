"""What one change of an assessment did to its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.model.interview import Change, Interview, Matter, PointsChange, QuestionRef
from advisor.model.verdict import ComponentVerdict, SystemVerdict


def changes(before: SystemVerdict, after: SystemVerdict, asked: Interview, asking: Interview) -> Change:
    """Compare two verdicts; components that are in only one of them are left out."""
    earlier = {component.name: component for component in before.components}
    pairs = [(earlier[part.name], part) for part in after.components if part.name in earlier]
    mattered = {state.ref for state in asked.states if state.answer is None and state.matters is not Matter.NO}
    matter_not = {state.ref for state in asking.states if state.answer is None and state.matters is Matter.NO}
    return Change(
        points=tuple(moved for old, new in pairs for moved in _points(old, new)),
        recommended=tuple((new.name, old.chosen, new.chosen) for old, new in pairs if old.chosen != new.chosen),
        settled=tuple(new.name for old, new in pairs if new.pattern.settled and not old.pattern.settled),
        no_longer_matter=len(mattered & matter_not),
        unused=tuple(_set_aside(before, after, pairs)),
    )


def _set_aside(
    before: SystemVerdict, after: SystemVerdict, pairs: Iterable[tuple[ComponentVerdict, ComponentVerdict]]
) -> Iterator[QuestionRef]:
    """The answers that do not apply any more, the organisation's first."""
    yield from (QuestionRef(question) for question in after.unused if question not in before.unused)
    for old, new in pairs:
        yield from (QuestionRef(question, new.name) for question in new.unused if question not in old.unused)


def _points(old: ComponentVerdict, new: ComponentVerdict) -> Iterator[PointsChange]:
    before = {standing.option: standing for standing in old.pattern.ranking}
    for standing in new.pattern.ranking:
        was = before[standing.option]
        old_points = was.points if was.eligible else None
        new_points = standing.points if standing.eligible else None
        if old_points != new_points:
            yield PointsChange(new.name, standing.option, old_points, new_points)
