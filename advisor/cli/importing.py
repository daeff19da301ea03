"""`advisor import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, bold, data, remark, result
from advisor.cli.parser import add_command, add_json
from advisor.errors import AdvisorError
from advisor.service import open_advisor
from advisor.service.importing import import_data, import_files, import_text, import_to_file, input_text, system_name

LARGEST_INPUT = 5_000_000


def add_commands(commands: Any) -> None:
    """Add `import`."""
    parser = add_command(
        commands,
        "import",
        import_,
        "begin from what exists: an assessment from deployment files",
        description=(
            "Read deployment files and write down every answer that they show, with file and line. What they cannot\n"
            "show is left to be asked. Compose, Swarm stacks, Kubernetes, kustomize, Dockerfiles, systemd, Quadlet,\n"
            "Procfiles, Nomad and ECS are read; nothing is run or fetched, and nothing outside the folder is read."
        ),
        examples=[
            "advisor import shop/ --output shop.yaml",
            "advisor import compose.yaml deploy/ --output shop.yaml",
            "kubectl get deploy,sts,svc -o yaml | advisor import - --output shop.yaml",
            "advisor import shop/                      only look; nothing is written",
        ],
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the assessment to make or bring up to date; people's answers stay",
    )
    parser.add_argument("--system", metavar="NAME", help="what the system is called; else as its folder is")
    add_json(parser)


def import_(arguments: argparse.Namespace) -> ExitCode:
    """Import, save if a file is named, and tell what was found."""
    paths = [Path(path) for path in arguments.paths if path != "-"]
    text = standard_input() if "-" in arguments.paths else None
    advisor = open_advisor(arguments.knowledge)
    if arguments.output is None:
        new = advisor.new(arguments.system or system_name(paths))
        done = import_files(advisor, paths, new, text=text, extra=arguments.knowledge)
    else:
        done = import_to_file(
            advisor, paths, arguments.output, text=text, extra=arguments.knowledge, system=arguments.system
        )
    for problem in done.problems:
        remark(f"not read: {problem}")
    for note in done.notes:
        remark(f"note: {note}")
    if arguments.json:
        data(import_data(done))
    else:
        result(import_text(advisor, done, bold()))
    if arguments.output is None:
        remark("nothing was written; --output FILE writes the assessment")
    else:
        remark(f"written: {arguments.output}; go on with `advisor open {arguments.output}`")
    return ExitCode.DONE


def standard_input() -> str:
    """What is piped in, as text. Raises AdvisorError if nothing is, or too much."""
    if sys.stdin is None or sys.stdin.isatty():
        raise AdvisorError("`-` reads from standard input, and nothing is piped into it")
    return input_text(sys.stdin.buffer.read(LARGEST_INPUT + 1))
