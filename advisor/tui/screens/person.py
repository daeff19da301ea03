"""Who says so: a name, a role, and a reason, which dissent must have."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from advisor.model.milestones import SignOff, Stance
from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.key_bar import KeyBar

TITLES = {Stance.AGREES: "Who agrees?", Stance.DISAGREES: "Who disagrees, and why?"}
LABELS = {"name": "Name", "role": "Role, if it matters", "reason": "Reason"}


class PersonScreen(Dialog[SignOff]):
    """Closes with one person's word."""

    BINDINGS = [
        Binding("ctrl+s,enter", "accept", "Record", priority=True),
        Binding("tab", "app.focus_next", "Next field", priority=True),
    ]

    def __init__(self, says: Stance) -> None:
        super().__init__()
        self._says = says

    def compose(self) -> ComposeResult:
        """Three lines."""
        with Vertical(classes="window") as window:
            window.border_title = TITLES[self._says]
            yield Static("It is recorded in the assessment's file, with today's date.", classes="hint")
            for name, label in LABELS.items():
                yield Label(label)
                yield Input(id=name)
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def action_accept(self) -> None:
        """Close with what was said, or say what is missing."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        said = {name: self.query_one(f"#{name}", Input).value.strip() or None for name in LABELS}
        missing = (
            "name" if not said["name"] else "reason" if self._says is Stance.DISAGREES and not said["reason"] else ""
        )
        if missing:
            self.query_one(".problem", Static).update(f"Please give a {missing}.")
            self.query_one(f"#{missing}", Input).focus()
        else:
            name, role, reason = said["name"] or "", said["role"], said["reason"]
            self.dismiss(SignOff(name=name, role=role, says=self._says, reason=reason, on=date.today()))
