"""Ask for an assessment file: type its path, or pick it from the folders."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Input, Static

from advisor.tui.screens.dialog import TypedDialog, after_typing
from advisor.tui.widgets.file_tree import YamlTree
from advisor.tui.widgets.key_bar import KeyBar


class OpenFileScreen(TypedDialog[Path]):
    """Closes with the path that was typed or picked."""

    BINDINGS = [
        Binding("enter", "accept", "Open", priority=True),
        Binding("tab", "app.focus_next", "Line or folders", priority=True),
    ]

    def compose(self) -> ComposeResult:
        """The tree comes after the first frame: folders can be slow."""
        with Vertical(classes="window tall") as window:
            window.border_title = "Open a file"
            yield Static("Type a path, or press Tab and pick one from the folders.", classes="hint")
            yield Input(placeholder="folder/system.yaml")
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Add the tree when the window is there."""
        self.call_after_refresh(self.query_one(".window").mount, YamlTree("."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """In the folders, Enter is the tree's."""
        return action != "accept" or isinstance(self.focused, Input)

    def action_accept(self) -> None:
        """Close with what was typed, or say why not."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        typed = self.query_one(Input).value.strip()
        path = Path(typed).expanduser()
        if path.is_file():
            self.dismiss(path)
            return
        there = f"{path} is a folder." if path.is_dir() else f"There is no file {path}."
        self.say(there if typed else "Please type a path.")

    @on(DirectoryTree.FileSelected)
    def _picked(self, event: DirectoryTree.FileSelected) -> None:
        self.dismiss(event.path)
