"""What follows from the patterns, slide by slide."""

from __future__ import annotations

import pytest

from advisor.output.report.later_slides import few, later_slides


@pytest.mark.parametrize(
    ("names", "room", "shown"),
    [
        (["web", "billing"], 30, "web, billing"),
        (["web", "billing", "orders"], 18, "web and 2 more"),
        (["web", "billing", "orders"], 20, "web, billing, orders"),
        (["a-very-long-name", "web"], 10, "a-very-lo… and 1 more"),
        (["予約サイト", "web"], 10, "予約サイト and 1 more"),
    ],
)
def test_names_are_whole_and_the_rest_is_counted(names: list[str], room: int, shown: str) -> None:
    assert few(names, room) == shown


def test_names_stand_beside_a_choice_only_where_there_is_another() -> None:
    [slide] = later_slides(
        {"Secrets": {"Vault": ["web"], "Files": ["billing"]}, "Way in": {"Caddy": ["web", "billing"]}}
    )
    assert slide == [("Secrets", [("Vault", "web"), ("Files", "billing")]), ("Way in", [("Caddy", "")])]


def test_every_decision_is_on_one_slide_and_none_holds_too_many_lines() -> None:
    later = {f"decision {n}": {f"choice {m}": ["web"] for m in range(n % 5 + 1)} for n in range(12)}
    slides = later_slides(later)
    assert [title for slide in slides for title, _ in slide] == list(later)
    assert len(slides) > 2
    assert all(sum(len(choices) + 1 for _, choices in slide) <= 17 for slide in slides)


def test_a_decision_that_is_too_long_for_a_slide_has_one_to_itself() -> None:
    later = {"short": {"one": ["web"]}, "long": {f"choice {n}": ["web"] for n in range(30)}, "last": {"one": ["web"]}}
    assert [len(slide) for slide in later_slides(later)] == [1, 1, 1]
