"""What would change a recommendation: sets of answers that would have to be different."""

from __future__ import annotations

from advisor.model.record import record


@record
class OtherAnswer:
    """A question whose answer would have to be another one: any of `instead` will do, they have the same effect.

    For a several-of question `instead` has the answers nearest to the present one.
    """

    question: str
    now: tuple[str, ...]
    instead: tuple[tuple[str, ...], ...]


@record
class Flip:
    """A set of changes, none of which can be left out, and what is then recommended (None: nothing fits)."""

    changes: tuple[OtherAnswer, ...]
    recommended: str | None


@record
class Flips:
    """Everything up to two changed answers that flips one component's pattern, ranked by itself.

    If nothing that small does, `flips` has one of the smallest sets that do, or none if no change of the given
    answers can. `proven` is false if the budget ended the search for it.
    """

    component: str
    recommended: str | None
    flips: tuple[Flip, ...]
    proven: bool

    @property
    def robust(self) -> bool:
        """Whether no single changed answer flips it."""
        return all(len(flip.changes) > 1 for flip in self.flips)


@record
class WayTo:
    """The smallest sets of changes with which a pattern would be recommended for a component.

    All of them up to two changes, one if it takes more; none if no change of the given answers does, or if that
    is not proven.
    """

    component: str
    pattern: str
    flips: tuple[Flip, ...]
    proven: bool
