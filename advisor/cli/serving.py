"""`advisor serve`: the terminal interface in a browser."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, remark, result
from advisor.cli.parser import add_command
from advisor.errors import AdvisorError

PORT = 8765


def add_commands(commands: Any) -> None:
    """Add `serve`."""
    parser = add_command(
        commands,
        "serve",
        serve,
        "the same interface in a browser",
        description=(
            "Show the interface in a browser, with a window of its own for each visitor. Unless --host says so,\n"
            "only this machine can reach it. Where others can, the address carries a token, and who does not know it\n"
            "is refused. Whoever gets in works as you: they see and write the files that you can."
        ),
        examples=[
            "advisor serve",
            "advisor serve game.yaml --port 9000",
            "advisor serve game.yaml --host 0.0.0.0      for everybody who has the address with its token",
        ],
    )
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="the assessment to open; else the start")
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help="the address to listen on; 127.0.0.1")
    parser.add_argument("--port", metavar="PORT", type=_port, default=PORT, help=f"the port to listen on; {PORT}")


def serve(arguments: argparse.Namespace) -> ExitCode:
    """Serve until it is stopped."""
    if find_spec("textual_serve") is None:
        raise AdvisorError("serving needs one package more: pip install 'deployment-advisor[web]'")
    from advisor.tui.web.server import serve as serve_to_browsers

    def tell(address: str) -> None:
        result(f"{address}\n")
        remark("ctrl+c ends it")

    serve_to_browsers(arguments.file, arguments.knowledge, arguments.host, arguments.port, tell)
    return ExitCode.DONE


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"`{text}` is no port; it is a number from 1 to 65535")
    return int(text)
