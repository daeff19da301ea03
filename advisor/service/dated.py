"""The knowledge as it stood, or will stand, on another day: as far as it has dates."""

from __future__ import annotations

from datetime import date

from advisor.model.technologies import Status, Technology
from advisor.output import wording
from advisor.service.advisor import Advisor


def as_of(advisor: Advisor, day: date) -> Advisor:
    """The advisor with every product's life as it stood on `day`.

    The rules stay today's: they have no dates, and the products' lives move no ranking.
    """
    technologies = {name: _as_of(each, day) for name, each in advisor.knowledge.technologies.items()}
    return Advisor(advisor.knowledge.model_copy(update={"technologies": technologies}), advisor.program)


def _as_of(technology: Technology, day: date) -> Technology:
    """What was checked before `day` is what was known then; otherwise what came later is taken out."""
    if technology.verified is None or technology.verified <= day:
        return technology
    known = tuple(event for event in technology.milestones if event.on <= day)
    changes: dict[str, object] = {"milestones": known, "verified": day}
    later = [event for event in technology.milestones if event.on > day]
    if later and not any(event.planned for event in later):
        changes["current"] = None
    if technology.status is not Status.ACTIVE and _ended_later(technology, day):
        changes |= {
            "status": Status.ACTIVE,
            "successors": (),
            "instead": None,
            "summary": f"Still in service on {wording.long_date(day)}. Today's view: {technology.summary}",
        }
    return technology.model_copy(update=changes)


def _ended_later(technology: Technology, day: date) -> bool:
    """Whether what ended it, its last end or else the last thing known of it, lay ahead on that day."""
    last = technology.end or max(technology.milestones, key=lambda event: event.on, default=None)
    return last is not None and last.on > day
