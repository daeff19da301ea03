"""`advisor questions` and `advisor answer`: open questions out to their owners, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, data, remark, result
from advisor.cli.parser import add_command, add_file, add_json
from advisor.service import open_advisor
from advisor.service.sheets import fill_in, sheet

_FORMS = ("markdown", "csv")


def add_commands(commands: Any) -> None:
    """Add `questions` and `answer`."""
    parser = add_command(
        commands,
        "questions",
        questions,
        "the open questions that matter, as a sheet that people fill in",
        examples=[
            "advisor questions game.yaml",
            "advisor questions game.yaml --owner finance --output finance.csv",
            'advisor questions game.yaml --owner "" --format markdown      (those that nobody owns)',
        ],
    )
    add_file(parser)
    parser.add_argument("--owner", metavar="WHO", help='only the questions of one owner; "" for those of nobody')
    parser.add_argument("--format", choices=_FORMS, metavar="FORMAT", help="markdown or csv; else by the ending")
    parser.add_argument(
        "-o", "--output", metavar="PATH", type=Path, help="a file to write to instead of standard output"
    )

    parser = add_command(
        commands,
        "answer",
        answer,
        "put the answers of a filled-in sheet into the assessment",
        examples=["advisor answer game.yaml --from finance.csv"],
        description="Put the answers of a sheet into the assessment; a line that is not understood changes nothing.",
    )
    add_file(parser)
    parser.add_argument(
        "--from", metavar="SHEET", type=Path, required=True, dest="sheet", help="what `questions` wrote, filled in"
    )
    parser.add_argument("--replace", action="store_true", help="also change answers that were given in the meantime")
    add_json(parser)


def questions(arguments: argparse.Namespace) -> ExitCode:
    """Print or write the sheet."""
    by_ending = "csv" if arguments.output and arguments.output.suffix.lower() == ".csv" else "markdown"
    form = arguments.format or by_ending
    advisor = open_advisor(arguments.knowledge)
    text = sheet(advisor, advisor.read(arguments.file), arguments.owner, form)
    if arguments.output is None:
        result(text)
        return ExitCode.DONE
    # Spreadsheets take a file without this mark for one in an alphabet of thirty years ago.
    advisor.write_text(f"\ufeff{text}" if form == "csv" else text, arguments.output)
    remark(f"written: {arguments.output}")
    return ExitCode.DONE


def answer(arguments: argparse.Namespace) -> ExitCode:
    """Save the answers."""
    advisor = open_advisor(arguments.knowledge)
    answered = fill_in(advisor, arguments.file, arguments.sheet, arguments.replace)
    if arguments.json:
        data({"answered": [str(ref) for ref in answered]})
    number = len(answered)
    remark(f"{number} answer{'' if number == 1 else 's'} put into {arguments.file}" if number else "nothing new in it")
    return ExitCode.DONE
