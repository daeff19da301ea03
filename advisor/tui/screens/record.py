"""Record the verdict: why it was accepted, and when to look at it again whatever happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.key_bar import KeyBar


@dataclass(frozen=True, slots=True)
class Recorded:
    """What somebody said about the record."""

    why: str | None
    revisit: date | None


class RecordScreen(Dialog[Recorded]):
    """Both lines may stay empty."""

    BINDINGS = [
        Binding("ctrl+s,enter", "accept", "Record", priority=True),
        Binding("tab", "app.focus_next", "Next field", priority=True),
    ]

    def __init__(self, why: str | None = None, revisit: date | None = None) -> None:
        super().__init__()
        self._why = why
        self._revisit = revisit

    def compose(self) -> ComposeResult:
        """Two lines."""
        with Vertical(classes="window") as window:
            window.border_title = "Record the verdict"
            yield Static(
                "What stands now, with its answers and reasons, goes into the file as accepted.", classes="hint"
            )
            yield Label("Why, if it needs saying")
            yield Input(self._why or "", id="why")
            yield Label("Look at it again on (year-month-day), if ever")
            yield Input(self._revisit.isoformat() if self._revisit else "", id="revisit", placeholder="2027-06-01")
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def action_accept(self) -> None:
        """Close with both, or say that the day is none."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        day = self.query_one("#revisit", Input).value.strip()
        try:
            revisit = date.fromisoformat(day) if day else None
        except ValueError:
            self.query_one(".problem", Static).update(f"`{day}` is no day; write it like 2027-06-01.")
            self.query_one("#revisit", Input).focus()
            return
        self.dismiss(Recorded(self.query_one("#why", Input).value.strip() or None, revisit))
