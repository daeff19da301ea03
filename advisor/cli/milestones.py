"""`advisor accept`, `history`, `compare` and `check`: verdicts that people took, and what became of them."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, bold, remark, result
from advisor.cli.parser import add_command, add_day, add_file, add_json
from advisor.errors import AdvisorError, InputError, Problem
from advisor.model.findings import Checked
from advisor.model.milestones import SignOff, Stance
from advisor.service import open_advisor
from advisor.service.history import CHECK_FORMS, compared, findings, history
from advisor.service.recording import Acceptance, accept, sign
from advisor.service.tripwires import MONTHS, check

_PERSON = re.compile(r"\s*(?P<name>[^(:]+?)\s*(\((?P<role>[^()]+)\)\s*)?(:\s*(?P<reason>.+?)\s*)?\Z", re.DOTALL)


def add_commands(commands: Any) -> None:
    """Add the commands about recorded verdicts."""
    _add_accept(commands)
    parser = add_command(
        commands,
        "history",
        show_history,
        "the milestones of an assessment: what was accepted, when and by whom",
        examples=["advisor history game.yaml"],
    )
    add_file(parser)
    add_json(parser)

    parser = add_command(
        commands,
        "compare",
        compare,
        "what differs between two files or milestones: answers, verdicts, reasons, facts",
        examples=[
            "advisor compare game.yaml@2026-11-23 game.yaml",
            "advisor compare before.yaml after.yaml --json",
        ],
    )
    for name, which in (("before", "A"), ("after", "B")):
        parser.add_argument(name, metavar=which, help="an assessment, or FILE@MILESTONE")
    add_json(parser)
    _add_check(commands)


def _add_accept(commands: Any) -> None:
    parser = add_command(
        commands,
        "accept",
        record,
        "record the verdict in the assessment as accepted: a milestone",
        examples=[
            'advisor accept game.yaml --agree "Ada Lovelace (architect)" --revisit 2027-06-01',
            'advisor accept game.yaml --name board --disagree "Bob (operations): we are two people short"',
            'advisor accept game.yaml --sign --agree "Carol (security)"',
        ],
        description="Record the verdict in the assessment file, with the answers it rests on and who agreed.",
    )
    add_file(parser)
    parser.add_argument("--name", metavar="NAME", type=_name, help="the milestone's name; the day if not given")
    add_day(parser, "--date", "the day it was accepted")
    parser.add_argument("--reason", metavar="TEXT", help="why now, or what the meeting had in mind")
    add_day(parser, "--revisit", "look at it again on this day whatever happens", today=False)
    for stance in Stance:
        parser.add_argument(
            "--agree" if stance is Stance.AGREES else "--disagree",
            metavar="PERSON",
            action="append",
            default=[],
            help='who agrees: "NAME (ROLE)", and a reason after a colon; repeatable'
            if stance is Stance.AGREES
            else 'who disagrees and why: "NAME (ROLE): REASON"; repeatable',
        )
    parser.add_argument("--sign", action="store_true", help="add people to the milestone that is there")


def _add_check(commands: Any) -> None:
    parser = add_command(
        commands,
        "check",
        check_files,
        "does the recorded verdict still hold? Exit code 1 if not, or if a tripwire around it fired",
        examples=[
            "advisor check game.yaml",
            "advisor check systems/*.yaml --format junit --output check.xml",
            "advisor check game.yaml --as-of 2027-06-01 --months 12",
        ],
        description=(
            "Hold the latest milestone of each file against today's answers, rules and products. Exit code 1 if a "
            "verdict changed or its lead has gone, an answer behind it changed, the answers cannot all be true, a "
            "product it builds on comes to its end, its facts have gone stale, or the day has come to look at it again."
        ),
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="assessments")
    parser.add_argument("--milestone", metavar="NAME", help="hold this one instead of the latest")
    parser.add_argument(
        "--months", metavar="N", type=_months, default=MONTHS, help=f"how near an end of life is; {MONTHS} if not given"
    )
    add_day(parser, "--as-of", "the day to check for, with the products' facts as they stood on it")
    parser.add_argument(
        "--format", choices=CHECK_FORMS, default="text", metavar="FORMAT", help=f"{', '.join(CHECK_FORMS)}"
    )
    parser.add_argument(
        "-o", "--output", metavar="PATH", type=Path, help="a file to write to instead of standard output"
    )


def record(arguments: argparse.Namespace) -> ExitCode:
    """Write the milestone."""
    people = (
        *(_person(text, Stance.AGREES, arguments.date) for text in arguments.agree),
        *(_person(text, Stance.DISAGREES, arguments.date) for text in arguments.disagree),
    )
    advisor = open_advisor(arguments.knowledge)
    if arguments.sign:
        if not people:
            raise AdvisorError("say who signs, with --agree or --disagree")
        if arguments.reason or arguments.revisit:
            raise AdvisorError("--reason and --revisit belong to a new milestone, not to --sign")
        done = sign(advisor, arguments.file, arguments.name, people)
        remark(f"signed: {done.name} in {arguments.file}")
        return ExitCode.DONE
    done = accept(
        advisor,
        arguments.file,
        Acceptance(arguments.date, arguments.name, arguments.reason, arguments.revisit, people),
    )
    remark(f"recorded: {done.name} in {arguments.file}")
    for text in done.remarks:
        remark(f"advisor: {text}")
    return ExitCode.DONE


def show_history(arguments: argparse.Namespace) -> ExitCode:
    """Print the milestones."""
    advisor = open_advisor(arguments.knowledge)
    result(history(advisor, advisor.read(arguments.file), as_json=arguments.json, bold=bold()))
    return ExitCode.DONE


def compare(arguments: argparse.Namespace) -> ExitCode:
    """Print what differs."""
    advisor = open_advisor(arguments.knowledge)
    result(compared(advisor, arguments.before, arguments.after, as_json=arguments.json, bold=bold()))
    return ExitCode.DONE


def check_files(arguments: argparse.Namespace) -> ExitCode:
    """Check every file; the output covers all of them."""
    advisor = open_advisor(arguments.knowledge)
    checked: list[Checked] = []
    problems: list[Problem] = []
    for path in arguments.files:
        try:
            checked.append(check(advisor, path, arguments.as_of, arguments.months, arguments.milestone))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    text = findings(checked, arguments.format, bold=bold() and arguments.output is None)
    if arguments.output is None:
        result(text)
    else:
        advisor.write_text(text, arguments.output)
        remark(f"written: {arguments.output}")
    return ExitCode.DONE if all(each.holds for each in checked) else ExitCode.NO


def _person(text: str, stance: Stance, on: date) -> SignOff:
    found = _PERSON.match(text)
    if found is None:
        raise AdvisorError(f'`{text}` is not understood; write "NAME (ROLE)", and a reason after a colon')
    if stance is Stance.DISAGREES and not found["reason"]:
        raise AdvisorError(f'`{text}` gives no reason; write it after a colon, as in "{text.strip()}: the reason"')
    role = found["role"].strip() if found["role"] else None
    return SignOff(name=found["name"], role=role or None, says=stance, reason=found["reason"], on=on)


def _name(text: str) -> str:
    if len(text) > 60 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise argparse.ArgumentTypeError(f"`{text}` cannot be a milestone's name; use words joined by hyphens")
    return text


def _months(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 240):
        raise argparse.ArgumentTypeError(f"`{text}` is not a number of months")
    return int(text)
