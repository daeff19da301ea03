"""A condition in words."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.model.conditions import (
    All,
    AnswerAtLeast,
    AnswerAtMost,
    AnswerIncludes,
    AnswerIs,
    AnyOf,
    Condition,
    DecidedIs,
    DecidedUses,
    FactHolds,
    Not,
)
from advisor.model.knowledge import Knowledge


def in_words(knowledge: Knowledge, condition: Condition, nested: bool = False) -> str:
    """The condition as part of a sentence; `nested` puts brackets around what consists of parts."""
    match condition:
        case All(all=parts):
            return _joined(knowledge, parts, " and ", nested)
        case AnyOf(any=parts):
            return _joined(knowledge, parts, " or ", nested)
        case Not(not_=inner):
            return f"not ({in_words(knowledge, inner)})"
        case AnswerIs(answer=name, is_=chosen):
            return f"{_title(knowledge, name)} is {_choices(knowledge, name, chosen)}"
        case AnswerAtLeast(answer=name, at_least=least):
            return f"{_title(knowledge, name)} is at least {_choices(knowledge, name, (least,))}"
        case AnswerAtMost(answer=name, at_most=most):
            return f"{_title(knowledge, name)} is at most {_choices(knowledge, name, (most,))}"
        case AnswerIncludes(answer=name, includes=chosen):
            return f"{_title(knowledge, name)} includes {_choices(knowledge, name, chosen)}"
        case FactHolds(fact=name):
            return f"“{knowledge.facts[name].title}”"
        case DecidedIs(decided=name, is_=options):
            titles = {option.id: option.title for option in knowledge.decisions[name].options}
            return f"{knowledge.decisions[name].title} came out as {_or(titles[each] for each in options)}"
        case DecidedUses(decided=name, uses=blocks):
            titles = {block: knowledge.blocks[block].title for block in blocks}
            return f"{knowledge.decisions[name].title} is built on {_or(titles.values())}"


def _joined(knowledge: Knowledge, parts: Iterable[Condition], word: str, nested: bool) -> str:
    text = word.join(in_words(knowledge, part, nested=True) for part in parts)
    if not text:
        return "whatever the answers are"
    return f"({text})" if nested else text


def _title(knowledge: Knowledge, name: str) -> str:
    return knowledge.questions[name].title


def _choices(knowledge: Knowledge, name: str, chosen: Iterable[str]) -> str:
    question = knowledge.questions[name]
    return _or(f"“{question.choice(each).label}”" for each in chosen)


def _or(names: Iterable[str]) -> str:
    return " or ".join(names)
