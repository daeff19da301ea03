"""What stands beside what is tried: components, platforms, and the options of one component."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from advisor.model.knowledge import Knowledge
from advisor.service.trying import OptionMove, Variation
from advisor.tui import wording
from advisor.tui.widgets.columns import Columns, Stack

SAME, OTHER = "=", "≠"
STANDING = 10


def side_by_side(knowledge: Knowledge, variation: Variation, component: str | None) -> Stack:
    """Every line that differs starts with a mark."""
    return Stack(_lines(knowledge, variation, component))


def _lines(knowledge: Knowledge, variation: Variation, component: str | None) -> Iterator[Columns]:
    for was, now in variation.sides():
        before, after = (wording.option_title(knowledge, each.chosen) for each in (was, now))
        yield _pair(was.name, before, after)
        # While one side is not proven yet the numbers would differ for no reason.
        if was.pattern.proven and now.pattern.proven and wording.certainty(was) != wording.certainty(now):
            yield _pair("", wording.certainty(was), wording.certainty(now))
        alone = [wording.alone(knowledge, each) or "it is the best by itself" for each in (was, now)]
        if alone[0] != alone[1]:
            yield _pair("", *alone)
    before, after = (
        wording.platform_titles(knowledge, each.verdict.platforms.chosen.platforms) or "none"
        for each in (variation.base, variation)
    )
    yield _pair("platforms", before, after)
    if component is not None:
        yield Columns(("", None), pointer="")
        yield from _options(knowledge, component, variation.moves(component))


def _pair(name: str, before: str, after: str) -> Columns:
    same = before == after
    said = Content(before) if same else Content.assemble((before, "$text-muted"), "  →  ", (after, "bold $text-accent"))
    return Columns((_mark(same), 1), (name, 18), (said, None), pointer="")


def _mark(same: bool) -> Content:
    return Content.styled(SAME, "$text-muted") if same else Content.styled(OTHER, "bold $text-accent")


def _options(knowledge: Knowledge, component: str, moves: tuple[OptionMove, ...]) -> Iterator[Columns]:
    names = (Content.styled(f"Points of {component}", "bold $text-primary"), None)
    yield Columns(
        ("", 1), names, (f"{'as it is':>{STANDING}}", STANDING), (f"{'what if':>{STANDING}}", STANDING), pointer=""
    )
    for move in moves:
        style = "bold" if move.moved else "$text-muted"
        cells = [
            (Content.styled(f"{_standing(place, points):>{STANDING}}", style), STANDING)
            for place, points in zip(move.place, move.points, strict=True)
        ]
        title = Content.styled(wording.option_title(knowledge, move.option), style)
        yield Columns((_mark(not move.moved), 1), (title, None), *cells, pointer="")


def _standing(place: int, points: int | None) -> str:
    if points is None:
        return "ruled out"
    return f"{'★' if place == 1 else place}  {wording.points(points):>4}"
