"""The head of the ranking in a few lines, for a window too small for the whole."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from advisor.model.knowledge import Knowledge
from advisor.model.verdict import ComponentVerdict, Standing, Verdict
from advisor.tui import wording
from advisor.tui.widgets.ranking import bar

WIDTH = 16


class RankingStrip(Static):
    """The first options of one component."""

    DEFAULT_CSS = """
    RankingStrip {
        height: 4;
        padding: 0 1;
        border-top: solid $border-blurred;
        border-title-color: $text-primary;
        border-subtitle-color: $text-muted;
        text-wrap: nowrap;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[Content] = []

    def on_resize(self) -> None:
        """As many options as there are lines."""
        self._draw()

    def show(self, knowledge: Knowledge, component: ComponentVerdict | None, moved: dict[str, str]) -> None:
        """The first options, and how sure the verdict is."""
        self.border_title = f"Ranking of {component.name}" if component else "Ranking"
        self.border_subtitle = wording.certainty(component) if component else ""
        self._lines = (
            [_line(knowledge, component.pattern, each, moved) for each in component.pattern.ranking]
            if component
            else []
        )
        self._draw()

    def _draw(self) -> None:
        shown = self._lines[: self.content_size.height]
        self.update(Content("\n").join(shown) if shown else "No component yet: add one on the map (m).")


def _line(knowledge: Knowledge, verdict: Verdict, standing: Standing, moved: dict[str, str]) -> Content:
    title = wording.option_title(knowledge, standing.option)
    best = standing.option == verdict.recommended
    place = verdict.ranking.index(standing) + 1
    sign = "★" if best else str(place) if standing.eligible else "✕"
    if standing.eligible:
        tail = Content.styled(bar(standing, verdict, WIDTH), "$primary")
    else:
        tail = Content.styled("ruled out", "$text-error")
    return Content.assemble(
        (f"{sign:>2} {title:<36}", "bold" if best else ""),
        (f"{moved.get(standing.option, ''):>4}", "$text-accent"),
        f"{wording.points(standing.points):>4}  ",
        tail,
    )
