"""What thousands of random completions show: outcomes that are possible, questions that matter, and how much."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from functools import cache
from math import log2

from advisor.engine.knowns import Drawn, Known
from advisor.engine.lanes import Lanes
from advisor.engine.layout import PER_WORD, Layout
from advisor.engine.planes import Plane
from advisor.model.record import record


@record
class Effects:
    """What the cases show about one question: one in which its answer decides (None: none seen), and its gain.

    The gain is how many bits about the outcome its answer is expected to give.
    """

    case: int | None
    gain: float


def look(lanes: Lanes[Layout], number: int, known: Known, questions: Collection[int]) -> dict[int, float]:
    """Add to `known` what the cases prove about a decision, and return the gain of each of `questions`."""
    found = lanes.outcomes(number, [place for place in known.left if place >= 0])
    for outcome, plane in found.items():
        if outcome not in known.can_win:
            known.can_win[outcome] = Drawn(lanes.layout, (plane & -plane).bit_length() - 1, known.masks)
    if len(found) < 2:
        return dict.fromkeys(questions, 0.0)
    gains = {}
    counted = _Counted(lanes.layout, found.values())
    for question in questions:
        effects = counted.effects(question)
        gains[question] = effects.gain
        if effects.case is not None and question not in known.matters:
            known.matters[question] = Drawn(lanes.layout, effects.case, known.masks)
    return gains


class _Counted:
    """The outcomes of all cases, by word: one for each answer of each question's group."""

    def __init__(self, layout: Layout, planes: Collection[Plane]) -> None:
        self._layout = layout
        self._words = [layout.cases(plane) for plane in planes]
        self._counts = [[word.bit_count() for word in words] for words in self._words]

    def effects(self, question: int) -> Effects:
        """Compare the outcomes for the answers to one question, all else being equal."""
        layout = self._layout
        values = len(layout.values[question])
        at = [layout.word(question, value) for value in range(values)]
        known, case = 0.0, None
        for words, counts in zip(self._words, self._counts, strict=True):
            if layout.width == 1:
                own = [counts[place] for place in at]
            else:
                own = [sum(counts[place : place + layout.width]) for place in at]
            together = sum(own)
            if not together:
                continue
            for count in own:
                known += _n_log_n(count)
            known -= _n_log_n(together)
            if case is None:
                case = _first_difference(words, at, layout.width)
        cases = PER_WORD * layout.width * values
        return Effects(case, max(0.0, log2(values) + known / cases) if case is not None else 0.0)


def _first_difference(words: array[int], at: Sequence[int], width: int) -> int | None:
    """A case whose outcome is another for another answer."""
    for offset in range(width):
        first = words[at[0] + offset]
        for place in at:
            differs = words[place + offset] ^ first
            if differs:
                return (at[0] + offset) * PER_WORD + (differs & -differs).bit_length() - 1
    return None


@cache
def _n_log_n(count: int) -> float:
    return count * log2(count) if count else 0.0
