"""The system drawn: a box for each platform to run, with the components in it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from advisor.model.knowledge import Knowledge
from advisor.model.verdict import Alternative, Consolidation
from advisor.tui import wording

MIN_WIDTH = 40


class PlatformMap(Static):
    """Drawn as wide as there is room; boxes below each other."""

    DEFAULT_CSS = "PlatformMap { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[Knowledge, Consolidation] | None = None

    def show(self, knowledge: Knowledge, platforms: Consolidation) -> None:
        """Draw the platforms chosen, then what one fewer or one more would mean."""
        self._shown = (knowledge, platforms)
        self._draw()

    def on_resize(self) -> None:
        """The boxes follow the width."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is not None:
            width = max(MIN_WIDTH, self.size.width)
            self.update(Content("\n").join(_lines(*self._shown, width)))


def _lines(knowledge: Knowledge, platforms: Consolidation, width: int) -> Iterator[Content]:
    boxes: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for component, option in platforms.chosen.per_component.items():
        needs = next((o.platforms for o in knowledge.decisions["pattern"].options if o.id == option), ())
        boxes.setdefault(needs, []).append((component, wording.option_title(knowledge, option)))
    for needs, members in boxes.items():
        title = wording.platform_titles(knowledge, needs) or "No platform of its own"
        yield from _box(title, members, width)
    if not boxes:
        yield Content.styled("No component has a pattern yet.", "$text-muted")
    yield Content("")
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


def _box(title: str, members: list[tuple[str, str]], width: int) -> Iterator[Content]:
    inner = width - 4
    name_width = min(max(len(name) for name, _ in members), inner // 2)
    edge = "$primary"
    title = title[: inner - 4]
    yield Content.assemble(("╭─ ", edge), (title, "bold"), (" " + "─" * (inner - len(title) - 1) + "╮", edge))
    for name, pattern in members:
        text = f"{name[:name_width]:<{name_width}}  {pattern}"[:inner]
        yield Content.assemble(("│ ", edge), f"{text:<{inner}}", (" │", edge))
    yield Content.styled("╰" + "─" * (width - 2) + "╯", edge)


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
