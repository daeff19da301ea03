"""What a component talks to: ticked from the other components."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows


class Others(Rows):
    """Space ticks a component."""

    BINDINGS = [Binding("space", "tick", "Tick"), Binding("enter", "screen.accept", "Accept")]

    def __init__(self, names: tuple[str, ...], ticked: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names
        self._ticked = set(ticked)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ticked components in the system's order."""
        return tuple(name for name in self._names if name in self._ticked)

    def on_mount(self) -> None:
        """Fill the list."""
        self.show(self._rows())

    def _rows(self) -> Iterator[Row]:
        for name in self._names:
            chosen = name in self._ticked
            mark = Content.styled("[x]" if chosen else "[ ]", "$text-success" if chosen else "$text-muted")
            yield Row(Columns((mark, 3), (name, None)), name)

    def action_tick(self) -> None:
        """Tick or untick the component under the cursor."""
        option = self.highlighted_option
        if option is not None:
            self._ticked ^= {str(option.id)}
            self.show(self._rows(), keep=option.id)

    def action_select(self) -> None:
        """A click ticks."""
        self.action_tick()


class TalksToScreen(Dialog[tuple[str, ...]]):
    """Closes with the components that one talks to."""

    def __init__(self, desk: Desk, component: str) -> None:
        super().__init__()
        self._component = component
        parts = desk.session.assessment.components
        self._names = tuple(name for name in parts if name != component)
        self._present = parts[component].talks_to

    def compose(self) -> ComposeResult:
        """The other components."""
        with Vertical(classes="window tall") as window:
            window.border_title = f"What {self._component} talks to"
            yield Static("It is drawn on the map and in the report's data; no rule reads it.", classes="hint")
            yield Others(self._names, self._present)
        yield KeyBar()

    def action_accept(self) -> None:
        """Close with what is ticked."""
        self.dismiss(self.query_one(Others).ticked)
