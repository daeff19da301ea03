"""From a key to the repaint: the interface with the whole knowledge, on a pseudo-terminal, kind of key by kind."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Row, percentile

_EXAMPLE = Path(__file__).parents[1] / "examples" / "online-game.yaml"
_GOAL = 33.0
_QUIET = 0.08
"""Seconds without output that end a repaint, with whatever is repainted a frame later."""
_PAINT = re.compile(rb"\x1b\[\d+;\d+H")
"""Where a paint begins: a place. A screen that opens sets the shape of the mouse pointer long before it is painted."""
_PATIENCE = 2.0
"""Seconds after which a key has painted nothing, on a machine that may be busy."""

_ENTER, _DOWN, _UP, _RIGHT, _ESCAPE, _TAB = b"\r", b"\x1b[B", b"\x1b[A", b"\x1b[C", b"\x1b", b"\t"
_BACK, _UNDO, _REDO, _SAVE = b"\x1b[Z", b"\x1a", b"\x19", b"\x13"

_ANSWERS = [(b"c", ""), *[(key, "answer") for key in (b"1", b"2", b"1", b"u", b"3", b"1", b"2")]]
_INTERVIEW: list[tuple[bytes, str]] = [
    *_ANSWERS,
    *[(key, "arrow") for key in (_DOWN, _DOWN, _UP)],
    *[(b"s", "skip")] * 4,
    *[(b"b", "back")] * 3,
    *[(_UNDO, "undo")] * 3,
    *[(_REDO, "undo")] * 2,
    *_ANSWERS,
    (b"n", ""),
    *[(bytes([sign]), "note typed") for sign in b"platform"],
    (_SAVE, ""),
    (b"j", ""),
    *[(bytes([sign]), "jump typed") for sign in b"release"],
    (_ESCAPE, ""),
    (b"c", ""),
    (b"1", "answer"),
    *[(b"x", "clear"), (_UNDO, "undo")] * 2,
    *[(b"r", "ranking")] * 2,
]
_OPENED = "a screen opened"
_WALKS: list[list[tuple[bytes, str]]] = [
    [(key, "map") for key in [_DOWN, _DOWN, _UP, _UP] * 2],
    [(b"i", _OPENED), *_INTERVIEW],
    [
        (b"v", _OPENED),
        *[(key, "verdict") for key in (_RIGHT, _DOWN, _DOWN, _RIGHT, _DOWN, b"c", _RIGHT, _DOWN, b"c")],
    ],
    [(b"g", ""), (b"w", _OPENED), *[(key, "what-if") for key in (_DOWN, _ENTER, _DOWN, b"x", b"c", _DOWN)]],
    [(b"g", ""), (b"p", _OPENED), *[(key, "present") for key in (_RIGHT, b" ", b" ", _RIGHT, b" ", b" ")]],
    [(b"e", _OPENED), *[(key, "export") for key in (_DOWN, _DOWN, b" ", _DOWN, b" ")]],
    [
        (b"k", _OPENED),
        *[(key, "knowledge") for key in (b"k", b"u", b"b", b"e", _DOWN, _DOWN, _TAB, _TAB, _DOWN, _BACK, _BACK)],
    ],
    [
        (_DOWN, ""),
        (_ENTER, _OPENED),
        *[(key, "graph") for key in (_RIGHT, _DOWN, _DOWN, _ENTER, b"b", _RIGHT, _DOWN, b"t", b"t")],
    ],
]
"""The keys of each screen in turn, with the kind that each is counted as; those of no kind only lead on."""


class Repaint(NamedTuple):
    """Milliseconds from a key: of the processor until what it did is painted, and until the last repaint; by the clock
    until that."""

    first: float
    last: float
    wall: float


def repaints(times: int) -> Iterator[Row]:
    """For a small and for a large window a row for all keys, and one for each kind of key."""
    for columns, lines in ((80, 24), (200, 60)):
        took: dict[str, list[Repaint]] = {}
        for _ in range(times):
            for kind, repaint in _walk(columns, lines):
                took.setdefault(kind, []).append(repaint)
        within = [each for kind, some in took.items() if kind != _OPENED for each in some]
        yield _row(f"{columns}x{lines}, all keys within a screen", within)
        for kind, some in took.items():
            yield _row(f"{columns}x{lines}, {kind}", some)


def _row(what: str, pressed: list[Repaint]) -> Row:
    took = [each for each in pressed if each.first]
    silent = len(pressed) - len(took)
    said = [f"{percentile(some, 0.5):.0f} and {percentile(some, 0.95):.0f} ms" for some in zip(*took, strict=True)]
    high = percentile([each.first for each in took], 0.95)
    return Row(
        f"key to repaint, {what} ({len(took)}{f'; {silent} more painted nothing' if silent else ''})",
        f"median and p95 {said[0]}; until the last repaint {said[1]}, by the clock {said[2]}",
        f"p95 {_GOAL:.0f} ms",
        high <= _GOAL,
        high,
    )


def _walk(columns: int, lines: int) -> Iterator[tuple[str, Repaint]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "game.yaml"
        shutil.copy(_EXAMPLE, file)
        environment = {**os.environ, "ADVISOR_STATE_DIR": folder, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        process, terminal = pty.fork()
        if process == 0:
            os.execvpe(sys.executable, [sys.executable, "-m", "advisor", "open", str(file)], environment)
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            _settle(terminal, 2)
            for walk in _WALKS:
                for key, kind in walk:
                    if kind:
                        yield kind, _repaint(terminal, process, key)
                        _settle(terminal, 0.2)
                    else:
                        os.write(terminal, key)
                        _settle(terminal, 0.7)
        finally:
            os.kill(process, 9)
            os.waitpid(process, 0)
            os.close(terminal)


def _repaint(terminal: int, process: int, key: bytes) -> Repaint:
    """Press a key and wait for the last output that follows it without a pause."""
    before = _processor_time(process)
    start = last = time.perf_counter()
    first = 0.0
    os.write(terminal, key)
    wait = _PATIENCE
    while select.select([terminal], [], [], wait)[0]:
        output = os.read(terminal, 65_536)
        last = time.perf_counter()
        if not first and _PAINT.search(output):
            first = _processor_time(process) - before
        wait = _QUIET if first else _PATIENCE
    return Repaint(first, _processor_time(process) - before, (last - start) * 1e3)


def _processor_time(process: int) -> float:
    """Milliseconds that the thread of the interface has worked; what runs beside it is not waited for."""
    return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text("ascii").split()[0]) / 1e6


def _settle(terminal: int, quiet: float) -> None:
    """Until nothing has been painted for a while; a cursor may blink on."""
    until = time.perf_counter() + 4 * quiet
    while time.perf_counter() < until and select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65_536)
