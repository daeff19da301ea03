"""Expectations that fail, and rules and patterns that no expectation needs."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.checking.removal import needed_by
from advisor.checking.replay import failures
from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.model.options import Pattern


def failing_scenarios(subject: Subject) -> Iterator[Problem]:
    """Scenarios whose verdict has become another."""
    for scenario in subject.knowledge.scenarios:
        place = subject.places["scenario", scenario.owner, scenario.id]
        for sentence in failures(subject.program, scenario):
            yield place.problem((), f"the scenario `{scenario.id}` fails: {sentence}")


def rules_nobody_needs(subject: Subject) -> Iterator[Problem]:
    """Rules that could be taken away without any scenario noticing."""
    for key, scenarios in needed_by(subject.program, subject.knowledge.scenarios).items():
        if not scenarios:
            message = f"no scenario needs the rule `{key}`; add one that fails without it, or take it out"
            yield subject.rule_place(key).problem((), message)


def patterns_without_scenarios(subject: Subject) -> Iterator[Problem]:
    """Patterns that are never shown to win, or to lose narrowly, or have no prose."""
    forbidden = {each.pattern for head in subject.knowledge.packs.values() for each in head.forbidden}
    scenarios = [scenario for scenario in subject.knowledge.scenarios if scenario.pattern is None]
    won = {scenario.expect.recommended for scenario in scenarios}
    lost = {scenario.expect.ranking[1] for scenario in scenarios if len(scenario.expect.ranking) > 1}
    for option in subject.knowledge.decisions["pattern"].options:
        place = subject.places["option", "pattern", option.id]
        if option.id not in won | forbidden:
            yield place.problem((), f"no scenario shows when `{option.id}` wins")
        if option.id not in lost | forbidden:
            yield place.problem((), f"no scenario shows when `{option.id}` narrowly loses (second in `ranking`)")
        if isinstance(option, Pattern) and not option.notes.strip():
            yield place.problem((), f"`{option.id}` has no notes.md for people to read")
