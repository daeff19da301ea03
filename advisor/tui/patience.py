"""What Python does by itself while somebody waits for a key to show, kept short. For the program, not for a test."""

from __future__ import annotations

import gc
import sys
from asyncio import TimerHandle, get_running_loop

TURN = 0.0005
"""Seconds that a proof in the background may keep the interface waiting, each time that it has to; Python's own 5 ms
would come together to more than a frame for each key."""

LULL = 0.15
"""Seconds without a key until what is new is looked through for garbage, if that is little: some milliseconds."""
MOMENT = 1.0
"""Seconds until what is new is looked through, however much it is: after a screen was opened some 20 ms."""
REST = 4.0
"""Seconds until everything is, if much has come since: a tenth of a second and more."""

_YOUNG, _NEVER = 40_000, 1_000_000
_LITTLE, _MUCH = 0, 20


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


def look_at_new() -> None:
    """Look for garbage in what is new. For the end of work beside the interface, which makes more than any key does."""
    if _is_patient():
        gc.collect(1)


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
            later = get_running_loop().call_later
            self._waiting = [later(LULL, _look_at_little), later(MOMENT, gc.collect, 1), later(REST, _look_everywhere)]


def _look_at_little() -> None:
    if gc.get_count()[1] <= _LITTLE:
        gc.collect(1)


def _look_everywhere() -> None:
    if gc.get_count()[2] >= _MUCH:
        gc.collect()
