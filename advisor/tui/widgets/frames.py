"""What stands in the frame around a part of a screen."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def entitle(widget: Widget, title: str, subtitle: str = "") -> None:
    """Write a title into the upper edge and a subtitle into the lower one; only an edge that changes is painted."""
    upper, lower, *_sides = _edges(widget)
    if widget.border_title != Content(title).markup:
        widget._border_title = Content(title)
        widget.refresh(upper)
    if widget.border_subtitle != Content(subtitle).markup:
        widget._border_subtitle = Content(subtitle)
        widget.refresh(lower)


def set_frame(widget: Widget, class_name: str, on: bool) -> None:
    """Set a class that only the frame depends on: what is in it is painted as far as it is to be anyway."""
    widget.set_class(on, class_name, update=False)
    waiting = widget._exchange_repaint_regions()
    widget.app.stylesheet.apply(widget)
    widget._exchange_repaint_regions()
    widget._repaint_regions.update(waiting)
    widget.refresh(*_edges(widget))


def _edges(widget: Widget) -> tuple[Region, Region, Region, Region]:
    """Above, below, left and right, as seen from the content."""
    left, top = -widget.gutter.left, -widget.gutter.top
    width, height = widget.outer_size
    return (
        Region(left, top, width, 1),
        Region(left, top + height - 1, width, 1),
        Region(left, top, 1, height),
        Region(left + width - 1, top, 1, height),
    )
