"""What the last answer changed, in one line."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from advisor.model.interview import Change
from advisor.model.knowledge import Knowledge
from advisor.tui import wording


def moved(change: Change | None, component: str | None) -> dict[str, str]:
    """What happened to the options of a component: points won or lost, out, or in again."""
    mine = [point for point in change.points if point.component == component] if change is not None else []
    return {point.option: wording.shift(point) for point in mine}


class ChangeLine(Static):
    """Points that moved, a new recommendation, questions that no longer matter."""

    DEFAULT_CSS = """
    ChangeLine { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
    """

    def show(self, knowledge: Knowledge, change: Change | None, component: str | None) -> None:
        """Empty until something changed."""
        self.update(Content("") if change is None else self._text(knowledge, change, component))

    def _text(self, knowledge: Knowledge, change: Change, component: str | None) -> Content:
        parts = [
            Content.styled(f"{name}: now {wording.option_title(knowledge, after)}", "bold $text-accent")
            for name, _before, after in change.recommended
        ]
        parts += [Content.styled(f"{name}: settled", "bold $text-success") for name in change.settled]
        parts += [Content(text) for text in _shifts(knowledge, change, component)]
        if change.no_longer_matter:
            parts.append(Content(wording.no_longer_matter(change.no_longer_matter)))
        if change.unused:
            titles = ", ".join(knowledge.questions[ref.question].title for ref in change.unused)
            parts.append(Content.styled(f"kept aside, no longer used: {titles}", "$text-warning"))
        return Content.assemble("Last answer  ", Content("; ").join(parts) if parts else "changed no points")


def _shifts(knowledge: Knowledge, change: Change, component: str | None) -> Iterator[str]:
    names = dict.fromkeys(point.component for point in change.points)
    for name in sorted(names, key=lambda each: each != component):
        shifts = moved(change, name)
        yield f"{name}: " + wording.some(
            [f"{wording.option_title(knowledge, option)} {by}" for option, by in shifts.items()]
        )
