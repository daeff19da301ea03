"""How long it takes to start: the command line, and the interface on a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import resource
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measure import Row

_EXAMPLES = Path(__file__).parents[1] / "examples"
_HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello world")
Hello().run()
"""


_RUNS = 9


def cold() -> list[Row]:
    """`advisor recommend FILE` on its second run, against importing what validation and YAML need.

    One start of each in turn, and the median of the ratios, so that a machine that is busy meanwhile is so for both.
    It is processor time: of a start that reads its cache, nearly all of the time.
    """
    python = sys.executable
    rows = []
    for name in ("insurance-group", "online-game", "startup-without-operators"):
        ours = [python, "-m", "advisor", "recommend", str(_EXAMPLES / f"{name}.yaml")]
        _run(ours)
        pairs = [(_run(ours), _run([python, "-c", "import pydantic, yaml"])) for _ in range(_RUNS)]
        took, ratio = median(mine for mine, _ in pairs), median(mine / floor for mine, floor in pairs)
        rows.append(
            Row(
                f"cold `advisor recommend {name}.yaml`",
                f"{took:.0f} ms: {ratio:.2f} times `import pydantic, yaml`",
                "1.5 times",
                ratio <= 1.5,
                took,
            )
        )
    return rows


def first_paint() -> Row:
    """The start screen on a pseudo-terminal, until it has painted, against a bare Textual application in turn."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**_environment(), "ADVISOR_STATE_DIR": folder, "TERM": "xterm-256color"}
        ours, hello = [sys.executable, "-m", "advisor"], [sys.executable, "-c", _HELLO]
        _painted(ours, environment)
        pairs = [(_painted(ours, environment), _painted(hello, environment)) for _ in range(_RUNS)]
    took, ratio = median(mine for mine, _ in pairs), median(mine / floor for mine, floor in pairs)
    return Row(
        "first paint of the interface",
        f"{took:.0f} ms: {ratio:.2f} times a bare Textual application",
        "1.3 times",
        ratio <= 1.3,
        took,
    )


def _environment() -> dict[str, str]:
    """Without what would have Python compile every module at every start, as no installation does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(command: list[str]) -> float:
    """The milliseconds of processor time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3


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
