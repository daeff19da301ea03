"""The whole way in a real tmux: from the start screen to an exported report and its files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engines.engine_tools import needs

from advisor.service import Advisor

pytestmark = pytest.mark.engines

PATIENCE = 60


class Tmux:
    """A server of its own with one window of 80 by 24."""

    def __init__(self, folder: Path, command: str) -> None:
        self._socket = str(folder / "tmux")
        environment = {**os.environ, "ADVISOR_STATE_DIR": str(folder / "state"), "TERM": "xterm-256color"}
        self._run(
            "-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "-c", str(folder), command, env=environment
        )

    def _run(self, *words: str, env: dict[str, str] | None = None) -> str:
        command = ["tmux", "-S", self._socket, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout

    def press(self, *keys: str) -> None:
        self._run("send-keys", *keys)

    def write(self, text: str) -> None:
        self._run("send-keys", "-l", text)

    def seen(self) -> str:
        return self._run("capture-pane", "-p")

    def until(self, holds: str | Callable[[str], bool]) -> str:
        """Wait for a text, or for what is seen to be as it should."""
        test = (lambda seen: holds in seen) if isinstance(holds, str) else holds
        end = time.monotonic() + PATIENCE
        while not test(seen := self.seen()):
            assert time.monotonic() < end, f"{holds} did not come; there is:\n{seen}"
            time.sleep(0.1)
        return seen

    def end(self) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    window = Tmux(tmp_path, f"{sys.executable} -m advisor")
    yield window
    window.end()


@needs("tmux")
def test_from_the_start_to_an_exported_report(tmux: Tmux, tmp_path: Path, advisor: Advisor) -> None:
    tmux.until("Examples")
    tmux.press("n")
    tmux.until("What is the system called?")
    tmux.write("Web shop")
    tmux.press("Tab")
    tmux.write("front-end, billing")
    tmux.press("Enter")
    tmux.until("Components")
    tmux.press("i")
    tmux.until("still matter")
    path = tmp_path / "web-shop.yaml"
    for answered in range(12):
        before = path.read_bytes()
        tmux.until("Answer")
        tmux.until(lambda seen: "[x]" not in seen)
        tmux.press("2")
        seen = tmux.until(lambda seen, before=before: "[x]" in seen or path.read_bytes() != before)
        if path.read_bytes() == before and "[x]" in seen:
            tmux.press("Enter")  # where several may be ticked
        end = time.monotonic() + PATIENCE
        while path.read_bytes() == before:
            assert time.monotonic() < end, f"answer {answered} is not on disk; there is:\n{tmux.seen()}"
            time.sleep(0.05)
    assessment = advisor.read(path)
    given = len(assessment.organisation) + sum(len(part.answers) for part in assessment.components.values())
    assert given == 12
    tmux.press("v")
    tmux.until("Alternatives")
    tmux.press("e")
    tmux.until("report.html")
    tmux.until(lambda seen: "x stops it" not in seen)
    tmux.press("w")
    tmux.until("files are in")
    written = tmp_path / "web-shop-files"
    assert "Web shop" in (written / "report.md").read_text()
    assert (written / "report.html").read_text().startswith("<!")
    assert any((written / "billing").iterdir())
    tmux.press("C-q")
    end = time.monotonic() + PATIENCE
    alive = ["tmux", "-S", str(tmp_path / "tmux"), "has-session"]
    while subprocess.run(alive, check=False, capture_output=True).returncode == 0:
        assert time.monotonic() < end, "the program did not end"
        time.sleep(0.1)
