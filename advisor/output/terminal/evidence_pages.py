"""What the knowledge is held against, and who added to it, as pages of plain text: cases, guides, scenarios, packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.model.assessment import UNKNOWN
from advisor.model.expectations import Case, Guide, Scenario
from advisor.model.knowledge import Knowledge
from advisor.model.packs import PackHead
from advisor.output import wording
from advisor.output.terminal.page_parts import part


def evidence_lines(knowledge: Knowledge, element: Case | Guide | Scenario | PackHead) -> Iterator[str]:
    """Everything there is to know about one of them."""
    match element:
        case Case():
            yield from _case(knowledge, element)
        case Guide():
            yield from _guide(knowledge, element)
        case Scenario():
            yield from _scenario(knowledge, element)
        case PackHead():
            yield from _pack(knowledge, element)


def _case(knowledge: Knowledge, case: Case) -> Iterator[str]:
    yield from part("Year", str(case.year))
    yield from _answers(knowledge, case.answers)
    yield from part("They chose", _patterns(knowledge, case.chosen))
    yield from part("Agrees", _patterns(knowledge, case.accept))
    yield from part("They refused", _patterns(knowledge, case.reject))
    yield from part("We differ", case.disagreement)
    yield from part("Note", case.note)
    yield from part("Evidence", f"{case.evidence}, confidence {case.confidence}")
    yield from _source(knowledge, case.source)


def _guide(knowledge: Knowledge, guide: Guide) -> Iterator[str]:
    yield from part("Publisher", guide.publisher)
    yield from part("In short", guide.summary)
    yield from _answers(knowledge, guide.given)
    for row in guide.rows:
        yield ""
        yield f"  {row.id}"
        yield from part("Condition", row.condition)
        yield from part("Advice", row.advice)
        yield from _answers(knowledge, row.answers)
        yield from part("Agrees", _patterns(knowledge, row.accept))
        yield from part("Against", _patterns(knowledge, row.reject))
        yield from part("We differ", row.differs)
        yield from part("Outside", row.outside)
    yield ""
    yield from _source(knowledge, guide.source)


def _scenario(knowledge: Knowledge, scenario: Scenario) -> Iterator[str]:
    expect = scenario.expect
    yield from part("Pattern", _patterns(knowledge, (scenario.pattern,)) if scenario.pattern else None)
    yield from _answers(knowledge, scenario.answers)
    yield from part("Expects", expect.recommended or "nothing")
    yield from part("In order", ", ".join(expect.ranking))
    yield from part("Ruled out", ", ".join(f"{option} by {rule}" for option, rule in expect.ruled_out.items()))
    yield from part("Decided by", ", ".join(expect.decided_by))
    yield from part("Later on", ", ".join(f"{name}: {option}" for name, option in expect.decisions.items()))


def _pack(knowledge: Knowledge, pack: PackHead) -> Iterator[str]:
    yield from part("Owner", pack.owner)
    yield from part("In short", pack.summary)
    for each in pack.forbidden:
        yield from part("Forbids", f"{_patterns(knowledge, (each.pattern,))}. {each.because}")
    rules = [rule.key for rule in knowledge.rules().values() if rule.pack == pack.id]
    yield from part("Its rules", ", ".join(rules))


def _answers(knowledge: Knowledge, answers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, chosen in answers.items():
        question = knowledge.questions[name]
        said = "unknown" if chosen == (UNKNOWN,) else wording.labels(question, chosen)
        yield from part("Answer", f"{question.title}: {said}")


def _patterns(knowledge: Knowledge, names: tuple[str, ...]) -> str:
    return ", ".join(wording.option_title(knowledge, each, wording.PATTERN) for each in names)


def _source(knowledge: Knowledge, name: str) -> Iterator[str]:
    source = knowledge.sources[name]
    yield from part("Source", f"{source.title}{f', {source.published}' if source.published else ''} [{name}]")
    yield from part("Address", source.url)
