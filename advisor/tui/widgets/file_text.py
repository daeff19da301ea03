"""The text of a file beside or below the list that it belongs to."""

from __future__ import annotations

from textual.binding import Binding

from advisor.tui.widgets.key_bar import GENERAL
from advisor.tui.widgets.long_text import LongText


class FileText(LongText):
    """Escape leads back to the list first."""

    BINDINGS = [Binding("escape", "screen.preview", "To the list", group=GENERAL)]
