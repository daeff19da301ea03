"""Reasons that name another number than their condition: "beyond fifty services" where the choice says thirty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.model.conditions import AnswerAtLeast, AnswerAtMost, AnswerIs, Condition, FactHolds, leaves
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Question

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip

_LIMIT = re.compile(
    r"\b(?:beyond|below|above|over|under|up to|more than|fewer than|less than|at most|at least|from)"
    rf"\s+(?:some |about |around )?(\d+|{'|'.join(_WORDS)})\s+([a-z]+)",
    re.IGNORECASE,
)


def wrong_numbers(subject: Subject) -> Iterator[Problem]:
    """Limits in a rule's reason ("up to ten services") that the answers it reads about the same thing do not name."""
    for rule in subject.rules.values():
        limits = dict(_limits(subject.knowledge, rule.when))
        for number, noun in _LIMIT.findall(rule.because):
            known = limits.get(noun.lower())
            value = _WORDS.get(number.lower()) or int(number)
            if known and value not in known:
                named = " or ".join(map(str, sorted(known)))
                message = f"the reason of `{rule.key}` says {number} {noun}, but its condition is about {named}"
                yield subject.rule_place(rule.key).problem(("because",), message)


def _limits(knowledge: Knowledge, condition: Condition) -> Iterator[tuple[str, frozenset[int]]]:
    """For every word that names an ordered question in the condition, the numbers that are its limits there."""
    for leaf in leaves(condition):
        match leaf:
            case FactHolds(fact=fact):
                yield from _limits(knowledge, knowledge.facts[fact].when)
            case AnswerAtLeast(answer=name, at_least=choice) | AnswerAtMost(answer=name, at_most=choice):
                yield from _named(knowledge.questions[name], [choice])
            case AnswerIs(answer=name, is_=chosen):
                yield from _named(knowledge.questions[name], chosen)
            case _:
                pass


def _named(question: Question, chosen: Sequence[str]) -> Iterator[tuple[str, frozenset[int]]]:
    """A limit lies between two choices, and either may be the one that names it."""
    places = [question.choice_ids.index(choice) for choice in chosen]
    near = {place for middle in places for place in (middle - 1, middle, middle + 1)}
    labels = [choice.label for place, choice in enumerate(question.choices) if place in near]
    numbers = frozenset(int(found.replace(",", "")) for label in labels for found in re.findall(r"\d[\d,]*", label))
    for word in {question.id, *question.title.lower().split()}:
        yield word, numbers
