"""Every key that works here, read from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.columns import Columns, Stack
from advisor.tui.widgets.key_bar import KeyBar

NAMES = {
    "ChoiceList": "In the choices", "Rows": "In a list", "Input": "In a line",
    "VerticalScroll": "In a text", "LongText": "In a text", "Reading": "In a text",
}  # fmt: skip
"""How a part with the focus is called, by its class or the nearest one that it builds on."""


class HelpScreen(Dialog[None]):
    """The keys of the screen below, of each of its parts that can have the focus, and of the program."""

    BINDINGS = [Binding("question_mark,f1", "close", "Close", show=False)]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._below = screen

    def compose(self) -> ComposeResult:
        """A table of keys."""
        with VerticalScroll(classes="window tall") as window:
            window.border_title = "Keys"
            yield Static(Stack(self._lines()))
        yield KeyBar()

    def _lines(self) -> Iterator[Columns]:
        nodes: dict[str, DOMNode] = {"This screen": self._below}
        for widget in self._below.focus_chain:
            name = next((NAMES[each.__name__] for each in type(widget).__mro__ if each.__name__ in NAMES), "Elsewhere")
            nodes.setdefault(name, widget)
        nodes["Everywhere"] = self.app
        said: set[tuple[str, str]] = set()
        for title, node in nodes.items():
            lines = []
            for keys, name, tooltip in self._keys(node):
                if (keys, name) not in said:
                    said.add((keys, name))
                    about = ((name, 15), (tooltip, None)) if tooltip else ((name, None),)
                    lines.append(Columns((Content.styled(keys, "bold $text-accent"), 13), *about))
            if lines:
                yield Columns((Content.styled(title, "bold $text-primary"), None), pointer="")
                yield from lines
                yield Columns(("", None), pointer="")

    def _keys(self, node: DOMNode) -> Iterator[tuple[str, str, str]]:
        by_action: dict[tuple[str, str, str], list[str]] = {}
        for cls in type(node).__mro__:
            for binding in Binding.make_bindings(cls.__dict__.get("BINDINGS", ())):
                if binding.description and not binding.system:
                    name = binding.description.capitalize()  # as ours are, not As Those Of The Library
                    keys = by_action.setdefault((binding.action, name, binding.tooltip), [])
                    shown = self.app.get_key_display(binding)
                    if shown not in keys:
                        keys.append(shown)
        for (_action, name, tooltip), keys in by_action.items():
            yield ", ".join(keys), name, tooltip
