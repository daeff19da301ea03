"""`advisor report`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, remark, result
from advisor.cli.parser import add_command, add_file
from advisor.errors import AdvisorError
from advisor.service import TextFile, open_advisor

_FORMS = ("markdown", "html", "json")

_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def add_commands(commands: Any) -> None:
    """Add `report`."""
    parser = add_command(
        commands,
        "report",
        report,
        "write the report for a review meeting",
        examples=[
            "advisor report game.yaml --output game.html",
            "advisor report game.yaml --format markdown --output - | less",
            "advisor report game.yaml --format json --output - --date 2026-11-23",
        ],
    )
    add_file(parser)
    parser.add_argument("--format", choices=_FORMS, metavar="FORMAT", help=f"{', '.join(_FORMS)}; else by the ending")
    parser.add_argument("--output", metavar="PATH", required=True, help="the file to write, or - for standard output")
    parser.add_argument("--date", metavar="D", type=_date, help="the report's date, YYYY-MM-DD; today if not given")


def report(arguments: argparse.Namespace) -> ExitCode:
    """Write the report."""
    form = arguments.format or _BY_SUFFIX.get(Path(arguments.output).suffix.lower())
    if form is None:
        raise AdvisorError(f"say --format {', '.join(_FORMS[:-1])} or {_FORMS[-1]}; the output's name does not tell")
    if arguments.output != "-":
        _refuse_input(Path(arguments.output), arguments.file)
    advisor = open_advisor(arguments.knowledge)
    assessment = advisor.read(arguments.file)
    text = advisor.report(assessment, form, arguments.date or date.today())
    if arguments.output == "-":
        result(text)
        return ExitCode.DONE
    path = Path(arguments.output)
    advisor.write([TextFile(path.name, text, "the report")], path.parent)
    remark(f"written: {path}")
    return ExitCode.DONE


def _refuse_input(output: Path, source: Path) -> None:
    if output.resolve() == source.resolve():
        raise AdvisorError(f"{output} is the assessment itself; choose another --output")
    if output.exists() and not output.is_file():
        raise AdvisorError(f"{output} is not a file; use --output - for standard output")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date; write it as 2026-11-23") from None
