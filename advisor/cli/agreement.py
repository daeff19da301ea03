"""`advisor knowledge cases` and `guides`: the knowledge held against what others published."""

from __future__ import annotations

import argparse
from typing import Any

from advisor.cli.console import ExitCode, bold, data, remark, result
from advisor.cli.parser import add_command, add_json
from advisor.service import open_advisor
from advisor.service.agreement import agreement_page, cases_data, cases_text, guides_data, guides_text, unexplained


def add_commands(commands: Any) -> None:
    """Add `cases` and `guides` to the commands of `knowledge`."""
    parser = add_command(
        commands,
        "cases",
        cases,
        "published decisions: do we come to the same? Exit code 1 if we differ without saying why",
        examples=["advisor knowledge cases", "advisor knowledge cases --json | jq .first"],
    )
    add_json(parser)

    parser = add_command(
        commands,
        "guides",
        guides,
        "published guides: do we advise the same? Exit code 1 if we differ without saying why",
        examples=["advisor knowledge guides", "advisor knowledge guides --markdown > docs/agreement.md"],
    )
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--markdown", action="store_true", help="print docs/agreement.md, which has the cases, too")
    forms.add_argument("--json", action="store_true", help="print the result as JSON")


def cases(arguments: argparse.Namespace) -> ExitCode:
    """Print how the published cases come out."""
    advisor = open_advisor(arguments.knowledge)
    if arguments.json:
        data(cases_data(advisor))
    else:
        result(cases_text(advisor, bold=bold()))
    return _verdict(unexplained(advisor)[0], "case")


def guides(arguments: argparse.Namespace) -> ExitCode:
    """Print how the published guides come out."""
    advisor = open_advisor(arguments.knowledge)
    if arguments.json:
        data(guides_data(advisor))
    elif arguments.markdown:
        result(agreement_page(advisor))
    else:
        result(guides_text(advisor, bold=bold()))
    return _verdict(unexplained(advisor)[1], "row")


def _verdict(left: list[str], what: str) -> ExitCode:
    for name in left:
        remark(f"advisor: we differ from the {what} {name}, and no reason is recorded")
    return ExitCode.NO if left else ExitCode.DONE
