"""Open questions on their way to the people who can answer them, and back."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.assessment import Answer
from advisor.model.interview import QuestionRef
from advisor.model.questions import Question

ORGANISATION = "the organisation"

FIELDS = ("owner", "confidence", "evidence", "note")
"""What may be said about an answer beside the answer itself."""


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question to hand out, with what the file has about it so far (an answer only if it is `unknown`)."""

    ref: QuestionRef
    question: Question
    answer: Answer | None

    @property
    def where(self) -> str:
        """What it is asked about."""
        return self.ref.component or ORGANISATION

    @property
    def owner(self) -> str | None:
        """Who is to answer it."""
        return self.answer.owner if self.answer else None

    def field(self, name: str) -> str:
        """One of FIELDS as text, empty if nothing is known."""
        value = getattr(self.answer, name) if self.answer else None
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """What came back for one question: its key, the chosen choices, and the fields that the sheet has."""

    line: int
    key: str
    chosen: tuple[str, ...]
    fields: dict[str, str]
