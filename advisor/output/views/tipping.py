"""What would change a component's pattern, by single answers, ready to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.model.flips import Flips, OtherAnswer
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Kind, Question
from advisor.output import wording

_LONG = 4
"""More answers than this to one question are cut short."""


@dataclass(frozen=True, slots=True)
class Tip:
    """A question whose answer, if it were another, leads to another pattern."""

    question: str
    now: str
    instead: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Tipping:
    """All of them for one component; `sentence` says it in short, `brief` in a few words."""

    tips: tuple[Tip, ...]
    robust: bool
    sentence: str
    brief: str


def tipping(knowledge: Knowledge, found: Flips) -> Tipping:
    """The single changes in words; those of one question with the same outcome together."""
    tips = tuple(_tips(knowledge, found))
    questions = tuple(dict.fromkeys(each.question for each in tips))
    return Tipping(tips, found.robust, _sentence(found, questions), _brief(found, questions))


def other_answers(question: Question, changes: Sequence[OtherAnswer]) -> str:
    """The answers to one question of which any will do."""
    now = changes[0].now
    ways = [_edit(question, now, answer) for change in changes for answer in change.instead]
    if len(ways) > _LONG:
        ways = [*ways[: _LONG - 1], f"{len(ways) - _LONG + 1} others"]
    return wording.listed(ways, "or")


def _tips(knowledge: Knowledge, found: Flips) -> Iterator[Tip]:
    together: dict[tuple[str | None, str], list[OtherAnswer]] = {}
    for flip in found.flips:
        if len(flip.changes) == 1:
            together.setdefault((flip.recommended, flip.changes[0].question), []).append(flip.changes[0])
    for (outcome, name), changes in together.items():
        question = knowledge.questions[name]
        yield Tip(
            question=question.title,
            now=wording.labels(question, changes[0].now),
            instead=other_answers(question, changes),
            outcome=wording.option_title(knowledge, outcome),
        )


def _sentence(found: Flips, questions: Sequence[str]) -> str:
    if questions:
        shown = [*questions[:3], f"{len(questions) - 3} others"] if len(questions) > 4 else list(questions)
        return f"One other answer would be enough: {wording.listed(shown, 'or')}."
    if found.flips:
        size = len(found.flips[0].changes)
        return f"No single other answer would change it; it takes {'two' if size == 2 else size}."
    if found.proven:
        return "No change of the answers given so far would change it."
    return "No two other answers would change it; whether more would is not proven yet."


def _brief(found: Flips, questions: Sequence[str]) -> str:
    if questions:
        shown = [*questions[:2], f"{len(questions) - 2} others"] if len(questions) > 3 else questions
        return wording.listed(shown, "or")
    if found.flips:
        return "two answers at once" if len(found.flips[0].changes) == 2 else "several answers at once"
    return "nothing answered so far" if found.proven else "not proven yet"


def _edit(question: Question, now: Sequence[str], answer: Sequence[str]) -> str:
    """An answer, or of one with several choices only what is added and taken away."""
    if question.kind is not Kind.SEVERAL or not set(now) & set(answer):
        return wording.labels(question, answer)
    added = wording.labels(question, [choice for choice in answer if choice not in now])
    gone = wording.labels(question, [choice for choice in now if choice not in answer])
    return " and ".join(
        part for part in (f"also {added}" if added else "", f"no longer {gone}" if gone else "") if part
    )
