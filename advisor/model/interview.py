"""What the interview shows: which questions there are, which still matter, and what an answer changed."""

from __future__ import annotations

from enum import StrEnum

from advisor.model.assessment import Answer
from advisor.model.questions import Question
from advisor.model.record import record
from advisor.model.rules import Rule


@record
class QuestionRef:
    """One question asked about one component, or (component None) about the organisation."""

    question: str
    component: str | None = None

    def __lt__(self, other: QuestionRef) -> bool:
        return (self.question, self.component or "") < (other.question, other.component or "")

    def __str__(self) -> str:
        return f"{self.component}.{self.question}" if self.component else self.question


class Matter(StrEnum):
    """Whether an answer can still change a recommendation. MAYBE: not proven either way."""

    YES = "matters"
    MAYBE = "may matter"
    NO = "cannot matter"


@record
class QuestionState:
    """A question as it stands. `applies` is None while what it depends on is open."""

    ref: QuestionRef
    question: Question
    answer: Answer | None
    applies: bool | None
    matters: Matter


@record
class Interview:
    """All questions as they stand, and the one to ask next (None: nothing that is left can matter).

    `still_open` counts the questions without an answer that may still matter. `next` may also be one about the
    decisions after the pattern, once the patterns are settled.
    """

    next: QuestionRef | None
    states: tuple[QuestionState, ...]
    still_open: int

    def state(self, ref: QuestionRef) -> QuestionState:
        """The state of one question. Raises KeyError for one that is not there."""
        for state in self.states:
            if state.ref == ref:
                return state
        raise KeyError(ref)


@record
class OpenRule:
    """A rule that waits for an answer, and an option still in the running that is subject to it."""

    component: str
    decision: str
    option: str
    rule: Rule


@record
class WhyAsked:
    """Why a question is asked: its own words, and the open rules behind it, heaviest first."""

    because: str
    rules: tuple[OpenRule, ...]


@record
class PointsChange:
    """An option whose points moved, or that came in or went out (points None: not eligible)."""

    component: str
    option: str
    before: int | None
    after: int | None


@record
class Change:
    """What one change of the assessment did to the verdict.

    `recommended` holds (component, before, after) where the chosen pattern changed; `settled` the components
    that just became settled; `no_longer_matter` how many open questions dropped out; `unused` the answers that
    no longer apply.
    """

    points: tuple[PointsChange, ...]
    recommended: tuple[tuple[str, str | None, str | None], ...]
    settled: tuple[str, ...]
    no_longer_matter: int
    unused: tuple[QuestionRef, ...]
