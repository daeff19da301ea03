"""How things are said in every output: numbers, names, answers, dates, how sure a verdict is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from advisor.model.assessment import UNKNOWN, Answer
from advisor.model.knowledge import Knowledge
from advisor.model.options import Option
from advisor.model.questions import Question
from advisor.model.rules import Effect
from advisor.model.verdict import ComponentVerdict, Outcome, RuleTrace, Verdict

PATTERN = "pattern"

NOTHING_FITS = "Nothing fits"

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def signed(points: int) -> str:
    """+3, −3 or 0, with a real minus sign."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def counted(number: int, noun: str) -> str:
    """`1 point`, `2 points`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def some(names: Sequence[str], most: int) -> str:
    """The first names, and how many others there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def listed(names: Sequence[str], last: str = "and") -> str:
    """`A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def long_date(day: date) -> str:
    """`23 November 2026`, whatever the machine's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weight(trace: RuleTrace) -> str:
    """What a rule does, in one or two words."""
    if trace.effect.is_knock_out:
        if trace.outcome is Outcome.OPEN:
            return "may rule out"
        return "rules it out"
    if trace.outcome is Outcome.OPEN:
        return "may speak for it" if trace.effect is Effect.FAVOURS else "may speak against it"
    return signed(trace.points)


def option(knowledge: Knowledge, option_id: str, decision: str = PATTERN) -> Option:
    """An option by its id. Raises KeyError for an unknown one."""
    for each in knowledge.decisions[decision].options:
        if each.id == option_id:
            return each
    raise KeyError(option_id)


def option_title(knowledge: Knowledge, option_id: str | None, decision: str = PATTERN) -> str:
    """An option's name for people."""
    return NOTHING_FITS if option_id is None else option(knowledge, option_id, decision).title


def platforms_of(knowledge: Knowledge, chosen: Option) -> tuple[str, ...]:
    """The ids of the platforms that an option needs, by id."""
    return tuple(sorted({each for part in knowledge.parts_of(chosen) for each in part.platforms}))


def platform_titles(knowledge: Knowledge, platforms: Iterable[str]) -> tuple[str, ...]:
    """The names of platforms."""
    return tuple(knowledge.platforms[each].title if each in knowledge.platforms else each for each in platforms)


def labels(question: Question, chosen: Iterable[str]) -> str:
    """The labels of some choices of a question."""
    known = {choice.id: choice.label for choice in question.choices}
    return "; ".join("Unknown" if each == UNKNOWN else known.get(each, each) for each in chosen)


def answer_label(question: Question, answer: Answer | None) -> str:
    """An answer in the words of its question."""
    return "Not answered" if answer is None else labels(question, answer.answer)


def certainty(component: ComponentVerdict) -> str:
    """How sure a component's verdict is, in a few words."""
    verdict = component.pattern
    if component.overridden:
        return "decided by a person"
    if verdict.recommended is None:
        return "nothing fits"
    close = ", close call" if verdict.close_call else ""
    if verdict.settled:
        return f"settled{close}"
    if len(verdict.possible) == 1:
        return "this, or nothing fits" if verdict.proven else f"not proven yet{close}"
    return f"{len(verdict.possible)} still possible{close}"


def certainty_explained(knowledge: Knowledge, verdict: Verdict) -> str:
    """How sure a verdict is and who is next, in one or two sentences."""
    if verdict.recommended is None:
        return "No option is left: the answers rule every one of them out."
    return f"{_settled(knowledge, verdict)} {_distance(knowledge, verdict)}".rstrip()


def _settled(knowledge: Knowledge, verdict: Verdict) -> str:
    if verdict.settled:
        return "Settled: no answer that is still open can change it."
    others = [
        option_title(knowledge, each, verdict.decision) for each in verdict.possible if each != verdict.recommended
    ]
    if not others and verdict.proven:
        return "Not settled: no other option can win, but an open answer could rule this one out; then nothing fits."
    if not others:
        return "Not proven yet: nothing else was found that could win, but open answers might still rule this one out."
    named = listed(others, "or") if len(others) <= 3 else f"{', '.join(others[:3])} or {len(others) - 3} others"
    if verdict.proven:
        return f"Not settled: the open answers could still lead to {named}."
    return f"Not proven yet: the open answers may still lead to {named}."


def _distance(knowledge: Knowledge, verdict: Verdict) -> str:
    eligible = [standing for standing in verdict.ranking if standing.eligible]
    if verdict.margin is None or len(eligible) < 2:
        return "Nothing else is eligible."
    second = option_title(knowledge, eligible[1].option, verdict.decision)
    if verdict.margin == 0:
        return f"A close call: {second} has as many points, and the simpler one goes first."
    behind = f"{second} is {counted(verdict.margin, 'point')} behind"
    return f"A close call: {behind}." if verdict.close_call else f"{behind}."
