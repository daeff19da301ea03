"""Conditions, and parts of conditions, that can never hold or always do."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.graph.compile import condition_compiler
from advisor.graph.program import Expression
from advisor.loading.elements import Place
from advisor.loading.scalars import DataPath
from advisor.model.conditions import ALWAYS, All, AnyOf, Condition, Not


def impossible(subject: Subject) -> Iterator[Problem]:
    """Every smallest part of a condition whose outcome no answer can change."""
    for place, at, condition, expression in _conditions(subject):
        for path, message in _constant(subject, condition, expression, at):
            yield place.problem(path, message)


def _conditions(subject: Subject) -> Iterator[tuple[Place, DataPath, Condition, Expression]]:
    program, knowledge, places = subject.program, subject.knowledge, subject.places
    for question in program.questions:
        asked_when = knowledge.questions[question.id].asked_when
        if asked_when is not None and question.asked_when is not None:
            yield places["question", question.id], ("asked_when",), asked_when, question.asked_when
    for fact in program.facts:
        yield places["fact", fact.id], ("when",), knowledge.facts[fact.id].when, fact.when
    for contradiction in program.contradictions:
        when = knowledge.contradictions[contradiction.id].when
        yield places["contradiction", contradiction.id], ("when",), when, contradiction.when
    for rule in program.rules:
        condition = subject.rules[rule.key].when
        if condition != ALWAYS:
            yield subject.rule_place(rule.key), ("when",), condition, rule.when
    compiled_of = condition_compiler(knowledge)
    for carrier in (*subject.carriers.values(), *knowledge.decisions.values()):
        for artifact in carrier.artifacts:
            if artifact.when is not None:
                place = places["artifact", artifact.template, artifact.path]
                yield place, ("when",), artifact.when, compiled_of(artifact.when)
    for number, (limit, compiled) in enumerate(zip(knowledge.manifest.platform_limits, program.limits, strict=True)):
        if limit.when is not None and compiled.when is not None:
            yield places[("manifest",)], ("platform_limits", number, "when"), limit.when, compiled.when
    for decision in program.decisions:
        applies_when = knowledge.decisions[decision.id].applies_when
        if applies_when is not None and decision.applies_when is not None:
            yield places["decision", decision.id], ("applies_when",), applies_when, decision.applies_when


def _constant(
    subject: Subject, condition: Condition, expression: Expression, at: DataPath
) -> Iterator[tuple[DataPath, str]]:
    """The condition and its expression have the same shape, so their parts are walked together."""
    parts: list[tuple[Condition, DataPath]] = []
    match condition:
        case All(all=inner):
            parts = [(part, (*at, "all", number)) for number, part in enumerate(inner)]
        case AnyOf(any=inner):
            parts = [(part, (*at, "any", number)) for number, part in enumerate(inner)]
        case Not(not_=negated):
            parts = [(negated, (*at, "not"))]
    found = [
        each
        for (part, path), compiled in zip(parts, expression[1:] if parts else (), strict=True)
        for each in _constant(subject, part, compiled, path)
    ]
    if found:
        yield from found
    elif not subject.logic.can_hold(expression):
        yield at, "no answers make this true"
    elif subject.logic.must_hold(expression):
        yield at, "every answer makes this true"
