"""The back of the report: every answer, product and source that it rests on, and what was not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from advisor.model.interview import Interview, Matter, QuestionState
from advisor.model.practices import Practice
from advisor.model.sources import Source
from advisor.model.technologies import Milestone, Technology
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.views.components import ComponentView


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as it stands in the file."""

    title: str
    label: str
    unknown: bool
    owner: str | None
    confidence: str | None
    evidence: str | None
    note: str | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The answers of the organisation or of one component; `unused` are kept aside, not evaluated."""

    where: str
    rows: tuple[AnswerRow, ...]
    unused: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many questions of one place are answered, unknown, open, or need no answer."""

    where: str
    answered: int
    unknown: int
    open: tuple[str, ...]
    cannot_matter: tuple[str, ...]
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Product:
    """A product that the report names: its life, what follows it, and whether somebody looked lately.

    `events` are those still to come and the last one before the report's date; `is_rival` says that only options that
    were not chosen name it.
    """

    technology: Technology
    events: tuple[Milestone, ...]
    successors: tuple[str, ...]
    named_by: tuple[str, ...]
    stale: bool
    is_rival: bool


_ALTERNATIVES = "alternatives"


def answer_tables(given: Given) -> tuple[AnswerTable, ...]:
    """The organisation's answers, then each component's."""
    assessment = given.assessment
    aside = given.verdict.unused
    shared = [name for name in assessment.organisation if name not in aside]
    tables = [AnswerTable("The organisation", _rows(given, None, shared), _rows(given, None, aside))]
    for component in given.verdict.components:
        answers = assessment.components[component.name].answers
        used = [name for name in answers if name not in component.unused]
        tables.append(
            AnswerTable(
                component.name, _rows(given, component.name, used), _rows(given, component.name, component.unused)
            )
        )
    return tuple(tables)


def coverage(given: Given) -> tuple[Coverage, ...]:
    """How far the questions have been answered, for the organisation and each component."""
    if given.interview is None:
        return ()
    places: list[str | None] = [None, *(component.name for component in given.verdict.components)]
    return tuple(_coverage(given.interview, place) for place in places)


def products(given: Given, components: Iterable[ComponentView], on: date) -> tuple[Product, ...]:
    """Every product that a shown option or a practice names, and what follows it, by name."""
    components = tuple(components)
    chosen = _with_successors(given, _named(given, components))
    rivals = _with_successors(given, _named_by_rivals(given, components))
    found = [
        *(_product(given, name, who, on, is_rival=False) for name, who in chosen.items()),
        *(_product(given, name, who, on, is_rival=True) for name, who in rivals.items() if name not in chosen),
    ]
    return tuple(sorted(found, key=lambda product: (product.technology.title.casefold(), product.technology.id)))


def _with_successors(given: Given, pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, None]]:
    technologies = given.knowledge.technologies
    named: dict[str, dict[str, None]] = {}
    for technology, user in pairs:
        named.setdefault(technology, {}).setdefault(user)
    for name in list(named):
        for successor in technologies[name].successors:
            named.setdefault(successor, {}).setdefault(f"follows {technologies[name].title}")
    return named


def _product(given: Given, name: str, who: Iterable[str], on: date, *, is_rival: bool) -> Product:
    technology = given.knowledge.technologies[name]
    return Product(
        technology=technology,
        events=_events(technology, on),
        successors=tuple(given.knowledge.technologies[each].title for each in technology.successors),
        named_by=tuple(who),
        stale=technology.is_stale(on, given.knowledge.manifest.stale_after_days),
        is_rival=is_rival,
    )


def practices(given: Given) -> tuple[Practice, ...]:
    """What every pattern must do, the founding ones first."""
    return tuple(sorted(given.knowledge.practices.values(), key=lambda each: (not each.founding, each.title)))


