"""The checks that need no tool of their own, on every artifact of the spread; the others run in tests/engines."""

from __future__ import annotations

import pytest
from artifacts.spread import Starter, spread
from artifacts.static import every
from artifacts.static.check import Check
from artifacts.static.every import CHECKS, complaints, noticed
from artifacts.static.mutations import fullest, mutants
from artifacts.static.table import PAGE, written

from advisor.service import Advisor

SAMPLE_MAY_MISS = 4
QUICK = [check for check in CHECKS if check.needs is None]


@pytest.fixture(scope="module")
def starters(advisor: Advisor) -> list[Starter]:
    return list(spread(advisor))


@pytest.mark.parametrize("check", QUICK, ids=lambda check: f"{check.name}-{check.looks.__name__}".replace(" ", "-"))
def test_it_finds_nothing(starters: list[Starter], check: Check) -> None:
    found = {complaint: str(starter) for starter in starters for complaint in check.complaints(starter.files)}
    assert any(check.reads(path, text) for starter in starters for path, text in starter.files.items())
    assert found == {}


def test_small_mistakes_in_one_pattern_are_noticed(starters: list[Starter], monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample, without tools; all patterns and all tools are in tests/engines/static/test_mutations.py."""
    monkeypatch.setattr(every, "_IN_TURN", [check for check in every._IN_TURN if check.needs is None])
    starter = fullest(starter for starter in starters if starter.pattern == "quadlet-host")
    known = set(complaints(starter.files))
    missed = [mutant.where for mutant in mutants(starter.files) if not noticed(mutant.files, known)]
    assert len(missed) <= SAMPLE_MAY_MISS, missed


def test_the_tables_in_the_documentation_are_those_of_the_checks(starters: list[Starter]) -> None:
    page = PAGE.read_text("utf-8")
    assert written(page, starters) == page, "run `make tables`"
