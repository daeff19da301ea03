"""Something could not be read: everything that is wrong with it, at once."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.key_bar import KeyBar


class ProblemScreen(Dialog[None]):
    """A title and the problems, one a line."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text scrolls if there is much of it."""
        with VerticalScroll(classes="window tall") as window:
            window.border_title = self._title
            yield Static(self._text, markup=False)
        yield KeyBar()
