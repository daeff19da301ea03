"""Agreement, dissent and sign-off in a sitting: recorded in the file as `advisor accept` does, undone like a change."""

from __future__ import annotations

from datetime import date

from advisor.model.milestones import Milestone, SignOff
from advisor.service.recording import Acceptance, accepted, latest, record, with_people
from advisor.service.session import Session


def recorded_now(session: Session) -> str | None:
    """The latest milestone, if it records just what stands now: the same answers with the same outcome."""
    name = latest(session.assessment)
    if name is None:
        return None
    milestone = session.assessment.milestones[name]
    return name if _content(milestone) == _content(record(session.assessment, session.verdict, milestone.on)) else None


def say(session: Session, person: SignOff, today: date) -> None:
    """Add somebody's word to the record of what stands now, which is begun if there is none.

    Raises AdvisorError if there is nothing to record, or if it could not be saved.
    """
    name = recorded_now(session)
    if name is None:
        name, milestone = accepted(session.assessment, session.verdict, Acceptance(on=today, people=(person,)))
    else:
        milestone = with_people(session.assessment.milestones[name], (person,))
    _put(session, name, milestone)


def record_it(session: Session, today: date, why: str | None, revisit: date | None) -> None:
    """Record what stands now, or say more about a record of it. Raises AdvisorError like `say`."""
    name = recorded_now(session)
    if name is None:
        name, milestone = accepted(session.assessment, session.verdict, Acceptance(on=today, why=why, revisit=revisit))
    else:
        milestone = session.assessment.milestones[name].model_copy(update={"why": why, "revisit": revisit})
    _put(session, name, milestone)


def _put(session: Session, name: str, milestone: Milestone) -> None:
    milestones = {**session.assessment.milestones, name: milestone}
    session.put(session.assessment.model_copy(update={"milestones": milestones}))


def _content(milestone: Milestone) -> tuple[object, ...]:
    """What a record says, without how sure it was: a proof may come in after the first signature."""
    parts = {
        name: (part.chosen, part.override, part.answers, part.decisions) for name, part in milestone.components.items()
    }
    return milestone.knowledge, milestone.platforms, milestone.organisation, parts
