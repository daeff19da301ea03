"""The example of an organisation's pack: a pattern more, a pattern less, and its own rule in the trace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.checking.replay import failures, pattern_outcome
from advisor.service import Advisor, lint_knowledge, open_advisor

ACME = Path(__file__).parents[2] / "examples" / "packs" / "acme"


@pytest.fixture(scope="module")
def with_acme() -> Advisor:
    return open_advisor([ACME])


def test_it_adds_one_pattern_and_bans_one(with_acme: Advisor, advisor: Advisor) -> None:
    before, after = ({option.id for option in each.program.decisions[0].options} for each in (advisor, with_acme))
    assert after - before == {"house-namespace"}
    assert before <= after
    assert [each.pattern for each in with_acme.knowledge.packs["acme"].forbidden] == ["nomad-on-vms"]


def test_its_scenarios_hold_and_need_its_rules(with_acme: Advisor) -> None:
    own = [each for each in with_acme.knowledge.scenarios if each.owner in ("pack/acme", "house-namespace")]
    assert len(own) >= 5
    for scenario in own:
        assert failures(with_acme.program, scenario) == [], scenario.id


def test_where_nomad_would_win_it_is_ruled_out_with_the_reason_and_the_pack(
    with_acme: Advisor, advisor: Advisor
) -> None:
    (scenario,) = (each for each in with_acme.knowledge.scenarios if each.id == "no-nomad")
    assert pattern_outcome(advisor.program, scenario.answers).recommended == "nomad-on-vms"
    knock_outs = pattern_outcome(with_acme.program, scenario.answers).knocked_out_by["nomad-on-vms"]
    assert knock_outs == {"nomad-on-vms.forbidden-by-acme"}


def test_nothing_is_wrong_with_it() -> None:
    own = [str(problem) for problem in lint_knowledge([ACME], date(2026, 11, 23)) if problem.file.startswith("acme/")]
    assert own == []
