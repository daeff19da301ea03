"""What the program writes passes what it checks: nothing is found in any starter, and nothing is allowed in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from artifacts.cluster_cases import CASES
from artifacts.host_cases import HOST_CASES, VM_CASES
from artifacts.starters import written

from advisor.errors import InputError
from advisor.service import Advisor, open_advisor
from tests.auditing.auditor import run

PATTERNS = [option.id for option in open_advisor().knowledge.decisions["pattern"].options]
EVERY_CASE = CASES | {f"host-{name}": case for name, case in HOST_CASES.items()} | {
    f"vm-{name}": case for name, case in VM_CASES.items()
}  # fmt: skip
SOME = 3
"""Cases that every pattern is tried with at once, others for each; the slow tests try all of them with all."""

NOTHING_TO_AUDIT = ("functions", "vm-per-tenant", "lift-and-shift-vm", "stay-as-is")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_starter_has_a_finding(pattern: str, advisor: Advisor, tmp_path: Path) -> None:
    names = list(EVERY_CASE)
    first = PATTERNS.index(pattern) * SOME
    _check(advisor, pattern, [names[(first + more) % len(names)] for more in range(SOME)], tmp_path)


@pytest.mark.engines
@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_starter_has_a_finding_whatever_was_answered(pattern: str, advisor: Advisor, tmp_path: Path) -> None:
    _check(advisor, pattern, list(EVERY_CASE), tmp_path)


def _check(advisor: Advisor, pattern: str, names: list[str], tmp_path: Path) -> None:
    for name in names:
        case, folder = EVERY_CASE[name], tmp_path / name
        written(advisor, folder, pattern, case.answers, case.decided, system=case.system, component=case.component)
        try:
            audit = run(advisor, folder)
        except InputError as error:
            assert pattern in NOTHING_TO_AUDIT, error
            continue
        assert [f"{one.file}:{one.line}: {one.rule}: {one.message}" for one in audit.findings] == []
        assert audit.allowed == ()
        assert audit.problems == ()
