"""Screens that know their size before they are painted, so that nobody sees the looks of another size first."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


class Fitted:
    """Goes before a kind of screen: sets the classes of the window's size with the first frame, not after it."""

    def on_mount(self) -> None:
        """The same classes that a later change of the size would set."""
        assert isinstance(self, Screen)
        fit(self)


def fit(screen: Screen[Any]) -> None:
    """Set the classes that the program has for its present width and height."""
    app = screen.app
    for length, breakpoints in (
        (app.size.width, app.HORIZONTAL_BREAKPOINTS),
        (app.size.height, app.VERTICAL_BREAKPOINTS),
    ):
        reached = [name for least, name in sorted(breakpoints or ()) if length >= least]
        for _least, name in breakpoints or ():
            screen.set_class(name == reached[-1], name)
