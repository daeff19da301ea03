"""The first line of every screen: where you are, and whether everything is saved."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from advisor.tui.widgets.steady_text import SteadyText

GAP = 2


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

    def __init__(self) -> None:
        super().__init__()
        self._where = Content("")
        self._saved = self._in_short = ""

    def compose(self) -> ComposeResult:
        """Two pieces of one line."""
        yield SteadyText(id="where")
        yield SteadyText(id="saved")

    def show(self, *where: str, saved: str = "", in_short: str = "", failed: bool = False) -> None:
        """`where` from the general to the particular; `in_short` stands for `saved` where there is no room for both."""
        first, *rest = where
        parts = [Content.styled(first, "bold $text-primary"), *(Content(part) for part in rest)]
        self._where = Content.styled("  ›  ", "$text-muted").join(parts)
        self._saved, self._in_short = saved, in_short or saved
        self.query_one("#where", SteadyText).update(self._where)
        self.query_one("#saved", SteadyText).set_class(failed, "-failed")
        self._draw()

    def on_resize(self) -> None:
        """Where you are comes first."""
        self._draw()

    def _draw(self) -> None:
        room = self.content_size.width - self._where.cell_length - GAP
        whole = not room or cell_len(self._saved) <= room
        self.query_one("#saved", SteadyText).update(Content(self._saved if whole else self._in_short))
