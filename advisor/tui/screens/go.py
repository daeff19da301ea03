"""Where one can go: every screen of the open system, by its letter or from the list."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key

from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows

KNOWLEDGE = "knowledge"


class Places(Rows):
    """Enter goes there."""

    BINDINGS = [Binding("enter", "select", "Go")]


class GoScreen(Dialog[str]):
    """Closes with the name of a screen, or with `knowledge`."""

    def __init__(self, screens: Mapping[str, type[WorkScreen]]) -> None:
        super().__init__()
        self._places = {name: (each.LETTER, each.NAME, each.ABOUT) for name, each in screens.items()}
        self._places[KNOWLEDGE] = ("k", "Library", "patterns, rules, sources")

    def compose(self) -> ComposeResult:
        """A letter, a name and what it is for."""
        with Vertical(classes="window") as window:
            window.border_title = "Go to"
            yield Places()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Rows).show(
            Row(
                Columns((Content.styled(letter, "bold $text-accent"), 2), (title, 12), (about, None)),
                name,
            )
            for name, (letter, title, about) in self._places.items()
        )

    def on_key(self, event: Key) -> None:
        """A letter goes at once."""
        for name, (letter, _title, _about) in self._places.items():
            if event.character == letter:
                event.stop()
                self.dismiss(name)

    @on(Rows.OptionSelected)
    def _chosen(self, event: Rows.OptionSelected) -> None:
        self.dismiss(event.option_id)
