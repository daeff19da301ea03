"""What an import has found, before anything is kept."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from advisor.tui.screens.create import file_name
from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.key_bar import KeyBar


class ImportedScreen(Dialog[Path]):
    """Closes with the file to keep it in."""

    BINDINGS = [
        Binding("enter", "keep", "Keep and open", priority=True),
        Binding("down", "scroll(1)", "Down", priority=True),
        Binding("up", "scroll(-1)", "Up", priority=True),
        Binding("pagedown", "scroll(10)", "Page down", show=False, priority=True),
        Binding("pageup", "scroll(-10)", "Page up", show=False, priority=True),
    ]

    def __init__(self, system: str, text: str) -> None:
        super().__init__()
        self._system = system
        self._text = text

    def compose(self) -> ComposeResult:
        """The findings, and the file."""
        with Vertical(classes="window tall wide") as window:
            window.border_title = "What the files show"
            with VerticalScroll(can_focus=False):
                first, _, rest = self._text.partition("\n")
                yield Static(Content.assemble((first, "bold $text-primary"), "\n", rest))
            yield Label("File to keep the answers in; you confirm or change them in the interview")
            yield Input(f"{file_name(self._system)}.yaml")
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The name is ready to be accepted or changed."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _say_what_happens(self, event: Input.Changed) -> None:
        there = Path(event.value.strip()).expanduser().is_file()
        text = "This file is there: answers that people gave stay, the rest is brought up to date." if there else ""
        self.query_one(".problem", Static).update(text)

    def action_scroll(self, by: int) -> None:
        """Read on while the line below keeps the focus."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_keep(self) -> None:
        """Close with the file."""
        after_typing(self, self._keep)

    def _keep(self) -> None:
        name = self.query_one(Input).value.strip()
        if name:
            self.dismiss(Path(name).expanduser())
        else:
            self.query_one(".problem", Static).update("Please name a file.")
