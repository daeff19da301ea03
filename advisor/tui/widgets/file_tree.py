"""Folders and files to pick from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.widgets import DirectoryTree
from textual.widgets.directory_tree import DirEntry
from textual.widgets.tree import TreeNode


class FileTree(DirectoryTree):
    """Everything that is not hidden, and without signs that many terminals cannot draw.

    Enter picks a file; Space a folder too.
    """

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "
    DEFAULT_CSS = "FileTree { height: 1fr; background: transparent; }"
    BINDINGS = [
        Binding("space", "pick", "Pick", tooltip="the file or folder, or leave it out again"),
        Binding("enter", "select_cursor", "Open", tooltip="the folder, or pick the file"),
    ]

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out what is hidden."""
        return [path for path in paths if not path.name.startswith(".")]

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """The folder that one is in has no name of its own in a path such as `.`."""
        label = super().render_label(node, base_style, style)
        return label.append("this folder", style) if node.is_root and not str(node.label) else label

    def action_pick(self) -> None:
        """Hand the path over as Enter does with a file."""
        if self.cursor_node is not None and self.cursor_node.data is not None:
            self.post_message(self.FileSelected(self.cursor_node, self.cursor_node.data.path))


class YamlTree(FileTree):
    """Folders and YAML files."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out what cannot be an assessment."""
        return [path for path in super().filter_paths(paths) if path.is_dir() or path.suffix in {".yaml", ".yml"}]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A folder is no assessment."""
        return action != "pick"
