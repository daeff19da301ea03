"""What Python does by itself while somebody waits for a key to show, kept short. For the program, not for a test."""

from __future__ import annotations

import gc
import sys

TURN = 0.0005
"""Seconds that a proof in the background may keep the interface waiting, each time that it has to; Python's own 5 ms
would come together to more than a frame for each key."""

_YOUNG, _MIDDLE, _NEVER = 5_000, 10, 1_000_000


def be_patient() -> None:
    """Let the interface have the interpreter soon, and look for garbage only in what is young until `tidy` is called.

    With the whole knowledge loaded, looking everywhere takes a tenth of a second.
    """
    sys.setswitchinterval(TURN)
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)


def keep_what_is_there() -> None:
    """Never look for garbage in what exists now, such as the knowledge."""
    if _is_patient():
        gc.freeze()


def tidy() -> None:
    """Look for garbage everywhere. For a moment when nobody types."""
    if _is_patient():
        gc.collect()


def _is_patient() -> bool:
    return gc.get_threshold()[2] == _NEVER
