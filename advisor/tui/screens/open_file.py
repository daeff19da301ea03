"""Ask for an assessment file: type its path, or pick it from the folders."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Input, Static

from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.file_tree import YamlTree
from advisor.tui.widgets.key_bar import KeyBar


class OpenFileScreen(Dialog[Path]):
    """Closes with the path that was typed or picked."""

    def compose(self) -> ComposeResult:
        """The tree comes after the first frame: folders can be slow."""
        with Vertical(classes="window tall") as window:
            window.border_title = "Open a file"
            yield Static("Type a path, or press Tab and pick one.", classes="hint")
            yield Input(placeholder="folder/system.yaml")
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Add the tree when the window is there."""
        self.call_after_refresh(self.query_one(".window").mount, YamlTree("."))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        path = Path(event.value.strip()).expanduser()
        if path.is_file():
            self.dismiss(path)
        else:
            self.query_one(".problem", Static).update(f"There is no file {path}.")

    @on(DirectoryTree.FileSelected)
    def _picked(self, event: DirectoryTree.FileSelected) -> None:
        self.dismiss(event.path)
