"""What would change a verdict, as data."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model.flips import Flip, Flips, WayTo
from advisor.output.data.verdicts import Data


def flips_data(found: Sequence[Flips], most: int | None = None) -> list[Data]:
    """Everything that would change each component's pattern, or only by `most` answers at a time."""
    return [
        {
            "component": each.component,
            "recommended": each.recommended,
            "robust": each.robust,
            "proven": each.proven,
            "flips": [_flip(flip) for flip in each.flips if most is None or len(flip.changes) <= most],
        }
        for each in found
    ]


def way_data(way: WayTo) -> Data:
    """What it would take for a pattern to be recommended."""
    return {
        "component": way.component,
        "pattern": way.pattern,
        "proven": way.proven,
        "flips": [_flip(flip) for flip in way.flips],
    }


def _flip(flip: Flip) -> Data:
    return {
        "recommended": flip.recommended,
        "changes": [
            {"question": each.question, "now": list(each.now), "instead": [list(answer) for answer in each.instead]}
            for each in flip.changes
        ],
    }
