"""What Python does by itself while somebody waits for a key to show, kept short. For the program, not for a test."""

from __future__ import annotations

import gc
import sys
from asyncio import TimerHandle, get_running_loop

TURN = 0.0005
"""Seconds that a proof in the background may keep the interface waiting, each time that it has to; Python's own 5 ms
would come together to more than a frame for each key."""

LULL = 0.3
"""Seconds without a key until what is new is looked through for garbage: a few thousand objects, some milliseconds."""
REST = 4.0
"""Seconds until everything is: a hundred thousand objects and more, which takes a tenth of a second."""

_YOUNG, _NEVER = 40_000, 1_000_000


def be_patient() -> None:
    """Let the interface have the interpreter soon, and look for garbage when nobody types.

    Until then only what is quite new is looked through now and then, in case the typing never ends.
    """
    sys.setswitchinterval(TURN)
    gc.set_threshold(_YOUNG, _NEVER, _NEVER)


def keep_what_is_there() -> None:
    """Never look for garbage in what exists now, such as the knowledge."""
    if _is_patient():
        gc.freeze()


def _is_patient() -> bool:
    return gc.get_threshold()[1] == _NEVER


class Pause:
    """Waits until nobody types, and looks for garbage then."""

    def __init__(self) -> None:
        self._waiting: list[TimerHandle] = []

    def begin_again(self) -> None:
        """A key was pressed: wait from now on."""
        for each in self._waiting:
            each.cancel()
        if _is_patient():
            loop = get_running_loop()
            self._waiting = [loop.call_later(LULL, gc.collect, 1), loop.call_later(REST, gc.collect)]
