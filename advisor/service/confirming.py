"""Answers that were read from files, until a person has confirmed or changed them."""

from __future__ import annotations

from advisor.model.assessment import Answer, Origin
from advisor.model.interview import Interview, QuestionRef


def is_unconfirmed(answer: Answer | None) -> bool:
    """Whether only files say so."""
    return answer is not None and answer.origin is Origin.IMPORTED


def confirmed(answer: Answer) -> Answer:
    """The same answer, now a person's; the file and line that showed it stay with it."""
    return answer.model_copy(update={"origin": Origin.ASKED, "confidence": None})


def next_unconfirmed(interview: Interview, after: QuestionRef | None) -> QuestionRef | None:
    """The next answer to confirm in the order of the questions, round and round; None if there is none."""
    refs = [state.ref for state in interview.states]
    start = refs.index(after) + 1 if after in refs else 0
    waiting = {state.ref for state in interview.states if is_unconfirmed(state.answer)}
    return next((ref for ref in (*refs[start:], *refs[:start]) if ref in waiting), None)
