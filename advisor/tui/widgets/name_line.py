"""A line for names, which says how they will be written while somebody types."""

from __future__ import annotations

import re

from textual.events import Paste
from textual.widgets import Input


class NameLine(Input):
    """What is pasted into it may have a name on each line."""

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        lines = (re.sub(r"^\s*[-*•]\s", "", line).strip() for line in event.text.splitlines())
        text = ", ".join(line.rstrip(",;") for line in lines if line)
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


def written(said: str, names: list[str]) -> str:
    """How the names will be written, if that is not what somebody typed."""
    typed = [each.strip() for each in said.split(",") if each.strip()]
    return f"written as {', '.join(names)}" if names != typed else ""
