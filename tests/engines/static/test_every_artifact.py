"""Every check on every artifact of the spread that takes every branch, and of the cases beside it: no complaint."""

from __future__ import annotations

import pytest
from artifacts.spread import Starter, beside, spread
from artifacts.static.check import Check
from artifacts.static.every import CHECKS

from advisor.service import Advisor

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def starters(advisor: Advisor) -> list[Starter]:
    return [*spread(advisor), *beside(advisor)]


def _called(check: Check) -> str:
    return f"{check.name} {check.looks.__name__.strip('_')}".replace(" ", "-")


@pytest.mark.parametrize("check", CHECKS, ids=_called)
def test_it_finds_nothing(starters: list[Starter], check: Check) -> None:
    if not check.here:
        pytest.skip(f"not here: {check.needs}")
    read = sum(check.reads(path, text) for starter in starters for path, text in starter.files.items())
    found = {complaint: str(starter) for starter in starters for complaint in check.complaints(starter.files)}
    print(f"{check.name}: {read} files")
    assert read
    assert found == {}
