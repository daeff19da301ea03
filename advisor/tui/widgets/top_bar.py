"""The first line of every screen: where you are, and whether everything is saved."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from advisor.tui.widgets.steady_text import SteadyText


class TopBar(Horizontal):
    """Where you are on the left, the state of the file on the right."""

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        #where { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        #saved { width: auto; color: $text-muted; margin-left: 2; }
        #saved.-failed { color: $text-error; text-style: bold; }
    }
    """

    def compose(self) -> ComposeResult:
        """Two pieces of one line."""
        yield SteadyText(id="where")
        yield SteadyText(id="saved")

    def show(self, *where: str, saved: str = "", failed: bool = False) -> None:
        """`where` from the general to the particular."""
        first, *rest = where
        parts = [Content.styled(first, "bold $text-primary"), *(Content(part) for part in rest)]
        self.query_one("#where", SteadyText).update(Content.styled("  ›  ", "$text-muted").join(parts))
        state = self.query_one("#saved", SteadyText)
        state.update(Content(saved))
        state.set_class(failed, "-failed")
