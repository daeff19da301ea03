"""The system as a whole, ready to show: platforms, their price, what is open and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from advisor.model.questions import Scope
from advisor.model.record import record
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.views.clashes import ClashView, clash_views
from advisor.output.views.components import ComponentView
from advisor.output.views.platforms import (
    PlatformChange,
    PlatformGroup,
    platform_change,
    platform_count,
    platform_groups,
    platform_limit,
)


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
    clashes: tuple[ClashView, ...]
    asks: tuple[str, ...]
    knowledge_note: str | None
    accepted: bool

    @property
    def many(self) -> bool:
        """Whether there are so many components that the first page names each in its table only."""
        return sum(len(group.components) for group in self.groups) > _FEW

    @property
    def urgent(self) -> tuple[OpenQuestion, ...]:
        """The open questions for the first page: those with an owner, then the most decisive of each place."""
        places: Counter[str] = Counter()
        ranks = {}
        for number, question in enumerate(self.open_questions):
            ranks[number] = (question.owner is None, places[question.where], number)
            places[question.where] += 1
        room = (_BESIDE_MANY if self.many else _BESIDE_FEW) - (_FOR_DISSENT if self.accepted else 0)
        first = sorted(ranks, key=ranks.__getitem__)[:room]
        return tuple(self.open_questions[number] for number in sorted(first))


ORGANISATION = "the organisation"

_CONFIRM = "Confirm, or object with a reason: {}."

_WORKING_ANSWER = "Take as the working answer until the open questions are settled: {}."

_WEIGH = "Weigh where the points hardly differ: {}."

_FEW = 4

_BESIDE_FEW = 6
_BESIDE_MANY = 4
_FOR_DISSENT = 2
"""How many open questions the first page has room for: beside few components, beside many; less with a dissent."""


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
        groups=tuple(platform_groups(given, components)),
        platform_count=platform_count(given),
        limit=platform_limit(given),
        fewer=platform_change(given, "One fewer", consolidation.fewer),
        more=platform_change(given, "One more", consolidation.more),
        open_questions=open_questions,
        clashes=clash_views(given),
        asks=tuple(_asks(components, open_questions)),
        knowledge_note=_knowledge_note(given),
        accepted=bool(given.assessment.milestones),
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
    few = len(components) <= _FEW
    settled = [each for each in advised if each.settled]
    unsettled = [each for each in advised if not each.settled]
    close = [each for each in advised if each.close_call and each.runner_up]
    if few:
        yield from _named(settled, unsettled, close)
    else:
        yield from _by_number(settled, unsettled, close)
    for each in components:
        if each.override_reason is not None:
            yield f"Confirm the choice made for {each.name} against the recommendation: {each.title}."
        elif each.chosen is None:
            yield f"Say what gives way for {each.name}: as answered, nothing fits."
    unowned = sum(question.owner is None for question in questions)
    if unowned:
        every = "the open question" if len(questions) == 1 else f"the {len(questions)} open questions"
        yield f"Find somebody to answer {every if unowned == len(questions) else f'{unowned} of {every}'}."


def _named(
    settled: Sequence[ComponentView], unsettled: Sequence[ComponentView], close: Sequence[ComponentView]
) -> Iterator[str]:
    """What they get, and for whom."""
    for group, sentence in ((settled, _CONFIRM), (unsettled, _WORKING_ANSWER)):
        names: dict[str, list[str]] = {}
        for each in group:
            names.setdefault(each.title, []).append(each.name)
        if group:
            yield sentence.format("; ".join(f"{title} for {wording.listed(who)}" for title, who in names.items()))
    if close:
        rivals = [f"{each.title} or {each.runner_up.title} for {each.name}" for each in close if each.runner_up]
        yield _WEIGH.format("; ".join(rivals))


def _by_number(
    settled: Sequence[ComponentView], unsettled: Sequence[ComponentView], close: Sequence[ComponentView]
) -> Iterator[str]:
    """How many of each, where naming them all would fill the page; the table names them anyway."""
    if settled:
        yield _CONFIRM.format(f"the {wording.counted(len(settled), 'settled verdict')}")
    if unsettled:
        yield _WORKING_ANSWER.format(f"the {wording.counted(len(unsettled), 'verdict')} not settled")
    if close:
        yield _WEIGH.format(f"the {wording.counted(len(close), 'close call')}")


def _knowledge_note(given: Given) -> str | None:
    if given.assessment.knowledge == given.verdict.knowledge:
        return None
    return (
        f"The assessment was made with knowledge {given.assessment.knowledge}; "
        f"this verdict uses {given.verdict.knowledge} and may differ from the one people remember."
    )
