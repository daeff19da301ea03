"""An organisation's pack: what it adds, what it forbids, and that the trace says whose rule it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import InputError
from advisor.loading.knowledge import load_knowledge
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.rules import Effect
from advisor.service import Advisor, open_advisor
from advisor.service.flipping import flips, way_to

PACK = """\
title: Acme
owner: The platform team
forbidden:
  - {pattern: pool, because: We have no pool., sources: [judgement]}
"""

RULES = """\
- for: box
  id: cheap
  effect: favours
  strength: slight
  when: {answer: cadence, is: daily}
  because: We have boxes to spare.
  sources: [judgement]
- for: backup/often
  id: tapes
  effect: disfavours
  strength: strong
  when: {answer: loss, is: a-day}
  because: Our tapes are slow.
  sources: [judgement]
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "rules.yaml").write_text(RULES, "utf-8")
    return folder


def assessed(advisor: Advisor) -> Assessment:
    answers = {"cadence": Answer(answer=("daily",)), "state": Answer(answer=("stateless",))}
    return advisor.new("Shop").model_copy(
        update={
            "organisation": {"operators": Answer(answer=("several",))},
            "components": {"web": Component(answers=answers)},
        }
    )


def test_what_is_forbidden_is_ruled_out_whatever_the_answers_are(tiny_folder: Path, acme: Path) -> None:
    advisor = open_advisor([tiny_folder, acme])
    verdict = advisor.recommend(assessed(advisor)).component("web").pattern
    assert (verdict.recommended, verdict.settled) == ("box", True)
    (trace,) = verdict.standing("pool").knock_outs
    assert (trace.rule, trace.pack, trace.because) == ("pool.forbidden-by-acme", "acme", "We have no pool.")
    assert (trace.effect, dict(trace.answers)) == (Effect.RULES_OUT, {})


def test_an_empty_assessment_rules_it_out_too(tiny_folder: Path, acme: Path) -> None:
    advisor = open_advisor([tiny_folder, acme])
    empty = advisor.new("Shop").model_copy(update={"components": {"web": Component()}})
    verdict = advisor.recommend(empty).component("web").pattern
    assert not verdict.standing("pool").eligible
    assert "pool" not in verdict.possible


def test_no_change_of_answers_leads_to_what_is_forbidden(tiny_folder: Path, acme: Path) -> None:
    advisor = open_advisor([tiny_folder, acme])
    way = way_to(advisor, assessed(advisor), "web", "pool")
    assert (way.flips, way.proven) == ((), True)
    assert all(flip.recommended != "pool" for flip in flips(advisor, assessed(advisor), "web").flips)


def test_the_trace_says_which_pack_a_rule_came_from(tiny_folder: Path, acme: Path) -> None:
    advisor = open_advisor([tiny_folder, acme])
    box = advisor.recommend(assessed(advisor)).component("web").pattern.standing("box")
    packs = {trace.rule: trace.pack for trace in box.rules}
    assert packs == {"box.durable": "core", "box.special": "core", "box.cheap": "acme"}


def test_a_pack_says_whose_it_is(tiny_folder: Path, acme: Path) -> None:
    knowledge = load_knowledge([tiny_folder, acme])[0]
    assert {name: head.owner for name, head in knowledge.packs.items()} == {"acme": "The platform team"}
    (often,) = (option for option in knowledge.decisions["backup"].options if option.id == "often")
    assert [rule.key for rule in often.rules] == ["backup/often.in-pool", "backup/often.tapes"]


@pytest.mark.parametrize("name", ["core", "tiny"])
def test_a_pack_cannot_take_the_name_of_another(name: str, tiny_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere" / name
    folder.mkdir(parents=True)
    with pytest.raises(InputError, match=f"another pack is called `{name}` already"):
        load_knowledge([tiny_folder, folder])


def test_the_name_of_the_folder_must_do_as_a_name(tiny_folder: Path, acme: Path) -> None:
    with pytest.raises(InputError, match="the folder `Our Rules` gives the pack its name"):
        load_knowledge([tiny_folder, acme.rename(acme.with_name("Our Rules"))])
