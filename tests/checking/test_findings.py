"""One bad file per finding: each is put into the tiny knowledge, and lint must say exactly what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bad_files import BadFile, bad_files

from advisor.service import lint_knowledge

CASES = bad_files(Path(__file__).parent / "broken")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_a_fault_is_found_with_file_and_line(case: BadFile, tiny_folder: Path) -> None:
    case.compare([str(problem) for problem in lint_knowledge(case.put(tiny_folder), TODAY)])


def test_every_finding_has_a_bad_file() -> None:
    assert len(CASES) > 35
    for case in CASES:
        assert case.expected, case.path.name


def test_the_tiny_knowledge_is_clean(tiny_folder: Path) -> None:
    assert lint_knowledge([tiny_folder], TODAY) == []
