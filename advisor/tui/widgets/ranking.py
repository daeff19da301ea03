"""The options of a decision in their order, with points, and what the last answer moved."""

from __future__ import annotations

from textual.content import Content

from advisor.model.knowledge import Knowledge
from advisor.model.verdict import ComponentVerdict, Standing, Verdict
from advisor.tui import wording
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, Rows

BAR = 10


def bar(standing: Standing, verdict: Verdict, width: int) -> str:
    """A bar as long as the option's share of the leader's points; nothing for zero and below."""
    most = max((each.points for each in verdict.ranking if each.eligible), default=0)
    if most <= 0 or standing.points <= 0:
        return ""
    whole, half = divmod(min(standing.points * width * 2 // most, width * 2), 2)
    return "━" * whole + "╸" * half


def ranking_titles(component: ComponentVerdict | None) -> tuple[str, str]:
    """Whose ranking it is, and how sure the verdict is."""
    return (f"Ranking of {component.name}", wording.certainty(component)) if component else ("Ranking", "")


class Ranking(Rows):
    """Enter opens the option under the cursor."""

    def rank(self, knowledge: Knowledge, verdict: Verdict, moved: dict[str, str] | None = None) -> None:
        """Show a verdict; `moved` has the points that the last answer added to an option or took from it."""
        here = self.highlighted_option
        rows = [
            self._row(knowledge, verdict, standing, place, (moved or {}).get(standing.option, ""))
            for place, standing in enumerate(verdict.ranking, 1)
        ]
        self.show(rows, keep=here.id if here else None)

    def _row(self, knowledge: Knowledge, verdict: Verdict, standing: Standing, place: int, moved: str) -> Row:
        title = wording.option_title(knowledge, standing.option, verdict.decision)
        alive = standing.eligible and standing.option in verdict.possible
        best = standing.option == verdict.recommended
        style = "bold" if best else "" if alive else "$text-muted"
        if standing.eligible:
            last = Content.styled(bar(standing, verdict, BAR), "$primary" if alive else "$text-muted")
        else:
            last = Content.styled("ruled out", "$text-error")
        sign = "★" if best else str(place) if standing.eligible else "✕"
        return Row(
            Columns(
                (Content.styled(f"{sign:>2}", style), 2),
                (Content.styled(title, style), None),
                (Content.styled(f"{moved:>3}", "$text-accent"), 3),
                (Content.styled(f"{wording.points(standing.points):>4}", style), 4),
                (last, BAR),
            ),
            standing.option,
        )
