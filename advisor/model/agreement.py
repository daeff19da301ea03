"""How the knowledge compares with what others published: decisions that were taken, and guides to taking them."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.expectations import Case, Guide, GuideRow

FIRST_FEW = 3


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out: the patterns best first, and where in them the first acceptable one stands (from 1)."""

    case: Case
    ranking: tuple[str, ...]
    place: int | None

    @property
    def agrees(self) -> bool:
        """Whether our first pattern is one that the case accepts."""
        return self.place == 1

    @property
    def in_first_few(self) -> bool:
        """Whether an acceptable pattern is among our first three."""
        return self.place is not None and self.place <= FIRST_FEW

    @property
    def hard_miss(self) -> bool:
        """Whether our first pattern is one that the case left or refused."""
        return bool(self.ranking) and self.ranking[0] in self.case.reject

    @property
    def is_explained(self) -> bool:
        """Whether it agrees, or says why it does not."""
        return self.agrees or self.case.disagreement is not None


@dataclass(frozen=True, slots=True)
class RowResult:
    """How one row of a guide came out.

    `ranking` are the eligible patterns best first (none for a row outside); `unopposed` those the guide advises
    against, and nothing in our knowledge does.
    """

    guide: Guide
    row: GuideRow
    ranking: tuple[str, ...]
    unopposed: tuple[str, ...]

    @property
    def is_outside(self) -> bool:
        """Whether the row is not about choosing a pattern."""
        return self.row.outside is not None

    @property
    def agrees(self) -> bool:
        """Whether our first pattern is what the row advises, and we hold something against what it advises against."""
        first = self.ranking[0] if self.ranking else None
        return not (self.is_outside or self.unopposed) and (not self.row.accept or first in self.row.accept)

    @property
    def is_explained(self) -> bool:
        """Whether it agrees, or says why it does not or cannot."""
        return self.agrees or self.is_outside or self.row.differs is not None
