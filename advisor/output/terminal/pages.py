"""One element of the knowledge, as a page of plain text or as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.model.base import Frozen
from advisor.model.conditions import Condition, FactHolds, Leaf, leaves
from advisor.model.expectations import Case
from advisor.model.knowledge import Knowledge
from advisor.model.options import Block, Decision, Option, Pattern
from advisor.model.platforms import Platform
from advisor.model.practices import Practice
from advisor.model.questions import Question
from advisor.model.rules import Fact, Rule
from advisor.model.sources import Source
from advisor.model.technologies import Technology
from advisor.output import wording
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import columns, headings
from advisor.output.views.conditions import in_words

WIDTH = 74
"""So that a page fits into a frame in a terminal of 80 columns."""


def page(knowledge: Knowledge, kind: str, element: Frozen, bold: bool) -> str:
    """Everything there is to know about one element."""
    title = element.key if isinstance(element, Rule) else getattr(element, "title", "")
    name = getattr(element, "id", "")
    lines = [headings(bold)(line) for line in folded(f"{kind}: {title}", WIDTH, "", "  ")]
    if not isinstance(element, Rule):
        lines += [f"  {name}"]
    return "\n".join([*lines, *_body(knowledge, element), ""])


def _body(knowledge: Knowledge, element: Frozen) -> Iterator[str]:
    match element:
        case Question():
            yield from _question(knowledge, element)
        case Fact():
            yield from _part("Holds when", in_words(knowledge, element.when))
            yield from _part("Because", element.because)
            yield from _read_by(knowledge, lambda leaf: isinstance(leaf, FactHolds) and leaf.fact == element.id)
            yield from _sources(knowledge, element.sources)
        case Rule():
            yield from _rule_body(knowledge, element)
        case Block() | Option():
            yield from _carrier(knowledge, element)
        case Decision():
            yield from _part("Asks", element.ask)
            if element.applies_when is not None:
                yield from _part("Taken when", in_words(knowledge, element.applies_when))
            yield "  Options"
            yield from columns([(option.id, option.title) for option in element.options], 4)
        case Platform():
            yield from _part("To learn", element.learn)
            needing = [
                each.title for each in _patterns(knowledge) if element.id in wording.platforms_of(knowledge, each)
            ]
            yield from _part("Needed by", "; ".join(needing))
        case Practice():
            yield from _part("What", element.summary)
            yield from _part("Because", element.because)
            yield from _part("Check", element.check)
            yield from _sources(knowledge, element.sources)
        case Technology():
            yield from technology_lines(knowledge, element)
        case Source():
            yield from _part("Address", element.url)
            yield from _part("Published", element.published)
            yield from _part("Read", f"{element.read}, evidence: {element.evidence.value}")
            citing = [rule.key for rule in knowledge.rules().values() if element.id in rule.sources]
            yield from _part("Behind", ", ".join(citing))
        case Case():
            yield from _case(knowledge, element)


def _case(knowledge: Knowledge, case: Case) -> Iterator[str]:
    titles = {option.id: option.title for option in _patterns(knowledge)}
    yield from _part("Year", str(case.year))
    yield from _part("Evidence", f"{case.evidence} ({case.confidence} confidence)")
    yield from _part("Chosen", "; ".join(titles.get(name, name) for name in case.chosen))
    yield from _part("Agrees with", "; ".join(titles[name] for name in case.accept))
    yield from _part("Left", "; ".join(titles[name] for name in case.reject))
    yield "  Its answers"
    for name, chosen in case.answers.items():
        question = knowledge.questions[name]
        said = "; ".join(question.choice(each).label for each in chosen)
        yield from folded(said, WIDTH, f"    {question.title}: ", "      ")
    yield from _part("We differ", case.disagreement)
    yield from _part("Note", case.note)
    yield from _sources(knowledge, (case.source,))


def technology_lines(knowledge: Knowledge, technology: Technology) -> Iterator[str]:
    """A product's life and what follows it."""
    yield from _part("Status", technology.status.value)
    yield from _part("In short", technology.summary)
    yield from _part("Now at", technology.current)
    for event in sorted(technology.milestones, key=lambda each: each.on):
        yield from _part(str(event.on), event.what + (" (planned)" if event.planned else ""))
    for successor in technology.successors:
        follower = knowledge.technologies[successor]
        yield from _part("Use today", f"{follower.title} ({follower.status.value}): {follower.summary}")
    yield from _part("Instead", technology.instead)
    yield from _part("Also called", ", ".join(technology.aliases))
    yield from _part("Verified", str(technology.verified) if technology.verified else "by nobody yet")
    yield from _sources(knowledge, technology.sources)


