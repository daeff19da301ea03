"""`advisor recommend`, `explain` and `what-if`."""

from __future__ import annotations

import argparse
from typing import Any

from advisor.cli import recommending
from advisor.cli.console import ExitCode, bold, result
from advisor.cli.parser import add_command, add_file, add_json
from advisor.service import open_advisor
from advisor.service.presenting import comparison, explanation
from advisor.service.settings import with_answers


def add_commands(commands: Any) -> None:
    """Add the commands about verdicts."""
    parser = add_command(
        commands,
        "recommend",
        recommend,
        "the verdict per component and for the system; also for a folder or a CSV table of components",
        examples=[
            "advisor recommend game.yaml",
            "advisor recommend game.yaml --json | jq '.components[].recommended'",
            "advisor recommend estate.csv            (a column `component`, and one per question)",
        ],
    )
    add_file(parser)
    add_json(parser)

    parser = add_command(
        commands,
        "explain",
        explain,
        "why, and why not, down to the answers and sources",
        examples=[
            "advisor explain game.yaml",
            "advisor explain game.yaml --component billing",
            "advisor explain game.yaml --component billing --pattern managed-kubernetes",
        ],
    )
    add_file(parser)
    parser.add_argument("--component", metavar="C", help="only this component")
    parser.add_argument("--pattern", metavar="P", help="this pattern instead of the recommended one and its rivals")
    add_json(parser)

    parser = add_command(
        commands,
        "what-if",
        what_if,
        "the verdict with changed answers, beside the present one; the file stays as it is",
        examples=[
            "advisor what-if game.yaml --set front-end.release-cadence=yearly",
            "advisor what-if game.yaml --set operators=one --set hosting=aws,own-datacentre",
            "advisor what-if game.yaml --set billing.sensitivity=        (takes the answer back)",
        ],
    )
    add_file(parser)
    parser.add_argument(
        "--set",
        metavar="ANSWER",
        action="append",
        required=True,
        help="component.question=answer, or question=answer for the organisation; commas join several; repeatable",
    )
    add_json(parser)


def recommend(arguments: argparse.Namespace) -> ExitCode:
    """Print the verdict."""
    return recommending.recommend(arguments.file, arguments.knowledge, arguments.json)


def explain(arguments: argparse.Namespace) -> ExitCode:
    """Print the reasons."""
    advisor = open_advisor(arguments.knowledge)
    assessment = advisor.read(arguments.file)
    result(
        explanation(advisor, assessment, arguments.component, arguments.pattern, as_json=arguments.json, bold=bold())
    )
    return ExitCode.DONE


def what_if(arguments: argparse.Namespace) -> ExitCode:
    """Print both verdicts."""
    advisor = open_advisor(arguments.knowledge)
    now = advisor.read(arguments.file)
    then = with_answers(advisor.knowledge, now, arguments.set)
    result(comparison(advisor, now, then, as_json=arguments.json, bold=bold()))
    return ExitCode.DONE
