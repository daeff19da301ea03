"""`advisor flips`: what would change a recommendation."""

from __future__ import annotations

import argparse
from typing import Any

from advisor.cli.console import ExitCode, bold, result
from advisor.cli.parser import add_command, add_file, add_json
from advisor.service import open_advisor
from advisor.service.presenting import flips_shown


def add_commands(commands: Any) -> None:
    """Add `flips`."""
    parser = add_command(
        commands,
        "flips",
        flips,
        "what would change the recommendation: all single answers and all pairs",
        examples=["advisor flips game.yaml", "advisor flips game.yaml --component billing --json"],
    )
    add_file(parser)
    parser.add_argument("--component", metavar="C", help="only this component")
    add_json(parser)


def flips(arguments: argparse.Namespace) -> ExitCode:
    """Print them."""
    advisor = open_advisor(arguments.knowledge)
    assessment = advisor.read(arguments.file)
    result(flips_shown(advisor, assessment, arguments.component, as_json=arguments.json, bold=bold()))
    return ExitCode.DONE
