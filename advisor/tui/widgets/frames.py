"""What stands in the frame around a part of a screen."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def entitle(widget: Widget, title: str, subtitle: str = "") -> None:
    """Write a title into the upper edge and a subtitle into the lower one; only an edge that changes is painted."""
    top, bottom = -widget.gutter.top, widget.size.height - widget.gutter.top - 1
    if widget.border_title != Content(title).markup:
        widget._border_title = Content(title)
        widget.refresh(Region(-widget.gutter.left, top, widget.size.width, 1))
    if widget.border_subtitle != Content(subtitle).markup:
        widget._border_subtitle = Content(subtitle)
        widget.refresh(Region(-widget.gutter.left, bottom, widget.size.width, 1))
