"""What has been proven about one decision, and what of it stays true as answers come in.

"Cannot win" and "cannot matter" hold for every way to go on, so they stay true as answers are added and are
given up only after an edit. "Can win" and "matters" rest on a witness, a complete set of answers, and stay true
as long as the given answers agree with it, whatever else changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from advisor.engine.lanes import Drawing
from advisor.model.record import record


class Witness(Protocol):
    """A complete set of answers that shows something to be possible."""

    def answer(self, question: int) -> int:
        """The answer to a question, as a mask."""


@record
class Drawn:
    """One of many cases, under the answers that were given when it was looked at."""

    layout: Drawing
    case: int
    given: tuple[int, ...]

    def answer(self, question: int) -> int:
        """The answer to a question, as a mask."""
        return self.given[question] or self.layout.drawn(self.case, question)


@record
class Found:
    """Answers that a solver found."""

    masks: tuple[int, ...]

    def answer(self, question: int) -> int:
        """The answer to a question, as a mask."""
        return self.masks[question]


class Known:
    """What is proven under `masks` about one decision that can come out as one of `outcomes`.

    For a decision after the pattern it holds for one `pattern`, by place. Outcomes are options by place, and
    NOTHING or NOT_TAKEN. What is in neither `can_win` nor `cannot_win`, or in neither `matters` nor
    `cannot_matter`, is undecided.
    """

    def __init__(self, masks: tuple[int, ...], outcomes: frozenset[int], pattern: int | None = None) -> None:
        self.masks = masks
        self.pattern = pattern
        self.outcomes = outcomes
        self.can_win: dict[int, Witness] = {}
        self.cannot_win: set[int] = set()
        self.matters: dict[int, Witness] = {}
        self.cannot_matter: set[int] = set()

    @property
    def left(self) -> frozenset[int]:
        """The outcomes that are not excluded."""
        return self.outcomes - self.cannot_win

    @property
    def undecided(self) -> frozenset[int]:
        """The outcomes that may or may not be possible."""
        return self.left - self.can_win.keys() if not self.is_certain else frozenset()

    @property
    def is_certain(self) -> bool:
        """Whether there is only one way for the decision to come out."""
        return len(self.outcomes) - len(self.cannot_win) == 1

    def followed(self, masks: tuple[int, ...]) -> Known:
        """What of this is still known under other answers."""
        changed = [q for q, (old, new) in enumerate(zip(self.masks, masks, strict=True)) if old != new]
        new = Known(masks, self.outcomes, self.pattern)
        given = [question for question in changed if masks[question]]
        new.can_win = {w: witness for w, witness in self.can_win.items() if _agrees(witness, masks, given)}
        new.matters = {
            question: witness
            for question, witness in self.matters.items()
            if not masks[question] and _agrees(witness, masks, given)
        }
        if not any(self.masks[question] for question in changed):
            new.cannot_win = set(self.cannot_win)
            new.cannot_matter = {question for question in self.cannot_matter if not masks[question]}
        return new

    def add(self, other: Known) -> bool:
        """Take over what another found out under the same answers; False if nothing of it is new."""
        assert (other.masks, other.pattern) == (self.masks, self.pattern)
        before = self._size
        self.can_win = other.can_win | self.can_win
        self.matters = other.matters | self.matters
        self.cannot_win |= other.cannot_win
        self.cannot_matter |= other.cannot_matter
        return self._size > before

    @property
    def _size(self) -> int:
        return len(self.can_win) + len(self.cannot_win) + len(self.matters) + len(self.cannot_matter)

    def copy(self) -> Known:
        """A snapshot that another thread may extend."""
        return self.followed(self.masks)


def _agrees(witness: Witness, masks: Sequence[int], questions: Iterable[int]) -> bool:
    return all(witness.answer(question) == masks[question] for question in questions)
