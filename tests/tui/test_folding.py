"""Lines that do not fit are broken as Textual would break them, only sooner."""

from __future__ import annotations

import random

import pytest
from textual.content import Content

from advisor.model.knowledge import Knowledge
from advisor.service import Advisor
from advisor.tui.widgets.folding import folded


def same_as_textual(text: str, width: int) -> bool:
    content = Content.styled(text, "bold")
    ours, theirs = folded(content, width), content.wrap(width)
    return [(line.plain, line.spans) for line in ours] == [(line.plain, line.spans) for line in theirs]


def sentences(knowledge: Knowledge) -> list[str]:
    rules = (rule.because for each in knowledge.decisions.values() for option in each.options for rule in option.rules)
    return [*rules, *(question.help for question in knowledge.questions.values())]


@pytest.mark.parametrize("width", [9, 24, 61, 130])
def test_every_sentence_of_the_knowledge_is_broken_where_textual_breaks_it(advisor: Advisor, width: int) -> None:
    said = sentences(advisor.knowledge)
    assert len(said) > 200
    assert [text for text in said if not same_as_textual(text, width)] == []


def test_odd_texts_are_too() -> None:
    """Words longer than a line, wide signs, tabs, several blanks, blanks at both ends, lines of their own."""
    rng = random.Random(6)
    texts = ["".join(rng.choices("abcd  –é漢\t\n ", k=rng.randrange(60))) for _ in range(3_000)]
    assert [text for text in texts if not same_as_textual(text, rng.randrange(2, 20))] == []
