"""Parts of the knowledge that nothing hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.graph.program import ALL, ANY, FACT, NOT, Expression, Program
from advisor.model.conditions import FactHolds, leaves


def unused(subject: Subject) -> Iterator[Problem]:
    """Questions that no verdict depends on, and facts, blocks and sources that nobody uses."""
    yield from _questions(subject)
    yield from _facts(subject)
    yield from _blocks(subject)
    yield from _sources(subject)


def questions_read(program: Program) -> set[int]:
    """The questions that rules, limits and decisions read."""
    counting = {index for decision in program.decisions for option in decision.options for index in option.rules}
    read = {question for index in counting for question in program.rules[index].reads}
    read |= {question for limit in program.limits for question in limit.reads}
    return read | {question for decision in program.decisions for question in decision.reads}


def _questions(subject: Subject) -> Iterator[Problem]:
    program = subject.program
    read = questions_read(program)
    for number, question in enumerate(program.questions):
        if number not in read:
            message = f"no rule reads the question `{question.id}`, so no verdict depends on it"
            yield subject.places["question", question.id].problem((), message)


def _facts(subject: Subject) -> Iterator[Problem]:
    program = subject.program
    conditions = [
        *(rule.when for rule in program.rules),
        *(fact.when for fact in program.facts),
        *(contradiction.when for contradiction in program.contradictions),
        *(limit.when for limit in program.limits),
        *(question.asked_when for question in program.questions),
        *(decision.applies_when for decision in program.decisions),
    ]
    used = {fact for condition in conditions if condition is not None for fact in _facts_in(condition)}
    for carrier in (*subject.carriers.values(), *subject.knowledge.decisions.values()):
        for artifact in carrier.artifacts:
            if artifact.when is not None:
                named = (leaf.fact for leaf in leaves(artifact.when) if isinstance(leaf, FactHolds))
                used |= {program.fact_index[fact] for fact in named}
    for index, fact in enumerate(program.facts):
        if index not in used:
            yield subject.places["fact", fact.id].problem((), f"nothing uses the fact `{fact.id}`")


def _facts_in(expression: Expression) -> Iterator[int]:
    if expression[0] == FACT:
        yield expression[1]
    elif expression[0] in (ALL, ANY, NOT):
        for part in expression[1:]:
            yield from _facts_in(part)


def _blocks(subject: Subject) -> Iterator[Problem]:
    used = {block for decision in subject.program.decisions for option in decision.options for block in option.blocks}
    for block in subject.knowledge.blocks:
        if block not in used:
            message = f"nothing is built on the block `{block}`, so its rules never count"
            yield subject.places["block", block].problem((), message)


def _sources(subject: Subject) -> Iterator[Problem]:
    used = set(_named_sources(subject))
    for source in subject.knowledge.sources:
        if source not in used:
            yield subject.places["source", source].problem((), f"nobody names the source `{source}`")


def _named_sources(subject: Subject) -> Iterator[str]:
    knowledge = subject.knowledge
    citing: list[Iterable[str]] = [rule.sources for rule in subject.rules.values()]
    citing += [question.sources for question in knowledge.questions.values()]
    citing += [fact.sources for fact in knowledge.facts.values()]
    citing += [direction.sources for direction in knowledge.directions.values()]
    citing += [contradiction.sources for contradiction in knowledge.contradictions.values()]
    citing += [practice.sources for practice in knowledge.practices.values()]
    citing += [technology.sources for technology in knowledge.technologies.values()]
    citing += [limit.sources for limit in knowledge.manifest.platform_limits]
    citing += [rule.sources for rule in subject.audit_rules]
    citing += [[case.source] for case in knowledge.cases.values()]
    citing += [[guide.source] for guide in knowledge.guides.values()]
    citing += [[row.source] for guide in knowledge.guides.values() for row in guide.rows if row.source]
    for sources in citing:
        yield from sources
