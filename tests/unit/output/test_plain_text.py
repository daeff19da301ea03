"""Folding and cleaning text by the cells it takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.output.plain_text import cells, folded, one_line, printable, shortened


def test_wide_letters_take_two_cells() -> None:
    assert cells("日本語") == 6
    assert folded("日本語日本語", 6) == ["日本語", "日本語"]


def test_what_follows_the_lead_is_aligned() -> None:
    assert folded("one two three", 9, "a: ") == ["a: one", "   two", "   three"]


def test_marks_that_reorder_text_are_taken_out() -> None:
    assert printable("a\u202eb\x1b[1m\x00") == "ab[1m"


@given(st.text(), st.integers(min_value=12, max_value=100))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = folded(text, width, "  > ")
    assert all(cells(line) <= width for line in lines)
    letters = "".join(one_line(text).split())
    assert "".join("".join(line[4:].split()) for line in lines) == letters


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert cells(shortened(text, width)) <= width
