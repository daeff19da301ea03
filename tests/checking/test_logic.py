"""What conditions can and must hold, compared with trying every answer."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.checking.logic import Logic
from advisor.engine.domain import legal_answers
from advisor.engine.evaluate import State, evaluate_masks
from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, Expression, Program

Expressions = st.SearchStrategy[Expression]


@pytest.fixture(scope="module")
def completions(tiny_program: Program) -> list[State]:
    """Every way to answer everything, with every way the first decision may come out."""
    found = []
    for masks in product(*(legal_answers(question) for question in tiny_program.questions)):
        for option in (None, *range(len(tiny_program.decisions[0].options))):
            state = evaluate_masks(tiny_program, masks)
            state.take(0, option)
            found.append(state)
    return found


def expressions() -> Expressions:
    """Conditions on the tiny knowledge: 5 questions of 2 or 3 choices, 2 facts, 3 patterns."""
    leaf = st.one_of(
        st.tuples(st.just(ANSWER), st.integers(0, 4), st.integers(1, 3)),
        st.tuples(st.just(FACT), st.integers(0, 1)),
        st.tuples(st.just(DECIDED), st.just(0), st.integers(1, 7)),
    )

    def grown(inner: Any) -> Any:
        parts = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            st.tuples(st.just(NOT), inner),
            parts.map(lambda several: (ALL, *several)),
            parts.map(lambda several: (ANY, *several)),
        )

    return st.recursive(leaf, grown, max_leaves=6)


@settings(max_examples=60, deadline=None)
@given(one=expressions(), other=expressions())
def test_it_agrees_with_trying_every_answer(
    one: Expression, other: Expression, tiny_program: Program, completions: list[State]
) -> None:
    logic = Logic(tiny_program)
    truths = [(state.holds(one), state.holds(other)) for state in completions]
    assert logic.can_hold(one) == any(first for first, _ in truths)
    assert logic.must_hold(one) == all(first for first, _ in truths)
    assert logic.implies(one, other) == all(second for first, second in truths if first)


def test_what_nobody_asks_cannot_be_answered(tiny_program: Program) -> None:
    logic = Logic(tiny_program)
    loss, state = tiny_program.question_index["loss"], tiny_program.question_index["state"]
    assert not logic.can_hold((ANSWER, loss, 0b11), (ANSWER, state, 0b01))
    assert logic.implies((ANSWER, loss, 0b11), (ANSWER, state, 0b10))
    assert not logic.must_hold((ANSWER, loss, 0b11))
