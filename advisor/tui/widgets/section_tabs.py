"""The names of the sections in one line, the present one marked."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class SectionTabs(Widget):
    """Only shown where the sections themselves cannot all be."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "SectionTabs { height: 1; padding: 0 1; }"
    current: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """Somebody clicked on a name."""

        section: str

    def __init__(self, sections: dict[str, str]) -> None:
        super().__init__()
        self._sections = sections

    def render(self) -> RenderResult:
        """The present one stands in brackets: colour alone would not do."""
        parts = [
            Content.styled(f"[{title}]", "bold $text-primary")
            if name == self.current
            else Content.styled(f" {title} ", "$text-muted")
            for name, title in self._sections.items()
        ]
        return Content("").join(parts)

    def on_click(self, event: Click) -> None:
        """Find the name under the mouse."""
        end = 1
        for name, title in self._sections.items():
            end += len(title) + 2
            if event.x < end:
                self.post_message(self.Chosen(name))
                return
