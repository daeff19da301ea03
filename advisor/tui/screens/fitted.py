"""Screens that know their size before they are painted, so that nobody sees the looks of another size first, and that
light the frame around what has the focus."""

from __future__ import annotations

from typing import Any

from textual.events import ScreenResume
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from advisor.tui.painting import paint_front_first
from advisor.tui.widgets.frames import set_frame


class Fitted:
    """Goes before a kind of screen: sets the classes of the window's size with the first frame, not after it.

    The frame is lit from here, as the style sheet's own `:focus-within` has the looks of all that is in both frames
    worked out afresh.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus paints itself; the rest of the screen stays as it is."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        assert isinstance(self, Screen)
        paint_front_first(self)
        self._fit(update=False)  # before there are parts whose looks would be worked out twice

    def on_mount(self) -> None:
        """The same classes that a later change of the size would set."""
        self._fit()

    def _fit(self, *, update: bool = True) -> None:
        assert isinstance(self, Screen)
        fit(self, update=update)

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """The looks of a screen that comes to the front for the first time have only just been worked out."""
        assert isinstance(self, Screen)
        if not self.stack_updates:
            event.refresh_styles = False

    def _screen_resized(self, size: Size) -> None:
        """A screen that was just opened has this size already: it would be laid out and painted once more."""
        assert isinstance(self, Screen)
        if size != self._compositor.size:
            super()._screen_resized(size)  # type: ignore[misc]

    def watch_focused(self, before: Widget | None, now: Widget | None) -> None:
        """At once, so that the frames are painted along with what the key did."""
        left, entered = _section(before), _section(now)
        if left is not entered:
            _light(left, False)
            _light(entered, True)


def _section(widget: Widget | None) -> Widget | None:
    around = widget.ancestors_with_self if widget is not None else ()
    return next((each for each in around if isinstance(each, Widget) and each.has_class("section")), None)


def _light(section: Widget | None, on: bool) -> None:
    if section is not None and section.is_attached and section.has_class("-lit") is not on:
        set_frame(section, "-lit", on)


def fit(screen: Screen[Any], *, update: bool = True) -> None:
    """Set the classes that the program has for its present width and height."""
    app = screen.app
    for length, breakpoints in (
        (app.size.width, app.HORIZONTAL_BREAKPOINTS),
        (app.size.height, app.VERTICAL_BREAKPOINTS),
    ):
        reached = [name for least, name in sorted(breakpoints or ()) if length >= least]
        for _least, name in breakpoints or ():
            screen.set_class(name == reached[-1], name, update=update)
