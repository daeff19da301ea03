"""One element of the knowledge, as a page of plain text or as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.model.base import Frozen
from advisor.model.conditions import Condition, FactHolds, Leaf, leaves
from advisor.model.expectations import Case, Guide, Scenario
from advisor.model.knowledge import Knowledge
from advisor.model.options import Block, Decision, Option, Pattern
from advisor.model.packs import PackHead
from advisor.model.platforms import Platform
from advisor.model.practices import Practice
from advisor.model.questions import Question
from advisor.model.rules import Contradiction, Direction, Fact, Rule
from advisor.model.sources import Source
from advisor.model.technologies import Technology
from advisor.output import wording
from advisor.output.plain_text import folded
from advisor.output.terminal.evidence_pages import evidence_lines
from advisor.output.terminal.layout import columns, headings
from advisor.output.terminal.page_parts import WIDTH, part
from advisor.output.views.conditions import in_words


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
            yield from part("Holds when", in_words(knowledge, element.when))
            yield from part("Because", element.because)
            yield from _read_by(knowledge, lambda leaf: isinstance(leaf, FactHolds) and leaf.fact == element.id)
            yield from _sources(knowledge, element.sources)
        case Contradiction():
            yield from part("Holds when", in_words(knowledge, element.when))
            yield from part("Because", element.because)
            yield from part("What to do", element.instead)
            yield from part("Leaves", "nothing to recommend" if element.leaves_nothing else None)
            yield from _sources(knowledge, element.sources)
        case Direction():
            yield from part("Promises", f"a higher {element.higher} never {element.never} {', '.join(element.uses)}")
            yield from part("Because", element.because)
            yield from _sources(knowledge, element.sources)
        case Case() | Guide() | Scenario() | PackHead():
            yield from evidence_lines(knowledge, element)
        case Rule():
            yield from _rule_body(knowledge, element)
        case Block() | Option():
            yield from _carrier(knowledge, element)
        case Decision():
            yield from part("Asks", element.ask)
            if element.applies_when is not None:
                yield from part("Taken when", in_words(knowledge, element.applies_when))
            yield "  Options"
            yield from columns([(option.id, option.title) for option in element.options], 4)
        case Platform():
            yield from part("To learn", element.learn)
            needing = [
                each.title for each in _patterns(knowledge) if element.id in wording.platforms_of(knowledge, each)
            ]
            yield from part("Needed by", "; ".join(needing))
        case Practice():
            yield from part("What", element.summary)
            yield from part("Because", element.because)
            yield from part("Check", element.check)
            yield from _sources(knowledge, element.sources)
        case Technology():
            yield from technology_lines(knowledge, element)
        case Source():
            yield from part("Address", element.url)
            yield from part("Published", element.published)
            yield from part("Read", f"{element.read}, evidence: {element.evidence.value}")
            citing = [rule.key for rule in knowledge.rules().values() if element.id in rule.sources]
            yield from part("Behind", ", ".join(citing))


def technology_lines(knowledge: Knowledge, technology: Technology) -> Iterator[str]:
    """A product's life and what follows it."""
    yield from part("Status", technology.status.value)
    yield from part("In short", technology.summary)
    yield from part("Now at", technology.current)
    for event in sorted(technology.milestones, key=lambda each: each.on):
        yield from part(str(event.on), event.what + (" (planned)" if event.planned else ""))
    for successor in technology.successors:
        follower = knowledge.technologies[successor]
        yield from part("Use today", f"{follower.title} ({follower.status.value}): {follower.summary}")
    yield from part("Instead", technology.instead)
    yield from part("Also called", ", ".join(technology.aliases))
    yield from part("Verified", str(technology.verified) if technology.verified else "by nobody yet")
    yield from _sources(knowledge, technology.sources)


def _question(knowledge: Knowledge, question: Question) -> Iterator[str]:
    yield from part("Asks", question.ask)
    yield from part("Kind", {"single": "one choice", "ordered": "one choice, from least to most"}.get(
        question.kind.value, "any number of choices"))  # fmt: skip
    yield "  Choices"
    yield from columns([(choice.id, choice.label) for choice in question.choices], 4)
    yield from part("Help", question.help)
    yield from part("Why asked", question.because)
    yield from part("Example", question.example)
    if question.asked_when is not None:
        yield from part("Asked when", in_words(knowledge, question.asked_when))
    yield from _read_by(knowledge, lambda leaf: getattr(leaf, "answer", None) == question.id)
    yield from _sources(knowledge, question.sources)


def _carrier(knowledge: Knowledge, carrier: Block | Option) -> Iterator[str]:
    yield from part("What", carrier.summary)
    yield from part("Built on", ", ".join(carrier.blocks))
    yield from part("Platforms", ", ".join(carrier.platforms))
    yield from part("Products", ", ".join(carrier.technologies))
    if carrier.rules:
        yield "  Its rules"
        for rule in carrier.rules:
            yield from folded(f"{rule.because} [{rule.id}]", WIDTH, f"    {_weight(knowledge, rule):>6}  ")
            yield from folded(in_words(knowledge, rule.when), WIDTH, "            when ", "              ")
    if isinstance(carrier, Option):
        for risk in carrier.risks:
            yield from part("Risk", f"{risk.risk} {risk.mitigation}")
    if isinstance(carrier, Pattern):
        yield from part("Way in", f"{carrier.way_in.effort.value}. {carrier.way_in.how}")
        yield from part("Way out", f"{carrier.way_out.effort.value}. {carrier.way_out.how}")
        for trigger in carrier.revisit:
            yield from part("Revisit", trigger)
        yield from part("Also called", ", ".join(carrier.aliases))
        if carrier.notes.strip():
            yield ""
            yield from (line.rstrip() for line in carrier.notes.strip().splitlines())


def _rule_body(knowledge: Knowledge, rule: Rule) -> Iterator[str]:
    yield from part("Does", f"{rule.effect.value.replace('_', ' ')} ({_weight(knowledge, rule)})")
    yield from part("When", in_words(knowledge, rule.when))
    yield from part("Because", rule.because)
    subject = [
        option.title
        for decision in knowledge.decisions.values()
        for option in decision.options
        if any(each.key == rule.key for part in knowledge.parts_of(option) for each in part.rules)
    ]
    yield from part("Counts for", "; ".join(subject))
    yield from _sources(knowledge, rule.sources)


def _read_by(knowledge: Knowledge, hit: Callable[[Leaf], bool]) -> Iterator[str]:
    """The facts and rules that read something, directly or through facts."""
    facts: set[str] = set()

    def reads(condition: Condition) -> bool:
        return any(hit(leaf) or (isinstance(leaf, FactHolds) and leaf.fact in facts) for leaf in leaves(condition))

    while found := {fact.id for fact in knowledge.facts.values() if fact.id not in facts and reads(fact.when)}:
        facts |= found
    yield from part("In facts", ", ".join(sorted(facts)))
    yield from part("In rules", ", ".join(rule.key for rule in knowledge.rules().values() if reads(rule.when)))


def _weight(knowledge: Knowledge, rule: Rule) -> str:
    if rule.strength is None:
        return "out"
    points = knowledge.manifest.points.of(rule.strength)
    return wording.signed(points if rule.effect.value == "favours" else -points)


def _patterns(knowledge: Knowledge) -> tuple[Option, ...]:
    return knowledge.decisions[wording.PATTERN].options


def _sources(knowledge: Knowledge, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        source = knowledge.sources[name]
        yield from part("Source", f"{source.title}{f', {source.published}' if source.published else ''} [{name}]")
