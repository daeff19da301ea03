"""The system drawn, and what another number of platforms would cost."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.model.assessment import Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import Alternative, Consolidation, SystemVerdict
from advisor.service.architecture import architecture
from advisor.tui import wording
from advisor.tui.widgets.system_drawing import SystemDrawing


class PlatformMap(Vertical):
    """The drawing first, then the limit and what one platform fewer or one more would mean."""

    DEFAULT_CSS = "PlatformMap { height: auto; #limits { margin-top: 1; } }"

    def compose(self) -> ComposeResult:
        """A drawing and a text."""
        yield SystemDrawing()
        yield Static(id="limits", markup=False)

    def show(
        self,
        knowledge: Knowledge,
        assessment: Assessment,
        verdict: SystemVerdict,
        here: str | None,
        answered: bool = True,
    ) -> None:
        """Draw what is recommended, once anything is answered; the component `here` is marked."""
        self.query_one(SystemDrawing).draw(architecture(knowledge, assessment, verdict) if answered else (), here)
        limits = Content("\n").join(_limits(knowledge, verdict.platforms))
        self.query_one("#limits", Static).update(limits)


def _limits(knowledge: Knowledge, platforms: Consolidation) -> Iterator[Content]:
    if platforms.limit is None:
        yield Content.styled("How many platforms you can run is not known yet.", "$text-muted")
    else:
        yield Content.assemble(
            ("At most ", ""), (f"{platforms.limit}", "bold"), " to run.  ", (platforms.because or "", "$text-muted")
        )
    for name, other in (("One platform fewer", platforms.fewer), ("One platform more", platforms.more)):
        if other is not None:
            yield Content("")
            yield from _other(knowledge, name, other, platforms.chosen)


def _other(knowledge: Knowledge, name: str, other: Alternative, chosen: Alternative) -> Iterator[Content]:
    if not other.feasible:
        yield Content.assemble((name, "bold"), f" ({other.limit}): some component could then run nowhere.")
        return
    moved = {part: option for part, option in other.per_component.items() if chosen.per_component.get(part) != option}
    if not moved:
        yield Content.assemble((name, "bold"), f" ({other.limit}): changes nothing.")
        return
    yield Content.assemble((name, "bold"), f" ({other.limit}): {wording.platform_titles(knowledge, other.platforms)}")
    for component, option in moved.items():
        yield Content.assemble(f"  {component}  ", wording.option_title(knowledge, option))
        yield Content.styled(
            f"    {wording.price(chosen.cost.get(component, 0), other.cost.get(component, 0))}", "$text-muted"
        )
