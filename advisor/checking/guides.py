"""Published guides replayed, row by row: do we advise what they advise?"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.checking.replay import Outcome, pattern_outcome
from advisor.graph.program import Program
from advisor.model.agreement import RowResult
from advisor.model.expectations import Guide, GuideRow


def replay_guides(program: Program, guides: Iterable[Guide]) -> list[RowResult]:
    """Every row of every guide with what the knowledge recommends for it."""
    return [_replay(program, guide, row) for guide in guides for row in guide.rows]


def _replay(program: Program, guide: Guide, row: GuideRow) -> RowResult:
    if row.outside is not None:
        return RowResult(guide, row, (), ())
    outcome = pattern_outcome(program, guide.answers(row))
    against = _held_against(program, outcome)
    unopposed = tuple(name for name in row.reject if name not in against or name == outcome.recommended)
    return RowResult(guide, row, outcome.ranking, unopposed)


def _held_against(program: Program, outcome: Outcome) -> set[str]:
    """The patterns that are ruled out, or that at least one rule disfavours."""
    minus = {rule.key for rule in program.rules if rule.points < 0} & outcome.fired
    return {
        option.id
        for option in program.decisions[0].options
        if option.id in outcome.knocked_out_by or any(program.rules[index].key in minus for index in option.rules)
    }
