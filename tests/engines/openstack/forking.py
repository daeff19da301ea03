"""Processes that begin as copies of one that has imported already: starting Python anew costs more than the work.

Runs with the Python of the OpenStack environment.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.metadata
import os
import signal
import socketserver
import sys
import time
import traceback
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

_DIE_WITH_THE_PARENT = 1
_ADOPT_ORPHANS = 36
_KERNEL = ctypes.CDLL(None)


def fork(work: Callable[[], object], log: Path) -> int:
    """The id of a child that does the work and no more; what it prints goes to the log."""
    child = os.fork()
    if child:
        return child
    _KERNEL.prctl(_DIE_WITH_THE_PARENT, signal.SIGKILL)
    code = 1
    try:
        with log.open("ab") as written, Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), 0)
            os.dup2(written.fileno(), 1)
            os.dup2(written.fileno(), 2)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        print(end.code or "", file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def adopt() -> None:
    """From now on the children of children that end become ours: several services have workers that outlive them."""
    _KERNEL.prctl(_ADOPT_ORPHANS, 1)


def end_all() -> None:
    """Kill every child, and what becomes our child by that, until there is none."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while left := children.read_text("ascii").split():
        for child in left:
            os.kill(int(child), signal.SIGKILL)
        os.waitpid(-1, 0)


def apart(work: Callable[[], object], log: Path) -> None:
    """Let a child do it and wait: what it sets for its whole process, such as the settings, is forgotten with it."""
    _, status = os.waitpid(fork(work, log), 0)
    if status:
        raise SystemExit(f"failed; see {log}")


def command(program: str, *words: str) -> Callable[[], object]:
    """What the console script would do."""

    def run() -> None:
        sys.argv = [program, *words]
        (script,) = importlib.metadata.entry_points(group="console_scripts", name=program)
        sys.exit(script.load()())

    return run


class _Handler(WSGIRequestHandler):
    timeout = 30

    def parse_request(self) -> bool:
        """Take all that was sent: closing a connection with something unread in it takes the answer back too."""
        whole = super().parse_request()
        if whole:
            self.rfile = BytesIO(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        return whole

    def log_message(self, *_words: object) -> None:
        """The services write logs of their own."""


class _Server(WSGIServer):
    """One request at a time: of several writers at once, SQLite turns all but one away."""

    request_queue_size = 64

    def server_bind(self) -> None:
        # Without asking a name server what the address is called.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()


def serve(module: str, port: int, *words: str) -> None:
    """Answer at the port with the module's `application`, for good."""
    sys.argv = [module, *words]
    application = importlib.import_module(module).application
    with _Server(("127.0.0.1", port), _Handler) as server:
        server.set_app(application)
        server.serve_forever(poll_interval=60)


def until(otherwise: str, holds: Callable[[], object], seconds: float = 240) -> None:
    """Wait, or end with what did not come about."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(otherwise)
        time.sleep(0.2)
