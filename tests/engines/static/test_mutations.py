"""Twenty small mistakes in each pattern's files: how many the static checks notice, printed per pattern."""

from __future__ import annotations

import pytest
from artifacts.spread import SPREAD, spread
from artifacts.static.every import complaints, noticed
from artifacts.static.mutations import fullest, mutants
from engines.engine_tools import needs

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    needs(
        "cfn-lint",
        "caddy",
        "cloud-init",
        "ignition-validate",
        "systemd-analyze",
        "heat-engine",
        "promtool",
        "ansible-doc",
    ),
]
MAY_MISS = 0.1


@pytest.mark.parametrize("pattern", SPREAD)
def test_most_small_mistakes_are_noticed(advisor: Advisor, pattern: str) -> None:
    starter = fullest(starter for starter in spread(advisor) if starter.pattern == pattern)
    known = set(complaints(starter.files))
    made = list(mutants(starter.files))
    missed = [mutant for mutant in made if not noticed(mutant.files, known)]
    print(f"{pattern}: {len(made) - len(missed)} of {len(made)} noticed")
    for mutant in missed:
        print(f"    not noticed: {mutant.way}, {mutant.where}")
    assert len(made) == 20
    assert len(missed) <= len(made) * MAY_MISS
