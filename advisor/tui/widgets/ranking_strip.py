"""The head of the ranking in a few lines, for a window too small for the whole."""

from __future__ import annotations

from textual.content import Content

from advisor.model.knowledge import Knowledge
from advisor.model.verdict import ComponentVerdict, Standing, Verdict
from advisor.tui import wording
from advisor.tui.widgets.frames import entitle
from advisor.tui.widgets.ranking import bar, ranking_titles
from advisor.tui.widgets.steady_text import SteadyText

BAR = 16
TITLE = 37
BESIDE = 13
"""Cells of a line for the place, what moved, and the points."""


class RankingStrip(SteadyText):
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
        self._shown: tuple[Knowledge, Verdict, dict[str, str]] | None = None

    def on_resize(self) -> None:
        """As many options as there are lines."""
        self._draw()

    def show(self, knowledge: Knowledge, component: ComponentVerdict | None, moved: dict[str, str]) -> None:
        """The first options, and how sure the verdict is."""
        entitle(self, *ranking_titles(component))
        self._shown = (knowledge, component.pattern, moved) if component else None
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            self.update("No component yet: add one on the map (m).")
            return
        knowledge, verdict, moved = self._shown
        first = enumerate(verdict.ranking[: self.content_size.height], 1)
        width = self.content_size.width
        lines = [_line(knowledge, verdict, place, each, moved, width) for place, each in first]
        self.update(Content("\n").join(lines))


def _line(
    knowledge: Knowledge, verdict: Verdict, place: int, standing: Standing, moved: dict[str, str], width: int
) -> Content:
    room = min(TITLE, max(1, width - BESIDE))
    title = Content(wording.option_title(knowledge, standing.option)).truncate(room, ellipsis=True)
    best = standing.option == verdict.recommended
    sign = "★" if best else str(place) if standing.eligible else "✕"
    if standing.eligible:
        tail = Content.styled(bar(standing, verdict, min(BAR, max(0, width - room - BESIDE))), "$primary")
    else:
        tail = Content.styled("ruled out", "$text-error")
    line = Content.assemble(
        (Content(f"{sign:>2} ") + title.pad_right(room - title.cell_length)).stylize("bold" if best else ""),
        (f"{moved.get(standing.option, ''):>4}", "$text-accent"),
        f"{wording.points(standing.points):>4}  ",
        tail,
    )
    return line.truncate(max(1, width))
