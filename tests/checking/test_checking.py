"""Rule coverage by removal, and what a fixture of one file cannot show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from advisor.checking.removal import needed_by
from advisor.graph.program import Program
from advisor.model.knowledge import Knowledge
from advisor.service import lint_knowledge


def test_a_rule_is_needed_by_the_scenarios_that_fail_without_it(tiny: Knowledge, tiny_program: Program) -> None:
    needed = needed_by(tiny_program, tiny.scenarios)
    assert needed["cluster.nobody"] == ["pool/nobody"]
    assert all(needed.values())


def test_a_pattern_without_prose_is_named(tiny_folder: Path) -> None:
    (tiny_folder / "patterns/box/notes.md").write_text("\n", "utf-8")
    assert [str(problem) for problem in lint_knowledge([tiny_folder], date(2026, 11, 23))] == [
        "tiny/patterns/box/pattern.yaml:1: `box` has no notes.md for people to read"
    ]
