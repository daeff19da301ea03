"""The record of a verdict: what people accept, and what a later day is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.loading.near import unknown
from advisor.loading.saving import fingerprint, save_assessment
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.milestones import Answers, Milestone, RecordedComponent, SignOff
from advisor.model.verdict import ComponentVerdict, SystemVerdict
from advisor.output.views.changes import Side
from advisor.service.advisor import Advisor


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What somebody wants recorded. `name` None: the day, with a number where that is taken."""

    on: date
    name: str | None = None
    why: str | None = None
    revisit: date | None = None
    people: tuple[SignOff, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was recorded, and what people should know about it."""

    name: str
    milestone: Milestone
    remarks: tuple[str, ...]


def accept(advisor: Advisor, path: Path, acceptance: Acceptance) -> Accepted:
    """Record today's verdict in the assessment file.

    Raises InputError for a file that cannot be read; AdvisorError if nothing can be recorded under that name, if a
    component has no verdict, or if the file cannot be written.
    """
    on_disk = fingerprint(path)
    assessment = advisor.read(path)
    verdict = advisor.recommend(assessment)
    name, milestone = accepted(assessment, verdict, acceptance)
    _save(assessment, name, milestone, path, on_disk)
    return Accepted(name, milestone, tuple(_remarks(verdict, acceptance)))


def accepted(assessment: Assessment, verdict: SystemVerdict, acceptance: Acceptance) -> tuple[str, Milestone]:
    """A verdict as a milestone, and its name. Raises AdvisorError if it cannot be one."""
    if not verdict.components:
        raise AdvisorError("the assessment has no components yet, so there is no verdict to accept")
    empty = [each.name for each in verdict.components if each.chosen is None]
    if empty:
        raise AdvisorError(
            f"nothing fits {', '.join(empty)}, so there is no verdict to accept; "
            "`advisor recommend` names the answers that cannot stand together, an override chooses against them"
        )
    milestone = record(assessment, verdict, acceptance.on).model_copy(
        update={"why": acceptance.why, "revisit": acceptance.revisit, "people": acceptance.people}
    )
    return _name(assessment, acceptance), milestone


def sign(advisor: Advisor, path: Path, name: str | None, people: tuple[SignOff, ...]) -> Accepted:
    """Add people to a milestone that is there (the latest if not named); who signed before is replaced.

    Raises InputError or AdvisorError.
    """
    on_disk = fingerprint(path)
    assessment = advisor.read(path)
    found = milestone_name(assessment, name, path)
    milestone = assessment.milestones[found]
    signed = with_people(milestone, people)
    _save(assessment, found, signed, path, on_disk)
    return Accepted(found, signed, ())


def with_people(milestone: Milestone, people: tuple[SignOff, ...]) -> Milestone:
    """A milestone with the word of some people; who signed before is replaced."""
    names = {each.name for each in people}
    kept = tuple(each for each in milestone.people if each.name not in names)
    return milestone.model_copy(update={"people": (*kept, *people)})


def milestone_name(assessment: Assessment, name: str | None, path: Path) -> str:
    """The milestone called so, or the latest. Raises AdvisorError if it is not there, or none is."""
    if name is not None and name not in assessment.milestones:
        raise AdvisorError(f"{path}: {unknown('milestone', name, assessment.milestones)}")
    found = name or latest(assessment)
    if found is None:
        raise AdvisorError(f"{path} has no milestone yet; `advisor accept` records one")
    return found


def latest(assessment: Assessment) -> str | None:
    """The milestone of the latest day; of several on one day the one furthest down in the file."""
    ordered = sorted(enumerate(assessment.milestones), key=lambda each: (assessment.milestones[each[1]].on, each[0]))
    return ordered[-1][1] if ordered else None


def record(assessment: Assessment, verdict: SystemVerdict, on: date) -> Milestone:
    """A verdict as a record, nobody's yet."""
    return Milestone(
        on=on,
        knowledge=verdict.knowledge,
        platforms=verdict.platforms.chosen.platforms,
        organisation=_known({q: each for q, each in assessment.organisation.items() if q not in verdict.unused}),
        components={
            each.name: _component(each, assessment.components[each.name].answers) for each in verdict.components
        },
    )


def side(advisor: Advisor, argument: str) -> Side:
    """One side of a comparison: FILE as it stands, or FILE@MILESTONE as it was recorded (FILE@ for the latest).

    Raises InputError or AdvisorError.
    """
    # A file may have an @ in its own name.
    name, sign_, wanted = argument.rpartition("@")
    recorded = bool(sign_) and not Path(argument).exists()
    path = Path(name if recorded else argument)
    assessment = advisor.read(path)
    if not recorded:
        milestone = record(assessment, advisor.recommend(assessment), date.min)
        return Side(argument, assessment.system, milestone, _facts(advisor, assessment), None)
    found = milestone_name(assessment, wanted or None, path)
    milestone = assessment.milestones[found]
    return Side(argument, assessment.system, milestone, _facts(advisor, _replayed(advisor, milestone)), milestone.on)


def _component(verdict: ComponentVerdict, answers: dict[str, Answer]) -> RecordedComponent:
    pattern = verdict.pattern
    standing = pattern.standing(verdict.chosen) if verdict.chosen else None
    return RecordedComponent(
        chosen=verdict.chosen,
        recommended=pattern.recommended,
        points=standing.points if standing else 0,
        margin=pattern.margin,
        close_call=pattern.close_call,
        settled=pattern.settled,
        override=verdict.override_reason if verdict.overridden else None,
        reasons={trace.rule: trace.points for trace in standing.reasons} if standing else {},
        decisions={name: later.recommended for name, later in verdict.decisions.items() if later.recommended},
        answers=_known({name: answer for name, answer in answers.items() if name not in verdict.unused}),
    )


def _known(answers: dict[str, Answer]) -> Answers:
    return {name: answer.answer for name, answer in answers.items() if not answer.is_unknown}


def _name(assessment: Assessment, acceptance: Acceptance) -> str:
    if acceptance.name is not None:
        if acceptance.name in assessment.milestones:
            raise AdvisorError(
                f"there is already a milestone `{acceptance.name}`; choose another --name, "
                "or add people to it with --sign"
            )
        return acceptance.name
    day, number = acceptance.on.isoformat(), 1
    name = day
    while name in assessment.milestones:
        number += 1
        name = f"{day}-{number}"
    return name


def _save(assessment: Assessment, name: str, milestone: Milestone, path: Path, on_disk: str | None) -> None:
    milestones = {**assessment.milestones, name: milestone}
    save_assessment(assessment.model_copy(update={"milestones": milestones}), path, on_disk)


def _remarks(verdict: SystemVerdict, acceptance: Acceptance) -> list[str]:
    remarks = []
    open_ = [each.name for each in verdict.components if not each.pattern.settled and not each.overridden]
    if open_:
        remarks.append(f"not settled yet: {', '.join(open_)}; an open answer may still change it")
    if not acceptance.people:
        remarks.append('nobody has signed; --agree "NAME (ROLE)" adds somebody, with --sign later too')
    return remarks


def _replayed(advisor: Advisor, milestone: Milestone) -> Assessment:
    """The answers of a milestone as far as today's knowledge still has the questions and choices."""
    return Assessment(
        knowledge=milestone.knowledge,
        system="recorded",
        organisation=_still_known(advisor, milestone.organisation),
        components={
            name: Component(answers=_still_known(advisor, part.answers)) for name, part in milestone.components.items()
        },
    )


def _still_known(advisor: Advisor, answers: Answers) -> dict[str, Answer]:
    questions = advisor.knowledge.questions
    return {
        name: Answer(answer=chosen)
        for name, chosen in answers.items()
        if name in questions and set(chosen) <= set(questions[name].choice_ids)
    }


def _facts(advisor: Advisor, assessment: Assessment) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(fact for fact, holds in advisor.facts(assessment, name).items() if holds)
        for name in assessment.components
    }
