"""The program itself on a pseudo-terminal, as a person has it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

ESCAPES = re.compile(r"\x1b(\[[0-9;?<>=$]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][A-Z0-9]|[=>])")


class Terminal:
    """`advisor WORDS` in a terminal of 80 by 24. What it paints is collected as it comes."""

    def __init__(self, *words: str, folder: Path, **environment: str) -> None:
        self.painted = ""
        given = {**os.environ, "TERM": "xterm-256color", **environment}
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(sys.executable, [sys.executable, "-m", "advisor", *words], given)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def press(self, keys: str) -> None:
        """Forget what was painted, and type."""
        self.painted = ""
        os.write(self._terminal, keys.encode())

    def read(self, seconds: float) -> bool:
        """What comes within this time; False if nothing does."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            self.painted += os.read(self._terminal, 65_536).decode(errors="replace")
        except OSError:
            return False
        return True

    def until(self, text: str, seconds: float = 30) -> None:
        """Wait until something is painted since the last key."""
        end = time.monotonic() + seconds
        while text not in ESCAPES.sub("", self.painted):
            left = end - time.monotonic()
            assert left > 0, f"{text!r} did not come; there is: {ESCAPES.sub('', self.painted)[-600:]}"
            self.read(min(left, 0.5))

    def settle(self, quiet: float = 0.3) -> None:
        """Until nothing is painted for a while."""
        while self.read(quiet):
            pass

    def ends(self) -> int:
        """The exit code, once the program has ended by itself."""
        while self.read(10):
            pass
        _, status = os.waitpid(self.process, 0)
        self.process = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """As a power cut would."""
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            self.process = 0
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1
