"""What is proven of the shipped knowledge for every way to answer, and that each proof can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.engine.exact.proofs import prove
from advisor.model.proofs import Proof
from advisor.service import Advisor, open_advisor
from advisor.service.knowledge_proofs import proofs_text, prove_knowledge, write_counterexamples

pytest.importorskip("pysat", reason="needs python-sat")

ACME = Path(__file__).parents[2] / "examples" / "packs" / "acme"

RULE = """rules:
  - id: {name}
    effect: rules_out
    when: {{all: [{{answer: operators, is: none}}, {{answer: cadence, is: daily}}]}}
    because: Nobody is there.
    sources: [judgement]
"""

NOBODY = """nobody-at-all:
  title: Nobody
  when: {{all: [{{answer: operators, is: none}}, {{answer: cadence, is: daily}}]}}
  because: Somebody must be there.
  instead: Count again.
  leaves_nothing: {leaves}
  sources: [judgement]
"""


@pytest.fixture(scope="module")
def proofs(advisor: Advisor) -> list[Proof]:
    return prove_knowledge(advisor)


def test_everything_holds_of_the_shipped_knowledge(proofs: list[Proof]) -> None:
    assert [proof.statement for proof in proofs if not proof.holds] == []


def test_everything_holds_with_a_pack_that_forbids_a_pattern() -> None:
    proofs = prove_knowledge(open_advisor([ACME]))
    assert [proof.statement for proof in proofs if not proof.holds] == []
    assert "left out, as a pack forbids it: nomad-on-vms" in proofs_text(proofs)


def test_all_options_answers_questions_and_rules_are_looked_at(advisor: Advisor, proofs: list[Proof]) -> None:
    checked = {proof.statement: proof.checked for proof in proofs}
    program = advisor.program
    assert checked["Every option is recommended for some answers"] == sum(len(d.options) for d in program.decisions)
    assert checked["Every answer can be given and leads to a recommendation"] == sum(
        len(question.choices) for question in program.questions
    )
    assert checked["Every question matters for some answers to the others"] == len(program.questions)
    assert checked["Every rule takes effect for some answers"] == len(program.rules)


def _changed(tiny_folder: Path, path: str, old: str, new: str) -> Advisor:
    file = tiny_folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return open_advisor([tiny_folder])


def _failing(advisor: Advisor) -> dict[str, Proof]:
    return {proof.statement: proof for proof in prove_knowledge(advisor, 20) if not proof.holds}


DEAD_END = "Whatever is answered without a contradiction that is named, something fits"


@pytest.fixture
def dead_end(tiny_folder: Path) -> Advisor:
    """Nobody, and yet a release each day, leaves nothing in this one."""
    _changed(tiny_folder, "patterns/stay/pattern.yaml", "rules:\n", RULE.format(name="nobody-here"))
    return _changed(tiny_folder, "patterns/box/pattern.yaml", "rules:\n", RULE.format(name="nobody"))


def test_a_dead_end_is_shown_as_an_assessment_in_which_nothing_fits(dead_end: Advisor, tmp_path: Path) -> None:
    failing = _failing(dead_end)
    assert list(failing) == [DEAD_END]
    (path,) = write_counterexamples(dead_end, list(failing.values()), tmp_path / "out")
    verdict = dead_end.evaluate(dead_end.read(path))
    assert [part.verdict.chosen for part in verdict.components] == [None]


def test_a_dead_end_that_is_named_is_none(dead_end: Advisor, tiny_folder: Path) -> None:
    (tiny_folder / "contradictions.yaml").write_text(NOBODY.format(leaves="true"), "utf-8")
    assert not _failing(open_advisor([tiny_folder]))


def test_a_contradiction_that_leaves_something_must_not_claim_the_contrary(tiny_folder: Path) -> None:
    (tiny_folder / "contradictions.yaml").write_text(NOBODY.format(leaves="true"), "utf-8")
    failing = _failing(open_advisor([tiny_folder]))
    (proof,) = failing.values()
    assert proof.statement == "Where a contradiction is said to leave nothing, nothing fits"
    assert proof.findings[0].answers is not None
    assert proof.findings[0].answers["operators"] == ("none",)


def test_what_only_contradictory_answers_lead_to_is_not_reachable(tiny_folder: Path) -> None:
    """The pool needs several people; declared a contradiction, it is recommended to nobody."""
    declared = NOBODY.format(leaves="false").replace("is: none", "is: [one, several]")
    (tiny_folder / "contradictions.yaml").write_text(declared.replace("is: daily", "at_least: weekly"), "utf-8")
    failing = _failing(open_advisor([tiny_folder]))
    assert [each.subject for each in failing["Every option is recommended for some answers"].findings] == [
        "pattern/pool"
    ]


def test_a_retired_product_behind_an_option_is_found_with_answers_that_lead_to_it(tiny_advisor: Advisor) -> None:
    proofs = prove(tiny_advisor.program, {"pattern/pool": ("old-scheduler",)}, 20)
    (failing,) = (proof for proof in proofs if not proof.holds)
    assert failing.statement == "Nothing retired is ever recommended"
    assert failing.findings[0].subject == "pattern/pool rests on old-scheduler"
    assert failing.findings[0].answers


PROMISE = """releases:
  title: A higher cadence
  higher: cadence
  never: {never}
  uses: [cluster]
  because: A pool rolls.
  sources: [judgement]
"""


@pytest.mark.parametrize(("never", "kept"), [("disfavours", True), ("favours", False)])
def test_a_promise_about_higher_answers_is_kept_or_broken_with_answers(
    tiny_folder: Path, never: str, kept: bool
) -> None:
    (tiny_folder / "directions.yaml").write_text(PROMISE.format(never=never), "utf-8")
    failing = _failing(open_advisor([tiny_folder]))
    if kept:
        assert not failing
    else:
        (proof,) = failing.values()
        assert proof.findings[0].subject == "releases: a higher cadence favours pool"
        assert proof.findings[0].answers is not None
        assert proof.findings[0].answers["cadence"] == ("yearly",)
