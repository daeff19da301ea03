"""The focus comes and goes without painting a widget that looks the same with it, but for what it paints itself."""

from __future__ import annotations

from textual.events import Blur, DescendantBlur, DescendantFocus, Focus
from textual.widget import Widget


def take_quietly(widget: Widget, event: Focus | Blur) -> None:
    """What the base class does on both, without painting all of the widget."""
    event.prevent_default()
    widget.has_focus = isinstance(event, Focus)
    if widget.parent is not None:
        widget.parent.post_message(DescendantFocus(widget) if widget.has_focus else DescendantBlur(widget))
