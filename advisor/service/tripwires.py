"""A recorded verdict held against today: which of the tripwires around it have fired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.loading.assessment import milestone_lines
from advisor.model.assessment import Answer, Assessment
from advisor.model.conditions import FactHolds, leaves
from advisor.model.findings import Checked, Finding, Tripwire
from advisor.model.knowledge import Knowledge
from advisor.model.milestones import Answers, Milestone, RecordedComponent
from advisor.model.options import Option
from advisor.model.technologies import Status
from advisor.model.verdict import ComponentVerdict, SystemVerdict
from advisor.output import wording
from advisor.output.views.changes import title_of
from advisor.service.advisor import Advisor
from advisor.service.contradicting import contradictions
from advisor.service.dated import as_of
from advisor.service.recording import latest, milestone_name

MONTHS = 6
"""How far ahead an end of life is called near."""

_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Look:
    """One record and everything it is held against."""

    knowledge: Knowledge
    assessment: Assessment
    verdict: SystemVerdict
    milestone: Milestone
    lines: dict[str, int]
    today: date
    near: date

    def finding(
        self,
        tripwire: Tripwire,
        message: str,
        component: str | None = None,
        recorded: str | None = None,
        now: str | None = None,
    ) -> Finding:
        line = self.lines.get(component or "", self.lines.get("", 1))
        return Finding(tripwire, component, message, line, recorded, now)


def check(advisor: Advisor, path: Path, today: date, months: int = MONTHS, milestone: str | None = None) -> Checked:
    """Hold one milestone of a file, the latest if not named, against the verdict and the knowledge of `today`.

    Raises InputError for a file that cannot be read, AdvisorError for a milestone that is not there.
    """
    assessment = advisor.read(path)
    verdict = advisor.recommend(assessment)
    clashes = contradictions(advisor.knowledge, assessment, verdict, path)
    if milestone is None and latest(assessment) is None:
        found = Finding(Tripwire.NO_RECORD, None, "no verdict is recorded yet; `advisor accept` records one", 1)
        return Checked(path, assessment.system, None, (*clashes, found))
    name = milestone_name(assessment, milestone, path)
    look = _Look(
        knowledge=as_of(advisor, today).knowledge,
        assessment=assessment,
        verdict=verdict,
        milestone=assessment.milestones[name],
        lines=milestone_lines(path, name),
        today=today,
        near=_months_later(today, months),
    )
    return Checked(path, assessment.system, name, (*clashes, *_findings(look)))


def _findings(look: _Look) -> Iterator[Finding]:
    yield from _components(look)
    for name, part in look.milestone.components.items():
        if name in look.assessment.components:
            yield from _verdict(look, part, look.verdict.component(name))
            yield from _answers(look, name, part.answers, look.assessment.components[name].answers)
    yield from _answers(look, None, look.milestone.organisation, look.assessment.organisation)
    yield from _revisit(look)
    yield from _ends(look)
    yield from _stale(look)
    if look.milestone.knowledge != look.verdict.knowledge:
        yield look.finding(
            Tripwire.KNOWLEDGE,
            f"recorded with knowledge {look.milestone.knowledge}, held against {look.verdict.knowledge}",
            recorded=look.milestone.knowledge,
            now=look.verdict.knowledge,
        )


def _components(look: _Look) -> Iterator[Finding]:
    recorded, now = look.milestone.components, look.assessment.components
    for name in [each for each in recorded if each not in now]:
        yield look.finding(Tripwire.COMPONENTS, f"{name} is in the record and not in the system any more", name)
    for name in [each for each in now if each not in recorded]:
        yield look.finding(Tripwire.COMPONENTS, f"{name} is new; no verdict is recorded for it", name)


def _verdict(look: _Look, was: RecordedComponent, now: ComponentVerdict) -> Iterator[Finding]:
    name, pattern = now.name, now.pattern
    title, today = title_of(look.knowledge, was.chosen), title_of(look.knowledge, now.chosen)
    if was.chosen != now.chosen:
        by = " by an override" if now.overridden else ""
        yield look.finding(
            Tripwire.VERDICT, f"recorded as {title}; now it would be {today}{by}", name, was.chosen, now.chosen
        )
        return
    if was.override and was.recommended != pattern.recommended:
        then = f"{title_of(look.knowledge, was.recommended)} when {title} was chosen instead"
        yield look.finding(
            Tripwire.VERDICT,
            f"what the advisor recommends was {then}; now it is {title_of(look.knowledge, pattern.recommended)}",
            name,
            was.recommended,
            pattern.recommended,
        )
    elif was.settled and not pattern.settled:
        yield look.finding(Tripwire.UNSETTLED, f"{title} was settled; {_still_possible(look, now)}", name)
    if pattern.close_call and not was.close_call and not was.override:
        yield look.finding(
            Tripwire.MARGIN,
            f"{title} led by {was.margin}; now {_margin(look, now)}",
            name,
            None if was.margin is None else str(was.margin),
            None if pattern.margin is None else str(pattern.margin),
        )
    for decision, option in was.decisions.items():
        later = now.decisions.get(decision)
        if later is not None and later.recommended != option:
            yield look.finding(
                Tripwire.DECISION,
                f"{look.knowledge.decisions[decision].title} was recorded as "
                f"{title_of(look.knowledge, option, decision)}; "
                f"now it would be {title_of(look.knowledge, later.recommended, decision)}",
                name,
                option,
                later.recommended,
            )


def _still_possible(look: _Look, now: ComponentVerdict) -> str:
    others = [title_of(look.knowledge, each) for each in now.pattern.possible if each != now.chosen]
    if not others:
        return "an open answer could now rule it out, and then nothing fits"
    return f"now open answers could still lead to {wording.listed(others, 'or')}"


def _margin(look: _Look, now: ComponentVerdict) -> str:
    second = [each for each in now.pattern.ranking if each.eligible][1:2]
    rival = title_of(look.knowledge, second[0].option) if second else "the next"
    points = wording.counted(now.pattern.margin or 0, "point")
    return f"{rival} is {points} behind" if now.pattern.margin else f"{rival} has as many points"


def _answers(look: _Look, place: str | None, was: Answers, now: dict[str, Answer]) -> Iterator[Finding]:
    """An answer that came in since is no tripwire: what it does to the verdict is."""
    team = _team_questions(look.knowledge)
    for name, chosen in was.items():
        answer = now.get(name)
        today = answer.answer if answer else None
        if today != chosen:
            question = look.knowledge.questions.get(name)
            title = question.title if question else name
            before, after = (
                "not answered" if each is None else wording.labels(question, each) if question else "; ".join(each)
                for each in (chosen, today)
            )
            yield look.finding(
                Tripwire.TEAM if name in team else Tripwire.ANSWERS,
                f"{title} was {before}; now it is {after}",
                place,
                ",".join(chosen),
                ",".join(today) if today else None,
            )


def _team_questions(knowledge: Knowledge) -> frozenset[str]:
    """The questions that say how many platforms the people can run."""
    waiting = [limit.when for limit in knowledge.manifest.platform_limits if limit.when is not None]
    found: set[str] = set()
    while waiting:
        for leaf in leaves(waiting.pop()):
            if isinstance(leaf, FactHolds):
                waiting.append(knowledge.facts[leaf.fact].when)
            elif hasattr(leaf, "answer"):
                found.add(leaf.answer)
    return frozenset(found)


def _revisit(look: _Look) -> Iterator[Finding]:
    day = look.milestone.revisit
    if day is not None and day <= look.today:
        yield look.finding(
            Tripwire.REVISIT, f"was to be looked at again on {wording.long_date(day)}", recorded=day.isoformat()
        )


def _ends(look: _Look) -> Iterator[Finding]:
    """The products behind what was recorded that are at their end, or nearly so."""
    for name, users in _built_on(look).items():
        technology = look.knowledge.technologies[name]
        # Where it is one component, the finding names it anyway.
        behind = "" if len(users) == 1 else f", behind {wording.listed(users)}"
        first = users[0] if len(users) == 1 else None
        follower = technology.instead or wording.listed(
            [look.knowledge.technologies[each].title for each in technology.successors], "or"
        )
        instead = f"; instead: {follower}" if follower else ""
        end = technology.end
        if technology.status in (Status.RETIRED, Status.LEGACY):
            message = f"{technology.title}{behind}: {technology.status.value}{instead}"
            yield look.finding(Tripwire.END_OF_LIFE, message, first, now=technology.status.value)
        elif end is not None and end.on <= look.near:
            when = "was" if end.on <= look.today else "is"
            message = f"{technology.title}{behind}: {_lower(end.what)} {when} on {wording.long_date(end.on)}{instead}"
            yield look.finding(Tripwire.END_OF_LIFE, message, first, now=end.on.isoformat())


def _stale(look: _Look) -> Iterator[Finding]:
    """One finding for all products together: the cure, newer knowledge, is one, too."""
    after = look.knowledge.manifest.stale_after_days
    behind = [look.knowledge.technologies[name] for name in _built_on(look)]
    # What nobody ever checked has not gone stale; the report says that it was not checked.
    stale = [each for each in behind if each.verified is not None and each.is_stale(look.today, after)]
    if stale:
        oldest = min(each.verified for each in stale if each.verified is not None)
        names = [each.title for each in stale]
        named = wording.listed(names if len(names) <= _NAMED else [*names[:_NAMED], f"{len(names) - _NAMED} more"])
        yield look.finding(
            Tripwire.STALE,
            f"last checked more than {after} days ago, the oldest on {wording.long_date(oldest)}: {named}",
            recorded=oldest.isoformat(),
        )


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _built_on(look: _Look) -> dict[str, list[str]]:
    """Product to the components whose recorded pattern or decisions name it."""
    found: dict[str, list[str]] = {}
    for name, part in look.milestone.components.items():
        chosen = {wording.PATTERN: part.chosen, **part.decisions}
        for decision, option_id in chosen.items():
            option = _option(look.knowledge, decision, option_id)
            for carrier in look.knowledge.parts_of(option) if option else ():
                for technology in carrier.technologies:
                    users = found.setdefault(technology, [])
                    if name not in users:
                        users.append(name)
    return dict(sorted(found.items()))


def _option(knowledge: Knowledge, decision: str, option_id: str | None) -> Option | None:
    """An option that the knowledge still has."""
    options = knowledge.decisions[decision].options if decision in knowledge.decisions else ()
    return next((each for each in options if each.id == option_id), None)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    # The 28th exists in every month, and nobody plans an end of life to the day.
    return date(day.year + years, month + 1, min(day.day, 28))
