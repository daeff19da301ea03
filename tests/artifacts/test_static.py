"""The checks that need no tool of their own, on every artifact of the spread; the others run in tests/engines."""

from __future__ import annotations

import pytest
from artifacts.spread import Starter, spread
from artifacts.static.check import Check
from artifacts.static.every import CHECKS

from advisor.service import Advisor

QUICK = [check for check in CHECKS if check.needs is None]


@pytest.fixture(scope="module")
def starters(advisor: Advisor) -> list[Starter]:
    return list(spread(advisor))


@pytest.mark.parametrize("check", QUICK, ids=lambda check: f"{check.name}-{check.looks.__name__}".replace(" ", "-"))
def test_it_finds_nothing(starters: list[Starter], check: Check) -> None:
    found = {complaint: str(starter) for starter in starters for complaint in check.complaints(starter.files)}
    assert any(check.reads(path, text) for starter in starters for path, text in starter.files.items())
    assert found == {}
