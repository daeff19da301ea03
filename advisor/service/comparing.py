"""Two or three assessments or milestones side by side: answers, verdicts, reasons, later decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from advisor.model.knowledge import Knowledge
from advisor.model.milestones import Milestone, RecordedComponent
from advisor.output import wording
from advisor.output.views.changes import Side, title_of
from advisor.service.recording import record, side
from advisor.service.session import Session

MOST = 3
NOW = ""
"""The argument for what stands in the sitting; others are FILE or FILE@MILESTONE."""

NOT_THERE = "not there"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as every side says it; None where a side says nothing."""

    label: str
    values: tuple[str | None, ...]

    @property
    def same(self) -> bool:
        """Whether all sides say the same."""
        return len(set(self.values)) == 1


@dataclass(frozen=True, slots=True)
class Group:
    """The lines about one part of the system."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The sides' names, and everything that any of them says."""

    names: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def differences(self) -> int:
        """How many lines differ."""
        return sum(not line.same for group in self.groups for line in group.lines)


def compare_sides(session: Session, arguments: Sequence[str]) -> Compared:
    """Put sides beside each other. Raises InputError or AdvisorError for one that cannot be read."""
    sides = [side(session.advisor, each) if each != NOW else _now(session) for each in arguments]
    milestones = [each.milestone for each in sides]
    knowledge = session.advisor.knowledge
    names = dict.fromkeys(name for milestone in milestones for name in milestone.components)
    parts = (Group(name, tuple(_component(knowledge, name, milestones))) for name in names)
    return Compared(
        names=tuple(_name(session, each) for each in sides),
        groups=(
            Group("The whole", tuple(_whole(knowledge, sides))),
            Group("The organisation", tuple(_answers(knowledge, [each.organisation for each in milestones]))),
            *parts,
        ),
    )


def _name(session: Session, one: Side) -> str:
    name = one.name.removeprefix(f"{session.path}@").rpartition("/")[2]
    return f"{name}, recorded on {one.on.isoformat()}" if one.on and one.on.isoformat() not in name else name


def _now(session: Session) -> Side:
    milestone = record(session.assessment, session.verdict, date.min)
    return Side("as it stands", session.assessment.system, milestone, {}, None)


def _whole(knowledge: Knowledge, sides: Sequence[Side]) -> Iterator[Line]:
    yield Line("System", tuple(each.system for each in sides))
    yield Line("Knowledge", tuple(each.milestone.knowledge for each in sides))
    platforms = (wording.platform_titles(knowledge, each.milestone.platforms) for each in sides)
    yield Line("Platforms", tuple(wording.listed(each) or "none" for each in platforms))


def _component(knowledge: Knowledge, name: str, milestones: Sequence[Milestone]) -> Iterator[Line]:
    parts = [each.components.get(name) for each in milestones]

    def line(label: str, said: Callable[[RecordedComponent], str]) -> Line:
        return Line(label, tuple(said(part) if part else NOT_THERE for part in parts))

    yield line("Pattern", lambda part: title_of(knowledge, part.chosen))
    yield line("Points", lambda part: wording.signed(part.points))
    yield line("Lead", lambda part: "none" if part.margin is None else str(part.margin))
    yield line("Settled", lambda part: "yes" if part.settled else "no")
    if any(part and part.override for part in parts):
        yield line("Chosen by people", lambda part: part.override or "no")
    yield from _answers(knowledge, [part.answers if part else {} for part in parts])
    rules = knowledge.rules()
    for rule in dict.fromkeys(rule for part in parts if part for rule in part.reasons):
        because = rules[rule].because if rule in rules else rule
        counted = [part.reasons.get(rule) if part else None for part in parts]
        yield Line(
            because, tuple(None if each is None else wording.signed(each) if each else "out" for each in counted)
        )
    for decision in dict.fromkeys(decision for part in parts if part for decision in part.decisions):
        title = knowledge.decisions[decision].title if decision in knowledge.decisions else decision
        options = [part.decisions.get(decision) if part else None for part in parts]
        yield Line(title, tuple(_option(knowledge, each, decision) for each in options))


def _option(knowledge: Knowledge, option: str | None, decision: str) -> str | None:
    return title_of(knowledge, option, decision) if option and decision in knowledge.decisions else option


def _answers(knowledge: Knowledge, sides: Sequence[dict[str, tuple[str, ...]]]) -> Iterator[Line]:
    given = {name for answers in sides for name in answers}
    ordered = [name for name in knowledge.questions if name in given]
    for name in (*ordered, *sorted(given - set(ordered))):
        question = knowledge.questions.get(name)
        said = (answers.get(name) for answers in sides)
        values = (each and (wording.labels(question, each) if question else "; ".join(each)) for each in said)
        yield Line(question.title if question else name, tuple(value or None for value in values))
