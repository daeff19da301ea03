"""`advisor history`: the milestones of an assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.model.knowledge import Knowledge
from advisor.model.milestones import Milestone, SignOff, Stance
from advisor.output.data.verdicts import Data
from advisor.output.plain_text import folded, one_line
from advisor.output.terminal.layout import WIDTH, columns, headings
from advisor.output.views.changes import title_of

NO_MILESTONES = "No milestones yet; `advisor accept` records one."


def history_text(knowledge: Knowledge, system: str, milestones: Mapping[str, Milestone], bold: bool) -> str:
    """Every milestone, the first one first."""
    head = headings(bold)
    lines = [head(line) for line in folded(system, WIDTH)]
    if not milestones:
        lines.append(NO_MILESTONES)
    for name, milestone in milestones.items():
        lines += ["", head(f"{name}, {milestone.on}"), *_milestone(knowledge, milestone)]
    return "\n".join([*lines, ""])


def history_data(system: str, milestones: Mapping[str, Milestone]) -> Data:
    """The same for programs."""
    return {"system": system, "milestones": milestones_data(milestones)}


def milestones_data(milestones: Mapping[str, Milestone]) -> list[Data]:
    """Every milestone as the file has it, with its name."""
    return [{"name": name, **each.model_dump(mode="json")} for name, each in milestones.items()]


def spoken(person: SignOff) -> str:
    """`Ada Lovelace (architect) agrees: ...`, on one line."""
    role = f" ({person.role})" if person.role else ""
    reason = f": {person.reason}" if person.reason else ""
    return one_line(f"{person.name}{role} {person.says.value}{reason}")


def _milestone(knowledge: Knowledge, milestone: Milestone) -> Iterator[str]:
    if milestone.why:
        yield from folded(milestone.why, WIDTH, "  ")
    rows = []
    for name, part in milestone.components.items():
        close = ", close call" if part.close_call and not part.override else ""
        sure = "chosen by people" if part.override else "settled" if part.settled else "not settled"
        rows.append((name, f"{title_of(knowledge, part.chosen)} ({sure}{close})"))
    yield from columns(rows, 2)
    yield from folded(f"Knowledge {milestone.knowledge}.", WIDTH, "  ")
    if milestone.revisit:
        yield from folded(f"To be looked at again on {milestone.revisit}.", WIDTH, "  ")
    agree = [each for each in milestone.people if each.says is Stance.AGREES]
    for person in (*agree, *milestone.dissent):
        yield from folded(spoken(person), WIDTH, "  - ")
    if not milestone.people:
        yield "  Nobody has signed."
