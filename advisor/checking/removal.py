"""Rule coverage by removal: which rules could be taken away without any scenario noticing?"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.checking.replay import holds_without, replays
from advisor.graph.program import Program
from advisor.model.expectations import Scenario


def needed_by(program: Program, scenarios: Iterable[Scenario]) -> dict[str, list[str]]:
    """For every rule, the scenarios (`owner/id`) that fail without it; none for a rule nobody would miss.

    Only a rule that fires in a scenario can be missed by it, so only those are taken away.
    """
    needed: dict[str, list[str]] = {rule.key: [] for rule in program.rules}
    for scenario in scenarios:
        for replay in replays(program, scenario):
            for index, truth in replay.fires.items():
                if truth is True and not holds_without(replay, index):
                    needed[program.rules[index].key].append(f"{scenario.owner}/{scenario.id}")
    return needed
