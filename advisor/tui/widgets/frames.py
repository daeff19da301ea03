"""What stands in the frame around a part of a screen."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def entitle(widget: Widget, title: str, subtitle: str = "") -> None:
    """Write a title into the upper edge and a subtitle into the lower one; only an edge that changes is painted."""
    left, top = -widget.gutter.left, -widget.gutter.top
    width, height = widget.outer_size
    if widget.border_title != Content(title).markup:
        widget._border_title = Content(title)
        widget.refresh(Region(left, top, width, 1))
    if widget.border_subtitle != Content(subtitle).markup:
        widget._border_subtitle = Content(subtitle)
        widget.refresh(Region(left, top + height - 1, width, 1))
