"""Which outcomes are excluded, by bounds: never too many, sometimes too few."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.engine.effects import Effect, effects
from advisor.engine.evaluate import State
from advisor.engine.knowns import Known
from advisor.engine.tally import NOT_TAKEN, NOTHING
from advisor.graph.program import CompiledDecision


def outcomes(decision: CompiledDecision) -> frozenset[int]:
    """Every way in which a decision might come out."""
    places = frozenset(range(len(decision.options))) | {NOTHING}
    return places if decision.applies_when is None else places | {NOT_TAKEN}


def exclude(state: State, decision: CompiledDecision, known: Known, unsettled: frozenset[int]) -> None:
    """Add to `known` the outcomes that no way of going on can lead to, as far as bounds show it.

    Rules are taken as independent of each other, so an option may be left that in truth cannot win. Two options
    are compared on what tells them apart: a rule that both share cancels out. `unsettled` are the earlier
    decisions that may still come out otherwise than they are taken now.
    """
    if known.is_certain:
        return
    if decision.applies_when is not None:
        applies = None if decision.decided & unsettled else state.holds(decision.applies_when)
        if applies is not None:
            known.cannot_win |= {NOT_TAKEN} if applies else known.outcomes - {NOT_TAKEN}
    bounds = _Bounds(decision, effects(state, decision, unsettled))
    alive = [place for place in range(len(decision.options)) if place not in known.cannot_win]
    alive = [place for place in alive if not bounds.is_out(place)]
    certain = [place for place in alive if bounds.is_in(place)]
    if certain:
        known.cannot_win.add(NOTHING)
    left = {place for place in alive if not any(bounds.always_beats(rival, place) for rival in certain)}
    known.cannot_win.update(set(range(len(decision.options))) - left)


class _Bounds:
    """The least and the most that each group of rules can still do."""

    def __init__(self, decision: CompiledDecision, found: Sequence[Effect]) -> None:
        self._groups = [frozenset(option.groups) for option in decision.options]
        self._effects = found

    def is_out(self, place: int) -> bool:
        """Whether an option is ruled out for certain."""
        return any(self._effects[group].knocks_out is True for group in self._groups[place])

    def is_in(self, place: int) -> bool:
        """Whether an option cannot be ruled out any more."""
        return all(self._effects[group].knocks_out is False for group in self._groups[place])

    def always_beats(self, rival: int, place: int) -> bool:
        """Whether `rival` stays ahead of `place` whatever is answered."""
        if rival == place:
            return False
        ours, theirs = self._groups[place], self._groups[rival]
        ahead = sum(self._effects[g].most for g in ours - theirs) - sum(self._effects[g].least for g in theirs - ours)
        return ahead < 0 or (ahead == 0 and rival < place)
