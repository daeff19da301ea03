"""Twenty small mistakes in each pattern's files: how many the static checks notice, printed per pattern."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from artifacts.spread import Starter, spread
from artifacts.static.every import complaints
from artifacts.static.mutations import Mutant, mutants
from engines.engine_tools import needs

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    needs("cfn-lint", "caddy", "cloud-init", "ignition-validate", "systemd-analyze", "heat-engine"),
]
# What is not noticed is listed; the share may only fall.
MAY_MISS = 0.2
ODD = ("awkward", "turn", "choice", "number")


def _fullest(starters: Iterable[Starter]) -> dict[str, Starter]:
    """Per pattern the ordinary case that writes the most files."""
    found: dict[str, Starter] = {}
    for starter in starters:
        if starter.case.startswith(ODD):
            continue
        if starter.pattern not in found or len(starter.files) > len(found[starter.pattern].files):
            found[starter.pattern] = starter
    return found


def _survivors(starter: Starter) -> tuple[list[Mutant], list[Mutant]]:
    made = list(mutants(starter.files))
    before = set(complaints(starter.files))
    return made, [mutant for mutant in made if not set(complaints(mutant.files)) - before]


def test_most_small_mistakes_are_noticed(advisor: Advisor, capsys: pytest.CaptureFixture[str]) -> None:
    all_made = all_missed = 0
    for pattern, starter in sorted(_fullest(spread(advisor)).items()):
        made, missed = _survivors(starter)
        all_made += len(made)
        all_missed += len(missed)
        with capsys.disabled():
            print(f"\n{pattern}: {len(made) - len(missed)} of {len(made)} noticed", end="")
            for mutant in missed:
                print(f"\n    not noticed: {mutant.way}, {mutant.where}", end="")
        assert len(made) == 20, pattern
    with capsys.disabled():
        print(f"\nall patterns: {all_made - all_missed} of {all_made} noticed")
    assert all_missed <= all_made * MAY_MISS
