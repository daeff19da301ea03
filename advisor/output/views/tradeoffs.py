"""How the chosen pattern and the next best do on each axis, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.knowledge import Knowledge
from advisor.model.options import Pattern, TradeOffs
from advisor.output import wording
from advisor.output.views.components import ComponentView

_AXES = {
    "deploy_safety": "Safe to deploy",
    "isolation": "Isolation",
    "density": "Density",
    "low_overhead": "Little overhead",
    "ease_of_operation": "Easy to operate",
    "time_to_production": "Soon in production",
    "update_frequency": "Frequent updates",
    "state": "Holds state",
    "portability": "Portable",
    "compliance": "Eases compliance",
}


@dataclass(frozen=True, slots=True)
class TradeOffTable:
    """Rows: the axis, the chosen pattern's mark of 1 to 5, the rival's (None where there is no rival)."""

    chosen: str
    rival: str | None
    rows: tuple[tuple[str, int, int | None], ...]
    smallest_team: str
    rival_team: str | None


def trade_offs(knowledge: Knowledge, component: ComponentView) -> TradeOffTable | None:
    """The table for a component; None if it has no pattern."""
    if component.pattern is None:
        return None
    rival = component.runner_up
    other = wording.option(knowledge, rival.id) if rival else None
    theirs = other.trade_offs if isinstance(other, Pattern) else None
    ours = component.pattern.trade_offs
    marks = ((title, _mark(ours, axis), _mark(theirs, axis) if theirs else None) for axis, title in _AXES.items())
    return TradeOffTable(
        chosen=component.title,
        rival=rival.title if rival and theirs else None,
        rows=tuple(marks),
        smallest_team=ours.smallest_team,
        rival_team=theirs.smallest_team if theirs else None,
    )


def _mark(of: TradeOffs, axis: str) -> int:
    mark: int = getattr(of, axis)
    return mark
