"""One component's verdict, ready to show."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model.options import Pattern, Risk
from advisor.model.record import record
from advisor.model.verdict import ComponentVerdict, Conflict, Verdict
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.plain_text import shortened
from advisor.output.views.options import OptionView, option_views
from advisor.output.wording import PATTERN

_HEADLINE = 180


@record
class LaterDecision:
    """A decision after the pattern: what it came out as, why, and what came next."""

    id: str
    title: str
    chosen: OptionView | None
    runner_up: OptionView | None
    others: tuple[OptionView, ...]
    sure: str


@record
class ConflictView:
    """Answers that cannot stand together: each with who gave it and the options it takes part in ruling out."""

    answers: tuple[tuple[str, str, str | None, tuple[str, ...]], ...]


@record
class ComponentView:
    """A component: what it gets, how it ranks alone, and what follows.

    `chosen` is what it gets in the system, `best` what it would get alone; `pattern` the whole entry of
    `chosen`. `assigned_because` says why the two differ. `other_options` is the ranking without `chosen`.
    """

    name: str
    chosen: OptionView | None
    best: OptionView | None
    runner_up: OptionView | None
    pattern: Pattern | None
    settled: bool
    close_call: bool
    certainty: str
    sure: str
    assigned_because: str | None
    override_reason: str | None
    ranking: tuple[OptionView, ...]
    other_options: tuple[OptionView, ...]
    decisions: tuple[LaterDecision, ...]
    matters: tuple[str, ...]
    conflicts: tuple[ConflictView, ...]
    platforms: tuple[str, ...]
    talks_to: tuple[str, ...]
    callers: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name of what it gets."""
        return self.chosen.title if self.chosen else wording.NOTHING_FITS

    @property
    def headline(self) -> str:
        """Its weightiest reason, short enough for the first page."""
        if self.override_reason is not None:
            return shortened(self.override_reason, _HEADLINE)
        if self.chosen is None:
            return "The answers rule everything out."
        if self.chosen.speaks_for:
            return self.chosen.speaks_for[0].because
        if self.chosen.speaks_against:
            return "Nothing speaks for it, but more speaks against the others."
        return "Nothing speaks for or against it; the simplest goes first."

    @property
    def risks(self) -> tuple[tuple[str | None, Risk], ...]:
        """The risks of what it gets, then those of the decisions that follow, each with its decision's name."""
        own = self.chosen.risks if self.chosen else ()
        later = ((each.title, risk) for each in self.decisions if each.chosen for risk in each.chosen.risks)
        return (*((None, risk) for risk in own), *later)

    @property
    def neighbours(self) -> str:
        """What it talks to and what talks to it, as a sentence; nothing where the assessment says nothing."""
        calls = [f"It talks to {wording.listed(self.talks_to)}."] if self.talks_to else []
        called = [f"Called by {wording.listed(self.callers)}."] if self.callers else []
        return " ".join(calls + called)

    @property
    def rivals(self) -> tuple[OptionView, ...]:
        """The other options that are eligible."""
        return tuple(each for each in self.other_options if each.eligible)

    @property
    def ruled_out(self) -> tuple[OptionView, ...]:
        """The other options that are ruled out."""
        return tuple(each for each in self.other_options if not each.eligible)


def component_views(given: Given) -> tuple[ComponentView, ...]:
    """Every component in file order."""
    return tuple(_component(given, component) for component in given.verdict.components)


def _component(given: Given, component: ComponentVerdict) -> ComponentView:
    knowledge, verdict = given.knowledge, component.pattern
    ranking = option_views(knowledge, verdict)
    by_id = {each.id: each for each in ranking}
    chosen = by_id.get(component.chosen or "")
    entry = wording.option(knowledge, chosen.id) if chosen else None
    others = tuple(each for each in ranking if each is not chosen)
    parts = given.assessment.components
    return ComponentView(
        name=component.name,
        chosen=chosen,
        best=by_id.get(verdict.recommended or ""),
        runner_up=next((each for each in others if each.eligible), None),
        pattern=entry if isinstance(entry, Pattern) else None,
        settled=verdict.settled,
        close_call=verdict.close_call and component.chosen == verdict.recommended,
        certainty=wording.certainty(component),
        sure=_sure(given, component),
        assigned_because=_assigned(given, component, chosen, by_id.get(verdict.recommended or "")),
        override_reason=component.override_reason if component.overridden else None,
        ranking=ranking,
        other_options=others,
        decisions=tuple(_later(given, each) for each in component.decisions.values()),
        matters=tuple(knowledge.questions[each].title for each in component.matters),
        conflicts=tuple(_conflict(given, component.name, each) for each in verdict.conflicts),
        platforms=wording.platform_titles(knowledge, wording.platforms_of(knowledge, entry)) if entry else (),
        talks_to=tuple(parts[component.name].talks_to),
        callers=tuple(name for name, part in parts.items() if component.name in part.talks_to),
    )


def _sure(given: Given, component: ComponentVerdict) -> str:
    """How sure the ranking is; who leads it is said where the component gets something else."""
    verdict = component.pattern
    sure = wording.certainty_explained(given.knowledge, verdict)
    if verdict.recommended in (None, component.chosen):
        return sure
    return f"The ranking by itself is led by {wording.option_title(given.knowledge, verdict.recommended)}. {sure}"


def _assigned(
    given: Given, component: ComponentVerdict, chosen: OptionView | None, best: OptionView | None
) -> str | None:
    """Why a component does not get what it would get alone."""
    if best is None or chosen is best:
        return None
    if chosen is None:
        needed = wording.platform_titles(
            given.knowledge, wording.platforms_of(given.knowledge, wording.option(given.knowledge, best.id))
        )
        return f"Alone it would get {best.title}, but {wording.listed(needed)} is one platform too many."
    loss = best.points - chosen.points
    if component.overridden:
        if not chosen.eligible:
            return f"The advisor recommends {best.title}; what was chosen is ruled out by the answers."
        return f"The advisor recommends {best.title}, which has {_more(loss)}."
    return (
        f"Alone it would get {best.title}, which has {_more(loss)}; "
        "this one keeps the number of platforms within what the people can run."
    )


def _more(loss: int) -> str:
    return "as many points" if loss == 0 else f"{wording.counted(loss, 'point')} more"


def _later(given: Given, verdict: Verdict) -> LaterDecision:
    ranking = option_views(given.knowledge, verdict)
    chosen = next((each for each in ranking if each.id == verdict.recommended), None)
    others = tuple(each for each in ranking if each is not chosen)
    return LaterDecision(
        id=verdict.decision,
        title=given.knowledge.decisions[verdict.decision].title,
        chosen=chosen,
        runner_up=next((each for each in others if each.eligible), None),
        others=others,
        sure=wording.certainty_explained(given.knowledge, verdict),
    )


def _conflict(given: Given, component: str, conflict: Conflict) -> ConflictView:
    return ConflictView(tuple(_clashing(given, component, conflict)))


def _clashing(
    given: Given, component: str, conflict: Conflict
) -> Iterator[tuple[str, str, str | None, tuple[str, ...]]]:
    for name, chosen in conflict.answers.items():
        question = given.knowledge.questions[name]
        answer = given.answer(name, None if question.scope == "organisation" else component)
        hit = tuple(wording.option_title(given.knowledge, each, PATTERN) for each in conflict.rules_out.get(name, ()))
        yield question.title, wording.labels(question, chosen), answer.owner if answer else None, hit
