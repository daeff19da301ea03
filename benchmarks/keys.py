"""From a key to the repaint: the interface with the whole knowledge, on a pseudo-terminal, screen by screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, percentile

_EXAMPLE = Path(__file__).parents[1] / "examples" / "online-game.yaml"
_GOAL = 33.0
_QUIET = 0.025
"""Seconds without output that end a repaint."""

_ENTER, _DOWN, _UP, _RIGHT, _ESCAPE, _TAB = b"\r", b"\x1b[B", b"\x1b[A", b"\x1b[C", b"\x1b", b"\t"
_WALKS: dict[str, tuple[bytes, list[bytes]]] = {
    "map": (b"m", [_DOWN, _DOWN, _UP, _UP] * 3),
    "interview": (
        b"i",
        [_DOWN, *(b"s", b"1", _ENTER, b"s", b"2", _ENTER, b"b", b"s", b"c", b"1", _ENTER, b"u", b"r", b"r")],
    ),
    "verdict": (b"v", [_RIGHT, _DOWN, _DOWN, _RIGHT, _DOWN, _RIGHT, _DOWN, b"c", _RIGHT, _RIGHT, b"c"]),
    "knowledge": (b"k", [b"k", b"u", b"b", b"e", _DOWN, _DOWN, _TAB, _TAB, _DOWN, _TAB, _TAB, _DOWN]),
    "graph": (_ENTER, [_RIGHT, _DOWN, _DOWN, _ENTER, b"b", _RIGHT, _DOWN, _ENTER, b"t", b"t"]),
}
"""Each screen: the key to it from the one before, and the keys that are measured there."""


def repaints(times: int) -> Iterator[Row]:
    """A row for a small and for a large window."""
    for columns, lines in ((80, 24), (200, 60)):
        took: dict[str, list[float]] = {name: [] for name in _WALKS}
        for _ in range(times):
            for name, milliseconds in _walk(columns, lines):
                took[name].append(milliseconds)
        every = [each for some in took.values() for each in some]
        worst = max(took, key=lambda name: percentile(took[name], 0.95))
        high = percentile(every, 0.95)
        yield Row(
            f"key to repaint, {columns}x{lines}, {len(every)} keys on {len(took)} screens",
            f"p95 {high:.0f} ms, median {percentile(every, 0.5):.0f} ms; "
            f"slowest: {worst}, p95 {percentile(took[worst], 0.95):.0f} ms",
            f"p95 {_GOAL:.0f} ms",
            high <= _GOAL,
            high,
        )


def _walk(columns: int, lines: int) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "game.yaml"
        shutil.copy(_EXAMPLE, file)
        environment = {**os.environ, "ADVISOR_STATE_DIR": folder, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        process, terminal = pty.fork()
        if process == 0:
            os.execvpe(sys.executable, [sys.executable, "-m", "advisor", "open", str(file)], environment)
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            _settle(terminal, 1.5)
            for name, (way, keys) in _WALKS.items():
                os.write(terminal, way)
                _settle(terminal, 0.7)
                for key in keys:
                    yield name, _repaint(terminal, key)
                    _settle(terminal, 0.1)
                if name == "interview":
                    _settle(terminal, 1)
        finally:
            os.kill(process, 9)
            os.waitpid(process, 0)
            os.close(terminal)


def _repaint(terminal: int, key: bytes) -> float:
    """Milliseconds until the last output that follows the key without a pause."""
    start = last = time.perf_counter()
    os.write(terminal, key)
    wait = 0.5
    while select.select([terminal], [], [], wait)[0]:
        os.read(terminal, 65_536)
        last = time.perf_counter()
        wait = _QUIET
    return (last - start) * 1e3


def _settle(terminal: int, quiet: float) -> None:
    """Until nothing has been painted for a while; a cursor may blink on."""
    until = time.perf_counter() + 4 * quiet
    while time.perf_counter() < until and select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65_536)
