"""The keys that work right now, in two lines at most: the most useful ones, and where all of them stand."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

GENERAL = Binding.Group("Everywhere")
"""Keys that are the same on many screens; they come after a screen's own."""
SELDOM = Binding.Group("Now and then")
"""Keys of a screen that make room for others in a small window."""
GENERAL_SELDOM = Binding.Group("Everywhere, now and then")
"""Keys that are the same on many screens, and the first to make room."""

LINES = 2
ALL_KEYS = "All keys"
_ORDER = (None, SELDOM, GENERAL, GENERAL_SELDOM)
_STAY = (None, GENERAL, SELDOM, GENERAL_SELDOM)
_HELP = "help"
_GAP = "  "


class KeyBar(Widget, can_focus=False):
    """A footer of one or two lines. Every entry can be clicked; what has no room stands in the help."""

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
        self._keys: list[Binding] = []
        self._fitted: dict[int, list[Content]] = {}
        self._waits = False

    def on_mount(self) -> None:
        """Follow the bindings as focus and screens change."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._look()

    def _changed(self, _screen: Screen[object]) -> None:
        # The signal comes several times for a key, and mostly the keys are the same: one look is enough, after it.
        if not self._waits:
            self._waits = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._waits = False
        if not self.is_attached:
            return
        shown: dict[str, Binding] = {}
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and enabled:
                shown.setdefault(binding.action, binding)
        keys = sorted(shown.values(), key=lambda binding: _ORDER.index(binding.group))
        if keys != self._keys:
            self._keys = keys
            self._fitted.clear()
            self.refresh(layout=len(self._lines(self.content_size.width)) != self.content_size.height)

    def _lines(self, width: int) -> list[Content]:
        """What fits; as long as something does not, the key for all of them comes last."""
        if width not in self._fitted:
            staying = {binding: self._entry(binding, binding.description) for binding in self._keys}
            leaving = [key for group in _STAY for key in self._keys if key.group == group and key.action != _HELP]
            while len(lines := _in_lines(staying.values(), width)) > LINES and leaving:
                del staying[leaving.pop()]
                for binding in [each for each in staying if each.action == _HELP]:
                    del staying[binding]
                    staying[binding] = self._entry(binding, ALL_KEYS)
            self._fitted[width] = [Content(_GAP).join(line) for line in lines]
        return self._fitted[width]

    def _entry(self, binding: Binding, name: str) -> Content:
        text = Content.assemble((self.app.get_key_display(binding), "bold $text-accent"), " ", name)
        return text.stylize(f"@click=app.simulate_key('{binding.key}')")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the keys need at this width."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """None of the keys cut in two."""
        return Content("\n").join(self._lines(self.content_size.width))


def _in_lines(entries: Iterable[Content], width: int) -> list[list[Content]]:
    lines: list[list[Content]] = [[]]
    used = 0
    for entry in entries:
        if lines[-1] and used + len(_GAP) + entry.cell_length > width:
            lines.append([])
            used = 0
        used += entry.cell_length + (len(_GAP) if lines[-1] else 0)
        lines[-1].append(entry)
    return lines
