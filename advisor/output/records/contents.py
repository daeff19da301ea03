"""What each decision record says: one for the platforms, one per component, one per later decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from advisor.model.milestones import Milestone, SignOff, Stance
from advisor.output import wording
from advisor.output.report.contents import Report
from advisor.output.views.components import ComponentView, LaterDecision
from advisor.output.views.options import OptionView
from advisor.output.views.platforms import PlatformChange, PlatformGroup

PLATFORMS = "platforms"

_RIVALS = 4
"""So many options besides the chosen one get their pros and cons."""


@dataclass(frozen=True, slots=True)
class Considered:
    """An option with what speaks for and against it."""

    title: str
    summary: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One decision. `key` names it for good, `outcome` what was decided, both for us; the rest is for people.

    `choices` has, where components differ, a row each: component, choice, why. `related` are keys of other records.
    """

    key: str
    slug: str
    title: str
    outcome: str
    accepted: Milestone | None
    context: tuple[str, ...]
    drivers: tuple[str, ...]
    options: tuple[str, ...]
    ruled_out: tuple[str, ...]
    decided: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    considered: tuple[Considered, ...]
    revisit: tuple[str, ...]
    related: tuple[str, ...]
    choices: tuple[tuple[str, str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = field(default=())

    @property
    def makers(self) -> tuple[str, ...]:
        """Who agreed to it, with their roles."""
        agreed = (each for each in self.people if each.says is Stance.AGREES)
        return tuple(f"{each.name} ({each.role})" if each.role else each.name for each in agreed)

    @property
    def people(self) -> tuple[SignOff, ...]:
        """Everybody who signed."""
        return self.accepted.people if self.accepted else ()

    @property
    def on(self) -> date | None:
        """The day on which it was accepted."""
        return self.accepted.on if self.accepted else None


def records(report: Report) -> tuple[Record, ...]:
    """Every decision of a report: platforms first, then the components, then what follows from their patterns."""
    later = _later_decisions(report.components)
    parts = tuple(component_key(each.name) for each in report.components)
    return (
        *([_platforms(report, parts)] if report.components else []),
        *(_component(report, each) for each in report.components),
        *(_later(report, name, rows) for name, rows in later.items()),
    )


def component_key(name: str) -> str:
    """The key of a component's record."""
    return f"pattern/{name}"


def later_key(decision: str) -> str:
    """The key of a later decision's record."""
    return f"decision/{decision}"


def _platforms(report: Report, parts: tuple[str, ...]) -> Record:
    system, verdict = report.system, report.given.verdict
    latest = _latest(report)
    used = verdict.platforms.chosen.platforms
    rows = tuple((each.name, each.title, wording.listed(each.platforms) or "none") for each in report.components)
    return Record(
        key=PLATFORMS,
        slug=PLATFORMS,
        title=f"Platforms of {system.title}",
        outcome=",".join(used) or "none",
        accepted=latest if latest and latest.platforms == used else None,
        context=(
            system.summary,
            "A platform is what people must learn and operate. How many should this system run on, and which?",
        ),
        drivers=(system.limit, f"Platforms needed: {system.platform_count}."),
        options=(
            wording.listed(system.platforms) or "No platform at all",
            *(_other(each) for each in _changes(report)),
        ),
        ruled_out=(),
        decided=(
            f"Chosen option: “{wording.listed(system.platforms) or 'No platform at all'}”, because every component "
            "gets the best pattern that keeps within what the people can run.",
        ),
        good=tuple(
            f"{_names(group.components)} run{'s' if len(group.components) == 1 else ''} on {_platform(report, group)}."
            for group in system.groups
            if group.titles
        ),
        bad=tuple(
            f"people have to learn {_platform(report, group)}: {' '.join(group.learn)}"
            for group in system.groups
            if group.learn
        ),
        considered=tuple(Considered(_other(each), each.sentence, (), ()) for each in _changes(report)),
        revisit=("The number of people who run the platforms changes.",),
        related=parts,
        choices=rows,
    )


def _changes(report: Report) -> tuple[PlatformChange, ...]:
    """Other numbers of platforms that would change something."""
    found = (report.system.fewer, report.system.more)
    return tuple(each for each in found if each and (each.moved or not each.feasible))


def _other(change: PlatformChange) -> str:
    return f"{change.title}: {wording.listed(change.platforms) or 'none'}"


def _platform(report: Report, group: PlatformGroup) -> str:
    return wording.listed([report.lowered(each) for each in group.titles])


def _component(report: Report, view: ComponentView) -> Record:
    latest = _latest(report)
    recorded = latest.components.get(view.name) if latest else None
    chosen = view.chosen
    rivals = view.rivals[:_RIVALS]
    pattern = view.pattern
    return Record(
        key=component_key(view.name),
        slug=f"{view.name}-deployment-pattern",
        title=f"Run {view.name} as: {view.title}" if chosen else f"How to run {view.name}: nothing fits yet",
        outcome=chosen.id if chosen else "none",
        accepted=latest if latest and recorded and chosen and recorded.chosen == chosen.id else None,
        context=(
            f"{view.name} is one of {wording.counted(len(report.components), 'component')} of {report.system.title}. "
            f"{report.given.knowledge.decisions[wording.PATTERN].ask}",
            *((chosen.summary,) if chosen else ()),
        ),
        drivers=_drivers([each for each in (chosen, view.runner_up) if each]),
        options=tuple(each.title for each in (*((chosen,) if chosen else ()), *view.rivals)),
        ruled_out=tuple(
            f"{each.title}: {each.ruled_out_by[0].because}" for each in view.ruled_out if each.ruled_out_by
        ),
        decided=tuple(_decided(report, view)),
        good=tuple(each.because for each in chosen.speaks_for) if chosen else (),
        bad=(
            *((each.because for each in chosen.against) if chosen else ()),
            *(f"{risk.risk} To be done about it: {risk.mitigation}" for title, risk in view.risks if title is None),
        ),
        considered=tuple(_considered(each) for each in (*((chosen,) if chosen else ()), *rivals)),
        revisit=pattern.revisit if pattern else (),
        related=(PLATFORMS, *(later_key(each.id) for each in view.decisions)),
        moves=(
            (
                ("In", f"{pattern.way_in.effort.value}. {pattern.way_in.how}"),
                ("Out", f"{pattern.way_out.effort.value}. {pattern.way_out.how}"),
            )
            if pattern
            else ()
        ),
    )


def _decided(report: Report, view: ComponentView) -> Iterator[str]:
    if view.chosen is None:
        yield "None of the options fits the answers as they are; some of them have to give way."
    elif view.override_reason is not None:
        yield f"Chosen option: “{view.title}”, because people decided so: {view.override_reason}"
    else:
        yield f"Chosen option: “{view.title}”, because {report.lowered(view.headline)}"
    if view.assigned_because:
        yield view.assigned_because
    yield view.sure
    if view.name in report.tipping:
        yield report.tipping[view.name].sentence


def _later(report: Report, decision: str, rows: Sequence[tuple[str, LaterDecision]]) -> Record:
    entry = report.given.knowledge.decisions[decision]
    latest = _latest(report)
    now = {name: each.chosen.id for name, each in rows if each.chosen}
    then = {name: part.decisions.get(decision) for name, part in latest.components.items()} if latest else {}
    chosen = list({each.chosen.id: each.chosen for _, each in rows if each.chosen}.values())
    return Record(
        key=later_key(decision),
        slug=decision,
        title=f"{entry.title}: {_one(chosen)}",
        outcome=",".join(f"{name}={option}" for name, option in now.items()) or "none",
        accepted=latest if latest and now and all(then.get(name) == each for name, each in now.items()) else None,
        context=(entry.ask, "It follows from the deployment patterns, and may differ from component to component."),
        drivers=_drivers(chosen),
        options=tuple(option.title for option in entry.options),
        ruled_out=(),
        decided=(f"Chosen: {wording.listed([f'“{each.title}”' for each in chosen])}.",)
        if chosen
        else ("Nothing fits.",),
        good=_once(reason.because for each in chosen for reason in each.speaks_for),
        bad=(
            *_once(reason.because for each in chosen for reason in each.speaks_against),
            *_once(f"{risk.risk} To be done about it: {risk.mitigation}" for each in chosen for risk in each.risks),
        ),
        considered=tuple(_considered(each) for each in chosen),
        revisit=("The deployment pattern of one of these components changes.",),
        related=tuple(component_key(name) for name, _ in rows),
        choices=tuple((name, each.chosen.title if each.chosen else "nothing fits", each.sure) for name, each in rows),
    )


def _later_decisions(components: Iterable[ComponentView]) -> dict[str, list[tuple[str, LaterDecision]]]:
    found: dict[str, list[tuple[str, LaterDecision]]] = {}
    for component in components:
        for decision in component.decisions:
            found.setdefault(decision.id, []).append((component.name, decision))
    return found


def _latest(report: Report) -> Milestone | None:
    return report.milestones[0][1] if report.milestones else None


def _considered(shown: OptionView) -> Considered:
    return Considered(
        title=f"{shown.title}, {wording.counted(shown.points, 'point').replace('-', '−')}",
        summary=shown.summary,
        pros=tuple(f"{each.because} ({each.weight})" for each in shown.speaks_for),
        cons=tuple(f"{each.because} ({each.weight})" for each in shown.against),
    )


def _drivers(options: Iterable[OptionView]) -> tuple[str, ...]:
    """The answers behind the reasons, each once, those that weigh most first."""
    reads = (read for option in options for reason in option.reasons for read in reason.answers)
    return _once(f"{read.title}: {read.value if read.value is not None else 'not answered'}" for read in reads)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _names(components: Iterable[ComponentView]) -> str:
    return wording.listed([each.name for each in components])


def _one(chosen: Sequence[OptionView]) -> str:
    return chosen[0].title if len(chosen) == 1 else "by component" if chosen else "nothing fits yet"