def sources(given: Given, components: Iterable[ComponentView], named: Iterable[Product]) -> tuple[Source, ...]:
    """Every source that the report rests on, by title."""
    cited: set[str] = set()
    for component in components:
        options = [*component.ranking]
        options += [each.chosen for each in component.decisions if each.chosen]
        for option in options:
            for reason in (*option.reasons, *option.still_open):
                cited.update(reason.sources)
    for product in named:
        cited.update(product.technology.sources)
    for practice in given.knowledge.practices.values():
        cited.update(practice.sources)
    for finding in given.audit.findings if given.audit else ():
        cited.update(finding.sources)
    limit = given.verdict.platforms.limit
    for each in given.knowledge.manifest.platform_limits:
        if each.at_most == limit:
            cited.update(each.sources)
    return tuple(sorted((given.knowledge.sources[each] for each in cited), key=lambda s: (s.title.casefold(), s.id)))


def _rows(given: Given, place: str | None, names: Iterable[str]) -> tuple[AnswerRow, ...]:
    """In the order of the questions, whatever the order in the file."""
    order = {name: number for number, name in enumerate(given.knowledge.questions)}
    return tuple(_row(given, place, name) for name in sorted(names, key=lambda name: order[name]))


def _row(given: Given, place: str | None, name: str) -> AnswerRow:
    answer = given.answer(name, place)
    question = given.knowledge.questions[name]
    assert answer is not None, name
    return AnswerRow(
        title=question.title,
        label=wording.answer_label(question, answer),
        unknown=answer.is_unknown,
        owner=answer.owner,
        confidence=answer.confidence.value if answer.confidence else None,
        evidence=answer.evidence,
        note=answer.note,
        origin=answer.origin.value if answer.origin else None,
    )


def _coverage(interview: Interview, place: str | None) -> Coverage:
    states = [state for state in interview.states if state.ref.component == place]
    applying = [state for state in states if state.applies is not False]
    waiting = [state for state in applying if state.answer is None]
    return Coverage(
        where=place or "The organisation",
        answered=sum(state.answer is not None and not state.answer.is_unknown for state in applying),
        unknown=sum(state.answer is not None and state.answer.is_unknown for state in applying),
        open=_titles(state for state in waiting if state.matters is not Matter.NO),
        cannot_matter=_titles(state for state in waiting if state.matters is Matter.NO),
        not_applicable=len(states) - len(applying),
    )


def _titles(states: Iterable[QuestionState]) -> tuple[str, ...]:
    return tuple(state.question.title for state in states)


def _events(technology: Technology, on: date) -> tuple[Milestone, ...]:
    ordered = sorted(technology.milestones, key=lambda event: event.on)
    past = [event for event in ordered if event.on <= on]
    return (*past[-1:], *(event for event in ordered if event.on > on))


def _named(given: Given, components: Iterable[ComponentView]) -> Iterator[tuple[str, str]]:
    """Each technology with who names it."""
    knowledge = given.knowledge
    for component in components:
        chosen = [(wording.PATTERN, component.chosen), *((each.id, each.chosen) for each in component.decisions)]
        for decision, view in chosen:
            if view:
                for carrier in knowledge.parts_of(wording.option(knowledge, view.id, decision)):
                    for technology in carrier.technologies:
                        yield technology, component.name
    for practice in knowledge.practices.values():
        for technology in practice.technologies:
            yield technology, "practices"


def _named_by_rivals(given: Given, components: Iterable[ComponentView]) -> Iterator[tuple[str, str]]:
    """The same for the options that come into question instead."""
    knowledge = given.knowledge
    for component in components:
        rivals = [(wording.PATTERN, each) for each in component.other_options]
        rivals += [(each.id, each.runner_up) for each in component.decisions if each.runner_up]
        for decision, view in rivals:
            for carrier in knowledge.parts_of(wording.option(knowledge, view.id, decision)):
                for technology in carrier.technologies:
                    yield technology, _ALTERNATIVES