def _question(knowledge: Knowledge, question: Question) -> Iterator[str]:
    yield from _part("Asks", question.ask)
    yield from _part("Kind", {"single": "one choice", "ordered": "one choice, from least to most"}.get(
        question.kind.value, "any number of choices"))  # fmt: skip
    yield "  Choices"
    yield from columns([(choice.id, choice.label) for choice in question.choices], 4)
    yield from _part("Help", question.help)
    yield from _part("Why asked", question.because)
    yield from _part("Example", question.example)
    if question.asked_when is not None:
        yield from _part("Asked when", in_words(knowledge, question.asked_when))
    yield from _read_by(knowledge, lambda leaf: getattr(leaf, "answer", None) == question.id)
    yield from _sources(knowledge, question.sources)


def _carrier(knowledge: Knowledge, carrier: Block | Option) -> Iterator[str]:
    yield from _part("What", carrier.summary)
    yield from _part("Built on", ", ".join(carrier.blocks))
    yield from _part("Platforms", ", ".join(carrier.platforms))
    yield from _part("Products", ", ".join(carrier.technologies))
    if carrier.rules:
        yield "  Its rules"
        for rule in carrier.rules:
            yield from folded(f"{rule.because} [{rule.id}]", WIDTH, f"    {_weight(knowledge, rule):>6}  ")
            yield from folded(in_words(knowledge, rule.when), WIDTH, "            when ", "              ")
    if isinstance(carrier, Option):
        for risk in carrier.risks:
            yield from _part("Risk", f"{risk.risk} {risk.mitigation}")
    if isinstance(carrier, Pattern):
        yield from _part("Way in", f"{carrier.way_in.effort.value}. {carrier.way_in.how}")
        yield from _part("Way out", f"{carrier.way_out.effort.value}. {carrier.way_out.how}")
        for trigger in carrier.revisit:
            yield from _part("Revisit", trigger)
        yield from _part("Also called", ", ".join(carrier.aliases))
        if carrier.notes.strip():
            yield ""
            yield from (line.rstrip() for line in carrier.notes.strip().splitlines())


def _rule_body(knowledge: Knowledge, rule: Rule) -> Iterator[str]:
    yield from _part("Does", f"{rule.effect.value.replace('_', ' ')} ({_weight(knowledge, rule)})")
    yield from _part("When", in_words(knowledge, rule.when))
    yield from _part("Because", rule.because)
    subject = [
        option.title
        for decision in knowledge.decisions.values()
        for option in decision.options
        if any(each.key == rule.key for part in knowledge.parts_of(option) for each in part.rules)
    ]
    yield from _part("Counts for", "; ".join(subject))
    yield from _sources(knowledge, rule.sources)


def _read_by(knowledge: Knowledge, hit: Callable[[Leaf], bool]) -> Iterator[str]:
    """The facts and rules that read something, directly or through facts."""
    facts: set[str] = set()

    def reads(condition: Condition) -> bool:
        return any(hit(leaf) or (isinstance(leaf, FactHolds) and leaf.fact in facts) for leaf in leaves(condition))

    while found := {fact.id for fact in knowledge.facts.values() if fact.id not in facts and reads(fact.when)}:
        facts |= found
    yield from _part("In facts", ", ".join(sorted(facts)))
    yield from _part("In rules", ", ".join(rule.key for rule in knowledge.rules().values() if reads(rule.when)))


def _weight(knowledge: Knowledge, rule: Rule) -> str:
    if rule.strength is None:
        return "out"
    points = knowledge.manifest.points.of(rule.strength)
    return wording.signed(points if rule.effect.value == "favours" else -points)


def _patterns(knowledge: Knowledge) -> tuple[Option, ...]:
    return knowledge.decisions[wording.PATTERN].options


def _part(label: str, text: str | None) -> Iterator[str]:
    if text:
        yield from folded(text, WIDTH, f"  {label + ':':<13} ")


def _sources(knowledge: Knowledge, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        source = knowledge.sources[name]
        yield from _part("Source", f"{source.title}{f', {source.published}' if source.published else ''} [{name}]")
