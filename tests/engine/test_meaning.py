"""What the engine means: three truth values, knock-outs before points, bounds that are never too narrow."""

from __future__ import annotations

import random
from itertools import product

import pytest

from advisor.engine.consolidate import Candidate, consolidate
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.interview import Matter
from advisor.model.questions import Kind, Scope
from advisor.service import Advisor

Answers = dict[str, tuple[str, ...]]


def assessment(advisor: Advisor, answers: Answers) -> Assessment:
    """One component `web` with these answers."""
    scopes = {question.id: question.scope for question in advisor.knowledge.questions.values()}
    made = {name: Answer(answer=chosen) for name, chosen in answers.items()}
    own = {name: answer for name, answer in made.items() if scopes[name] is Scope.COMPONENT}
    shared = {name: answer for name, answer in made.items() if scopes[name] is Scope.ORGANISATION}
    return Assessment(
        knowledge="2026.11", system="Shop", organisation=shared, components={"web": Component(answers=own)}
    )


def choices(advisor: Advisor) -> dict[str, list[tuple[str, ...]]]:
    """Every answer that each question of the tiny knowledge can get."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for question in advisor.knowledge.questions.values():
        found[question.id] = [(choice,) for choice in question.choice_ids]
        if question.kind is Kind.SEVERAL:
            found[question.id].append(("gpu", "device"))
    return found


def completions(advisor: Advisor, answers: Answers) -> list[Answers]:
    """Every way of answering the rest."""
    rest = {name: options for name, options in choices(advisor).items() if name not in answers}
    return [answers | dict(zip(rest, chosen, strict=True)) for chosen in product(*rest.values())]


def winner(advisor: Advisor, answers: Answers) -> str | None:
    return advisor.evaluate(assessment(advisor, answers)).verdict.component("web").pattern.recommended


def partial_answers(advisor: Advisor, seed: int) -> Answers:
    chance = random.Random(seed)
    return {name: chance.choice(options) for name, options in choices(advisor).items() if chance.random() < 0.5}


@pytest.mark.parametrize("seed", range(25))
def test_possible_settled_and_matters_are_exact(seed: int, tiny_advisor: Advisor) -> None:
    answers = partial_answers(tiny_advisor, seed)
    evaluation = tiny_advisor.prove(assessment(tiny_advisor, answers))
    verdict = evaluation.verdict.component("web").pattern
    winners = {winner(tiny_advisor, full) for full in completions(tiny_advisor, answers)}
    assert verdict.proven
    assert set(verdict.possible) == winners - {None}
    assert verdict.settled == (len(winners) == 1 and None not in winners)
    asked = tiny_advisor.interview(assessment(tiny_advisor, answers), evaluation=evaluation)
    for state in asked.states:
        if state.answer is None and not evaluation.verdict.component("web").decisions:
            others = completions(tiny_advisor, answers)
            groups: dict[tuple[object, ...], set[str | None]] = {}
            for full in others:
                rest = tuple(sorted((name, full[name]) for name in full if name != state.ref.question))
                groups.setdefault(rest, set()).add(winner(tiny_advisor, full))
            assert (state.matters is Matter.YES) == any(len(found) > 1 for found in groups.values()), state.ref


@pytest.mark.parametrize("seed", range(25))
def test_more_answers_never_make_more_possible(seed: int, tiny_advisor: Advisor) -> None:
    answers = partial_answers(tiny_advisor, seed)
    before = tiny_advisor.recommend(assessment(tiny_advisor, answers)).component("web").pattern.possible
    for full in completions(tiny_advisor, answers)[:5]:
        after = tiny_advisor.recommend(assessment(tiny_advisor, full)).component("web").pattern.possible
        assert set(after) <= set(before)


def test_unknown_is_the_same_as_unanswered(tiny_advisor: Advisor) -> None:
    plain = tiny_advisor.recommend(assessment(tiny_advisor, {"cadence": ("weekly",)}))
    said = tiny_advisor.recommend(assessment(tiny_advisor, {"cadence": ("weekly",), "state": ("unknown",)}))
    assert plain.component("web").pattern == said.component("web").pattern


def test_the_order_of_answering_does_not_matter(tiny_advisor: Advisor) -> None:
    answers: Answers = {"operators": ("several",), "cadence": ("daily",), "state": ("durable",), "loss": ("a-day",)}
    backwards = dict(reversed(answers.items()))
    assert tiny_advisor.recommend(assessment(tiny_advisor, answers)) == tiny_advisor.recommend(
        assessment(tiny_advisor, backwards)
    )


def test_a_knock_out_beats_any_points(tiny_advisor: Advisor) -> None:
    verdict = tiny_advisor.recommend(
        assessment(tiny_advisor, {"operators": ("none",), "cadence": ("daily",), "state": ("stateless",)})
    ).component("web")
    pool = verdict.pattern.standing("pool")
    assert (pool.points, pool.eligible) == (6, False)
    assert [trace.rule for trace in pool.knock_outs] == ["cluster.nobody"]
    assert verdict.pattern.recommended == "box"


def test_points_shown_add_up(advisor: Advisor) -> None:
    for path in advisor.examples():
        for component in advisor.recommend(advisor.read(path)).components:
            for verdict in (component.pattern, *component.decisions.values()):
                for standing in verdict.ranking:
                    assert standing.points == sum(trace.points for trace in standing.reasons)
                    assert standing.lowest <= standing.points <= standing.highest


def test_a_rule_on_a_fact_shows_the_answers_behind_it(tiny_advisor: Advisor) -> None:
    verdict = tiny_advisor.recommend(assessment(tiny_advisor, {"operators": ("one",), "cadence": ("daily",)}))
    traces = {trace.rule: trace for trace in verdict.component("web").pattern.standing("pool").rules}
    assert traces["cluster.often"].answers == {"cadence": ("daily",)}
    assert traces["cluster.often"].facts == {"changes-often": True}
    assert traces["pool.durable"].answers == {"state": None}


def test_the_same_answers_give_the_same_verdict(advisor: Advisor) -> None:
    for path in advisor.examples():
        assert advisor.recommend(advisor.read(path)) == advisor.recommend(advisor.read(path))


def candidates(*entries: tuple[str, int, str]) -> list[Candidate]:
    return [Candidate(pattern, points, frozenset(platforms.split())) for pattern, points, platforms in entries]


def test_consolidation_names_the_price_of_one_platform_fewer() -> None:
    found = consolidate(
        {
            "front": candidates(("pool", 10, "swarm"), ("vm", 4, "machines")),
            "core": candidates(("vm", 9, "machines"), ("pool", 1, "swarm")),
        },
        2,
        "two teams",
    )
    assert dict(found.chosen.per_component) == {"front": "pool", "core": "vm"}
    assert found.fewer is not None
    assert dict(found.fewer.per_component) == {"front": "vm", "core": "vm"}
    assert dict(found.fewer.cost) == {"front": 6, "core": 0}


@pytest.mark.parametrize("seed", range(20))
def test_consolidation_is_the_best_of_all_assignments(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"c{number}" for number in range(4)]
    given = {
        name: sorted(
            candidates(*((f"p{n}", chance.randint(0, 9), chance.choice(["a", "b", "c", "a b"])) for n in range(4))),
            key=lambda candidate: -candidate.points,
        )
        for name in names
    }
    best = max(
        sum(candidate.points for candidate in chosen)
        for chosen in product(*given.values())
        if len(frozenset().union(*(candidate.platforms for candidate in chosen))) <= 2
    )
    found = consolidate(given, 2, None).chosen
    points = {(name, c.pattern): c.points for name, options in given.items() for c in options}
    assert found.feasible
    assert sum(points[name, pattern] for name, pattern in found.per_component.items()) == best
    assert len(found.platforms) <= 2


def test_contradicting_answers_are_named(advisor: Advisor) -> None:
    answers: Answers = {
        "hosting": ("google-cloud",),
        "data-location": ("own-premises",),
        "runs-as": ("new",),
    }
    verdict = advisor.recommend(assessment(advisor, answers)).component("web").pattern
    if verdict.recommended is None:
        assert verdict.conflicts
        for conflict in verdict.conflicts:
            assert set(conflict.answers) <= set(answers)


def test_ties_go_to_the_simpler_option(tiny_program: Program, tiny_advisor: Advisor) -> None:
    assert winner(tiny_advisor, {}) == "stay"
    assert [option.id for option in tiny_program.decisions[0].options] == ["stay", "box", "pool"]
