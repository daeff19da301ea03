"""The system as a whole, ready to show: platforms, their price, what is open and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from advisor.model.questions import Scope
from advisor.model.record import record
from advisor.model.verdict import Alternative
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.views.components import ComponentView


@record
class PlatformGroup:
    """Platforms and the components that run on them; no platforms for those that need none."""

    titles: tuple[str, ...]
    learn: tuple[str, ...]
    components: tuple[ComponentView, ...]


@record
class PlatformChange:
    """What another number of platforms would mean. Rows: component, pattern, points lost against now, changed."""

    title: str
    feasible: bool
    platforms: tuple[str, ...]
    rows: tuple[tuple[str, str, int, bool], ...]
    sentence: str


@record
class OpenQuestion:
    """A question that may still change a verdict; `where` is a component or the organisation."""

    title: str
    ask: str
    where: str
    owner: str | None
    asked_before: bool


@record
class SystemView:
    """The first page, apart from the components themselves."""

    title: str
    summary: str
    sure: str
    platforms: tuple[str, ...]
    groups: tuple[PlatformGroup, ...]
    platform_count: str
    limit: str
    fewer: PlatformChange | None
    more: PlatformChange | None
    open_questions: tuple[OpenQuestion, ...]
    asks: tuple[str, ...]
    knowledge_note: str | None

    @property
    def urgent(self) -> tuple[OpenQuestion, ...]:
        """The open questions for the first page: those with an owner, then the most decisive of each place."""
        places: Counter[str] = Counter()
        ranks = {}
        for number, question in enumerate(self.open_questions):
            ranks[number] = (question.owner is None, places[question.where], number)
            places[question.where] += 1
        first = sorted(ranks, key=ranks.__getitem__)[:_ON_FIRST_PAGE]
        return tuple(self.open_questions[number] for number in sorted(first))


ORGANISATION = "the organisation"

_CONFIRM = "Confirm, or object with a reason: {}."

_WORKING_ANSWER = "Take as the working answer until the open questions are settled: {}."

_ON_FIRST_PAGE = 6
"""How many open questions the first page has room for."""


def system_view(given: Given, components: tuple[ComponentView, ...]) -> SystemView:
    """The whole system in words."""
    consolidation = given.verdict.platforms
    open_questions = tuple(_open_questions(given))
    sure = _sure(components, len(open_questions))
    chosen = consolidation.chosen
    return SystemView(
        title=given.assessment.system,
        summary=_summary(given, components, sure),
        sure=sure,
        platforms=wording.platform_titles(given.knowledge, chosen.platforms),
        groups=tuple(_groups(given, components)),
        platform_count=_count(given),
        limit=_limit(given),
        fewer=_change(given, "One fewer", consolidation.fewer),
        more=_change(given, "One more", consolidation.more),
        open_questions=open_questions,
        asks=tuple(_asks(components, open_questions)),
        knowledge_note=_knowledge_note(given),
    )


def _summary(given: Given, components: Sequence[ComponentView], sure: str) -> str:
    if not components:
        return "No components yet, so there is nothing to recommend. Add one under `components:`."
    number = len(given.verdict.platforms.chosen.platforms)
    return (
        f"{wording.counted(len(components), 'component')} on {wording.counted(number, 'platform')}, "
        f"judged with knowledge {given.verdict.knowledge}. {sure}"
    )


def _sure(components: Sequence[ComponentView], questions: int) -> str:
    settled = sum(each.settled or each.override_reason is not None for each in components)
    if settled == len(components):
        return "The verdict is settled." if settled == 1 else "Every verdict is settled."
    unsettled = len(components) - settled
    which = "The verdict is" if len(components) == 1 else f"{unsettled} of {len(components)} verdicts are"
    if unsettled == 1 and len(components) > 1:
        which = f"1 of {len(components)} verdicts is"
    if not questions:
        return f"{which} not settled."
    return f"{which} not settled; {wording.counted(questions, 'open question')} may still change that."


def _groups(given: Given, components: Sequence[ComponentView]) -> Iterator[PlatformGroup]:
    together: dict[tuple[str, ...], list[ComponentView]] = {}
    for component in components:
        needed = wording.platforms_of(given.knowledge, component.pattern) if component.pattern else ()
        together.setdefault(needed, []).append(component)
    for platforms in sorted(together, key=lambda each: (not each, each)):
        known = [given.knowledge.platforms[each] for each in platforms if each in given.knowledge.platforms]
        yield PlatformGroup(
            titles=wording.platform_titles(given.knowledge, platforms),
            learn=tuple(platform.learn for platform in known),
            components=tuple(together[platforms]),
        )


def _count(given: Given) -> str:
    consolidation = given.verdict.platforms
    used = len({each for component in given.verdict.components for each in _needed(given, component.chosen)})
    return f"{used}" if consolidation.limit is None else f"{used}, where the people can run {consolidation.limit}"


def _needed(given: Given, pattern: str | None) -> tuple[str, ...]:
    return wording.platforms_of(given.knowledge, wording.option(given.knowledge, pattern)) if pattern else ()


def _limit(given: Given) -> str:
    consolidation = given.verdict.platforms
    if consolidation.limit is None:
        return "How many platforms the people can run is not known yet, so nothing was merged."
    sentences = [consolidation.because or ""]
    if not consolidation.chosen.feasible:
        placed = consolidation.chosen.per_component
        left_out = [each.name for each in given.verdict.components if each.chosen and each.name not in placed]
        sentences.append(
            "No choice of patterns keeps within that."
            + (f" {wording.listed(left_out).capitalize()} would go beyond it." if left_out else "")
        )
    return " ".join(sentences).strip()


def _change(given: Given, title: str, alternative: Alternative | None) -> PlatformChange | None:
    if alternative is None:
        return None
    now = given.verdict.platforms.chosen
    platforms = wording.platform_titles(given.knowledge, alternative.platforms)
    rows = tuple(
        (
            name,
            wording.option_title(given.knowledge, pattern),
            alternative.cost.get(name, 0) - now.cost.get(name, 0),
            now.per_component.get(name) != pattern,
        )
        for name, pattern in alternative.per_component.items()
    )
    names = [component.name for component in given.verdict.components]
    missing = [name for name in names if name not in alternative.per_component]
    return PlatformChange(
        title=title,
        feasible=alternative.feasible,
        platforms=platforms,
        rows=rows,
        sentence=_change_sentence(alternative.feasible, missing, platforms, rows),
    )


def _change_sentence(
    feasible: bool, missing: Sequence[str], platforms: Sequence[str], rows: Sequence[tuple[str, str, int, bool]]
) -> str:
    if not feasible:
        return f"Not possible: {wording.listed(missing) or 'some component'} could then run nowhere."
    together: dict[tuple[str, int], list[str]] = {}
    for name, pattern, points, changed in rows:
        if changed:
            together.setdefault((pattern, points), []).append(name)
    if not together:
        return "Would change nothing."
    moved = [
        f"{wording.listed(names)} would run as {pattern}, {_price(points)}{' each' if len(names) > 1 else ''}"
        for (pattern, points), names in together.items()
    ]
    return f"{wording.listed(platforms) or 'No platform at all'}: {'; '.join(moved)}."


def _price(points: int) -> str:
    if points == 0:
        return "for as many points"
    return f"{wording.counted(abs(points), 'point')} {'worse' if points > 0 else 'better'}"


def _open_questions(given: Given) -> Iterator[OpenQuestion]:
    """What may still change a pattern: first about the organisation, then by component, most decisive first."""
    questions = given.knowledge.questions
    where: dict[tuple[str | None, str], None] = {}
    for component in given.verdict.components:
        for name in component.matters:
            if questions[name].scope is Scope.ORGANISATION:
                where.setdefault((None, name))
    for component in given.verdict.components:
        for name in component.matters:
            if questions[name].scope is Scope.COMPONENT:
                where.setdefault((component.name, name))
    for place, name in where:
        answer = given.answer(name, place)
        yield OpenQuestion(
            title=questions[name].title,
            ask=questions[name].ask,
            where=place or ORGANISATION,
            owner=answer.owner if answer else None,
            asked_before=answer is not None,
        )


def _asks(components: Sequence[ComponentView], questions: Sequence[OpenQuestion]) -> Iterator[str]:
    advised = [each for each in components if each.chosen and each.override_reason is None]
    for settled, sentence in ((True, _CONFIRM), (False, _WORKING_ANSWER)):
        named = [f"{each.name} on {each.title}" for each in advised if each.settled is settled]
        if named:
            yield sentence.format(wording.listed(named))
    close = [
        f"{each.title} or {each.runner_up.title} for {each.name}"
        for each in advised
        if each.close_call and each.runner_up
    ]
    if close:
        yield f"Weigh where the points hardly differ: {'; '.join(close)}."
    for each in components:
        if each.override_reason is not None:
            yield f"Confirm the choice made for {each.name} against the recommendation: {each.title}."
        elif each.chosen is None:
            yield f"Say what gives way for {each.name}: as answered, nothing fits."
    unowned = sum(question.owner is None for question in questions)
    if unowned:
        every = "the open question" if len(questions) == 1 else f"the {len(questions)} open questions"
        yield f"Find somebody to answer {every if unowned == len(questions) else f'{unowned} of {every}'}."


def _knowledge_note(given: Given) -> str | None:
    if given.assessment.knowledge == given.verdict.knowledge:
        return None
    return (
        f"The assessment was made with knowledge {given.assessment.knowledge}; "
        f"this verdict uses {given.verdict.knowledge} and may differ from the one people remember."
    )
