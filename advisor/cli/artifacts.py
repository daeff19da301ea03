"""`advisor artifacts`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, data, remark, result
from advisor.cli.parser import add_command, add_file, add_json
from advisor.errors import AdvisorError
from advisor.service import TextFile, open_advisor


def add_commands(commands: Any) -> None:
    """Add `artifacts`."""
    parser = add_command(
        commands,
        "artifacts",
        artifacts,
        "write the starter files of every component",
        examples=["advisor artifacts game.yaml --list", "advisor artifacts game.yaml --output out"],
    )
    add_file(parser)
    parser.add_argument("--output", metavar="DIR", type=Path, help="the folder to write to; made if it is not there")
    parser.add_argument("--list", action="store_true", help="print what would be written, and write nothing")
    add_json(parser)


def artifacts(arguments: argparse.Namespace) -> ExitCode:
    """Write or list the files."""
    if arguments.output is None and not arguments.list:
        raise AdvisorError("say where to write with --output DIR, or only look with --list")
    advisor = open_advisor(arguments.knowledge)
    files = advisor.artifacts(advisor.read(arguments.file))
    if not arguments.list:
        advisor.write(files, arguments.output)
        remark(f"written: {len(files)} files below {arguments.output}")
    if arguments.json:
        data([{"path": file.path, "why": file.why, "executable": file.executable} for file in files])
    else:
        result(_listing(files))
    return ExitCode.DONE


def _listing(files: Sequence[TextFile]) -> str:
    wide = max((len(file.path) for file in files), default=0)
    return "".join(f"{file.path:<{wide}}  {' '.join(file.why.split())}\n" for file in files)
