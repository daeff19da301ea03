"""`advisor` and `advisor open`: into the terminal interface."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, has_terminal
from advisor.cli.parser import add_command, add_file
from advisor.errors import AdvisorError


def add_commands(commands: Any) -> None:
    """Add `open`."""
    parser = add_command(
        commands,
        "open",
        open_file,
        "open an assessment in the terminal interface; one that is not there is created",
        examples=["advisor open game.yaml"],
    )
    add_file(parser)


def start(arguments: argparse.Namespace) -> ExitCode:
    """The start screen."""
    return _run(arguments, None)


def open_file(arguments: argparse.Namespace) -> ExitCode:
    """One assessment."""
    return _run(arguments, arguments.file)


def _run(arguments: argparse.Namespace, path: Path | None) -> ExitCode:
    # In a browser, `advisor serve` stands where the terminal would.
    if not has_terminal() and "TEXTUAL_DRIVER" not in os.environ:
        raise AdvisorError(
            "the interface needs a terminal, and this is none; "
            "`advisor recommend FILE` gives the verdict without one, `advisor --help` lists the rest"
        )
    # Textual takes longer to load than any other command takes altogether.
    from advisor.tui.app import run

    return ExitCode(run(tuple(arguments.knowledge), path))
