"""How long it takes to start: the command line, and the interface on a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Row, best

_EXAMPLES = Path(__file__).parents[1] / "examples"
_HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello world")
Hello().run()
"""


def cold() -> Row:
    """`advisor recommend FILE` on its second run, against importing what it cannot do without."""
    python = sys.executable
    file = str(_EXAMPLES / "insurance-group.yaml")
    ours = [python, "-m", "advisor", "recommend", file]
    _run(ours)
    took = best(lambda: _run(ours), 8)
    floor = best(lambda: _run([python, "-c", "import pydantic, yaml"]), 8)
    return Row(
        "cold `advisor recommend FILE`",
        f"{took:.0f} ms: {took / floor:.1f} times `import pydantic, yaml`",
        "1.5 times",
        took / floor <= 1.5,
        took,
    )


def first_paint() -> Row:
    """The start screen on a pseudo-terminal, until it has painted, against a bare Textual application."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ADVISOR_STATE_DIR": folder, "TERM": "xterm-256color"}
        ours = min(_painted([sys.executable, "-m", "advisor"], environment) for _ in range(4))
        floor = min(_painted([sys.executable, "-c", _HELLO], environment) for _ in range(4))
    return Row(
        "first paint of the interface",
        f"{ours:.0f} ms: {ours / floor:.2f} times a bare Textual application",
        "1.3 times",
        ours / floor <= 1.3,
        ours,
    )


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _painted(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds until the first full frame: the first output with a kilobyte of screen in it."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    seen = b""
    try:
        while time.perf_counter() - start < 20:
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65_536)
                if len(seen) > 1_000 and b"\x1b[?1049h" in seen:
                    break
        return (time.perf_counter() - start) * 1e3
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
