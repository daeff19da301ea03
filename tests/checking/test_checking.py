"""The checks on knowledge find what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.checking.removal import needed_by
from advisor.graph.program import Program
from advisor.model.knowledge import Knowledge
from advisor.service import lint_knowledge

TODAY = date(2026, 11, 23)


def test_the_tiny_knowledge_is_clean(tiny_folder: Path) -> None:
    assert lint_knowledge([tiny_folder], TODAY) == []


def test_a_rule_is_needed_by_the_scenarios_that_fail_without_it(tiny: Knowledge, tiny_program: Program) -> None:
    needed = needed_by(tiny_program, tiny.scenarios)
    assert needed["cluster.nobody"] == ["pool/nobody"]
    assert all(needed.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (
            "patterns/box/pattern.yaml",
            "is: durable}",
            "is: stateless}",
            "tiny/patterns/pool/scenarios.yaml:10: the scenario `daily-with-data` fails: "
            "the rule `box.durable` should decide, but does not fire",
        ),
        (
            "patterns/stay/scenarios.yaml",
            "recommended: stay,",
            "recommended: box,",
            "tiny/patterns/stay/scenarios.yaml:1: the scenario `quiet` fails: "
            "expected `box`, but `stay` is recommended",
        ),
        (
            "patterns/pool/scenarios.yaml",
            "answers: {operators: none, cadence: daily}",
            "answers: {operators: one, state: durable}",
            "tiny/patterns/pool/scenarios.yaml:19: the scenario `nobody` fails: "
            "the rule `cluster.nobody` should decide, but does not fire",
        ),
        (
            "patterns/pool/scenarios.yaml",
            "close_call: false",
            "close_call: true",
            "tiny/patterns/pool/scenarios.yaml:1: the scenario `daily` fails: should be a close call",
        ),
        (
            "patterns/pool/scenarios.yaml",
            "decisions: {backup: often}",
            "decisions: {backup: nightly}",
            "tiny/patterns/pool/scenarios.yaml:10: the scenario `daily-with-data` fails: "
            "expected `nightly`, but `often` is recommended",
        ),
        (
            "patterns/pool/scenarios.yaml",
            "ruled_out: {stay: stay.no-change}",
            "ruled_out: {box: stay.no-change}",
            "tiny/patterns/pool/scenarios.yaml:1: the scenario `daily` fails: "
            "`box` should be ruled out by `stay.no-change`, but is ruled out by nothing",
        ),
        (
            "technologies/scheduler.yaml",
            "2026-11-01",
            "2026-01-01",
            "tiny/technologies/scheduler.yaml:4: `scheduler` was last verified on 2026-01-01, more than 180 days ago",
        ),
        (
            "facts.yaml",
            "special:\n",
            "idle:\n  title: Idle\n  when: {answer: cadence, is: yearly}\nspecial:\n",
            "tiny/facts.yaml:4: nothing uses the fact `idle`",
        ),
        (
            "patterns/box/notes.md",
            "Prose.",
            "",
            "tiny/patterns/box/pattern.yaml:1: `box` has no notes.md for people to read",
        ),
    ],
)
def test_one_fault_one_finding(file: str, old: str, new: str, finding: str, tiny_folder: Path) -> None:
    path = tiny_folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert finding in [str(problem) for problem in lint_knowledge([tiny_folder], TODAY)]


def test_a_rule_nobody_would_miss_is_named(tiny_folder: Path) -> None:
    path = tiny_folder / "patterns/pool/scenarios.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("- id: nobody")], "utf-8")
    assert [str(problem) for problem in lint_knowledge([tiny_folder], TODAY)] == [
        "tiny/blocks/cluster/block.yaml:6: no scenario needs the rule `cluster.nobody`; "
        "add one that fails without it, or take it out"
    ]


def test_a_question_nobody_reads_is_named(tiny_folder: Path) -> None:
    (tiny_folder / "questions/component/idle.yaml").write_text(
        (tiny_folder / "questions/component/state.yaml").read_text("utf-8"), "utf-8"
    )
    assert [str(problem) for problem in lint_knowledge([tiny_folder], TODAY)] == [
        "tiny/questions/component/idle.yaml:1: no rule reads the question `idle`"
    ]
