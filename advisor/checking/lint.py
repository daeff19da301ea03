"""What is wrong with knowledge that loads: expectations that fail, and parts that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from advisor.checking.removal import needed_by
from advisor.checking.replay import failures
from advisor.errors import Problem
from advisor.graph.program import ALL, ANY, FACT, NOT, Expression, Program
from advisor.loading.elements import Key, Place
from advisor.model.conditions import FactHolds, leaves
from advisor.model.knowledge import Block, Knowledge, Option, Pattern


def lint(knowledge: Knowledge, program: Program, places: Mapping[Key, Place], today: date) -> list[Problem]:
    """Every finding, in the order of the files. `today` decides which facts are stale."""
    found = [
        *_scenarios(knowledge, program, places),
        *_rules_nobody_needs(knowledge, program, places),
        *_patterns_without_scenarios(knowledge, places),
        *_unread_questions(program, places),
        *_unused_facts(knowledge, program, places),
        *_stale(knowledge, places, today),
    ]
    return sorted(found)


def _scenarios(knowledge: Knowledge, program: Program, places: Mapping[Key, Place]) -> Iterator[Problem]:
    for scenario in knowledge.scenarios:
        place = places["scenario", scenario.owner, scenario.id]
        for sentence in failures(program, scenario):
            yield place.problem((), f"the scenario `{scenario.id}` fails: {sentence}")


def _rules_nobody_needs(knowledge: Knowledge, program: Program, places: Mapping[Key, Place]) -> Iterator[Problem]:
    needed = needed_by(program, knowledge.scenarios)
    for key, carrier in _carriers(knowledge).items():
        for number, rule in enumerate(carrier.rules):
            if not needed[rule.key]:
                message = f"no scenario needs the rule `{rule.key}`; add one that fails without it, or take it out"
                yield places[key].problem(("rules", number), message)


def _patterns_without_scenarios(knowledge: Knowledge, places: Mapping[Key, Place]) -> Iterator[Problem]:
    won = {scenario.expect.recommended for scenario in knowledge.scenarios if scenario.pattern is None}
    lost = {
        scenario.expect.ranking[1]
        for scenario in knowledge.scenarios
        if scenario.pattern is None and len(scenario.expect.ranking) > 1
    }
    for option in knowledge.decisions["pattern"].options:
        place = places["option", "pattern", option.id]
        if option.id not in won:
            yield place.problem((), f"no scenario shows when `{option.id}` wins")
        if option.id not in lost:
            yield place.problem((), f"no scenario shows when `{option.id}` narrowly loses (second in `ranking`)")
        if isinstance(option, Pattern) and not option.notes.strip():
            yield place.problem((), f"`{option.id}` has no notes.md for people to read")


def _unread_questions(program: Program, places: Mapping[Key, Place]) -> Iterator[Problem]:
    read = {question for rule in program.rules for question in rule.reads}
    read |= {question for limit in program.limits for question in limit.reads}
    for index, question in enumerate(program.questions):
        if index not in read:
            yield places["question", question.id].problem((), f"no rule reads the question `{question.id}`")


def _unused_facts(knowledge: Knowledge, program: Program, places: Mapping[Key, Place]) -> Iterator[Problem]:
    conditions = [
        *(rule.when for rule in program.rules),
        *(fact.when for fact in program.facts),
        *(limit.when for limit in program.limits),
        *(question.asked_when for question in program.questions),
        *(decision.applies_when for decision in program.decisions),
    ]
    used = {fact for condition in conditions if condition is not None for fact in _facts_in(condition)}
    for carrier in _carriers(knowledge).values():
        for artifact in carrier.artifacts:
            if artifact.when is not None:
                named = (leaf.fact for leaf in leaves(artifact.when) if isinstance(leaf, FactHolds))
                used |= {program.fact_index[fact] for fact in named}
    for index, fact in enumerate(program.facts):
        if index not in used:
            yield places["fact", fact.id].problem((), f"nothing uses the fact `{fact.id}`")


def _facts_in(expression: Expression) -> Iterator[int]:
    if expression[0] == FACT:
        yield expression[1]
    elif expression[0] in (ALL, ANY, NOT):
        for part in expression[1:]:
            yield from _facts_in(part)


def _carriers(knowledge: Knowledge) -> dict[Key, Block | Option]:
    """Every block and option, by the name its place is known under."""
    carriers: dict[Key, Block | Option] = {("block", block.id): block for block in knowledge.blocks.values()}
    for decision in knowledge.decisions.values():
        carriers |= {("option", decision.id, option.id): option for option in decision.options}
    return carriers


def _stale(knowledge: Knowledge, places: Mapping[Key, Place], today: date) -> Iterator[Problem]:
    limit = knowledge.manifest.stale_after_days
    for technology in knowledge.technologies.values():
        if technology.verified is not None and (today - technology.verified).days > limit:
            message = f"`{technology.id}` was last verified on {technology.verified}, more than {limit} days ago"
            yield places["technology", technology.id].problem(("verified",), message)
