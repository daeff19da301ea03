"""The keys that work right now, all of them, wrapped over as many lines as they need."""

from __future__ import annotations

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

GENERAL = Binding.Group("Everywhere")
"""Keys that are the same on many screens; they come after a screen's own."""


class KeyBar(Widget, can_focus=False):
    """A footer that wraps instead of hiding what does not fit. Every entry can be clicked."""

    ALLOW_SELECT = False
    auto_links = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: auto;
        width: 1fr;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
        link-style: none;
        link-style-hover: underline;
        link-background-hover: transparent;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[str] = []

    def on_mount(self) -> None:
        """Follow the bindings as focus and screens change."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        # The signal comes with every move of the focus; mostly the keys are the same.
        lines = [line.plain for line in self._lines(self.content_size.width)]
        if lines != self._shown:
            self.refresh(layout=len(lines) != len(self._shown))
            self._shown = lines

    def _entries(self) -> list[Content]:
        shown: dict[str, Binding] = {}
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and enabled:
                shown.setdefault(binding.action, binding)
        own_first = sorted(shown.values(), key=lambda binding: bool(binding.group))
        return [self._entry(binding) for binding in own_first]

    def _entry(self, binding: Binding) -> Content:
        key = Content.styled(self.app.get_key_display(binding), "bold $text-accent")
        text = Content.assemble(key, " ", binding.description)
        return text.stylize(f"@click=app.simulate_key('{binding.key}')")

    def _lines(self, width: int) -> list[Content]:
        lines: list[list[Content]] = [[]]
        used = 0
        for entry in self._entries():
            if lines[-1] and used + 2 + entry.cell_length > width:
                lines.append([])
                used = 0
            used += entry.cell_length + (2 if lines[-1] else 0)
            lines[-1].append(entry)
        return [Content("  ").join(line) for line in lines]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the keys need at this width."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """All keys, none cut in two."""
        return Content("\n").join(self._lines(self.content_size.width))
