"""The shipped knowledge keeps its promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.checking.replay import failures
from advisor.loading.assessment import parse_assessment
from advisor.model.expectations import Scenario
from advisor.model.questions import Scope
from advisor.model.rules import Effect
from advisor.model.sources import Evidence
from advisor.model.technologies import Status
from advisor.service import Advisor, open_advisor

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))

DESIGN_EXAMPLE = """
assessment: 1                  # format version
knowledge: 2026.11             # the knowledge it was made with
system: Online game
organisation:
  operators: two-or-three      # the short form: just the answer
  hosting:
    answer: own-datacentre     # the long form; every key but answer is optional
    note: contract until 2029
    owner: infrastructure
    confidence: certain        # certain | likely | guess
    evidence: asset register
    origin: asked              # asked | imported | profile
  windows: unknown
components:
  front-end:
    answers: {release-cadence: daily, state: stateless}
  billing:
    answers: {release-cadence: yearly}
    override: {pattern: one-container-per-vm, reason: auditor's letter of 2026-09}
"""


def scenarios() -> list[Scenario]:
    return list(open_advisor().knowledge.scenarios)


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: f"{scenario.owner}/{scenario.id}")
def test_every_scenario_holds(scenario: Scenario, advisor: Advisor) -> None:
    assert failures(advisor.program, scenario) == []


def test_both_scopes_are_asked(advisor: Advisor) -> None:
    questions = advisor.knowledge.questions.values()
    for scope in Scope:
        assert sum(question.scope is scope for question in questions) >= 10


def test_question_texts_fit_a_small_terminal(advisor: Advisor) -> None:
    for question in advisor.knowledge.questions.values():
        assert len(question.title) <= 30, question.id
        for choice in question.choices:
            assert len(choice.label) <= 72, f"{question.id}.{choice.id}"


def test_nothing_retired_can_be_recommended(advisor: Advisor) -> None:
    knowledge = advisor.knowledge
    carriers = [*knowledge.blocks.values()]
    for decision in knowledge.decisions.values():
        for carrier in (*carriers, *decision.options):
            for technology in carrier.technologies:
                assert knowledge.technologies[technology].status is not Status.RETIRED, carrier.id


def test_every_rule_has_a_dated_source(advisor: Advisor) -> None:
    for rule in advisor.program.rules:
        for name in rule.sources:
            source = advisor.knowledge.sources[name]
            assert source.evidence is Evidence.JUDGEMENT or source.published or source.url, name


def test_knock_outs_are_few_enough_to_leave_a_choice(advisor: Advisor) -> None:
    """Every pattern has more reasons to be weighed than reasons to be struck out at once."""
    effects = [rule.effect for rule in advisor.program.rules]
    assert sum(effect in (Effect.FAVOURS, Effect.DISFAVOURS) for effect in effects) > len(effects) / 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_come_to_a_recommendation(path: Path, advisor: Advisor) -> None:
    verdict = advisor.recommend(advisor.read(path))
    assert verdict.components
    for component in verdict.components:
        assert component.chosen is not None, component.name
        assert component.unused == (), component.name
    assert verdict.platforms.chosen.feasible


def test_the_online_game_comes_out_as_the_document_argues(advisor: Advisor) -> None:
    verdict = advisor.recommend(advisor.read(Path(__file__).parents[2] / "examples" / "online-game.yaml"))
    front_end, billing = verdict.component("front-end"), verdict.component("billing")
    assert front_end.chosen in ("swarm-on-bare-metal", "kubernetes-on-bare-metal", "nomad-on-bare-metal")
    assert billing.chosen == "one-container-per-vm"
    assert (verdict.platforms.limit, len(verdict.platforms.chosen.platforms)) == (2, 2)
    assert verdict.platforms.fewer is not None
    assert sum(verdict.platforms.fewer.cost.values()) > 0


def test_the_format_of_the_design_is_accepted(advisor: Advisor) -> None:
    made = parse_assessment(DESIGN_EXAMPLE, "design.yaml", advisor.knowledge)
    assert advisor.recommend(made).component("billing").overridden
