"""`advisor report`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, remark, result
from advisor.cli.parser import add_command, add_day, add_file
from advisor.errors import AdvisorError
from advisor.model.auditing import Audit
from advisor.service import Advisor, open_advisor
from advisor.service.dated import as_of
from advisor.service.reporting import FORMS, report, write_report

_BY_SUFFIX = {
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".json": "json", ".pdf": "pdf",
}  # fmt: skip


def add_commands(commands: Any) -> None:
    """Add `report`."""
    parser = add_command(
        commands,
        "report",
        make_report,
        "write the report for a review meeting",
        examples=[
            "advisor report game.yaml --output game.html",
            "advisor report game.yaml --format markdown --output - | less",
            "advisor report game.yaml --format slides --output slides.html",
            "advisor report game.yaml --format adr --output docs/decisions",
        ],
        description=(
            "Write the report: markdown, html, pdf or json in one file; slides, one decision a page, as HTML; or "
            "adr, a folder of decision records. Writing the records again keeps what people added to them."
        ),
    )
    add_file(parser)
    parser.add_argument("--format", choices=FORMS, metavar="FORMAT", help=f"{', '.join(FORMS)}; else by the ending")
    parser.add_argument(
        "-o", "--output", metavar="PATH", required=True, help="where to write, or - for standard output"
    )
    add_day(parser, "--date", "the report's date")
    add_day(parser, "--as-of", "show the products' facts as they stood on this day", today=False)
    parser.add_argument(
        "--audit", metavar="PATH", type=Path, action="append", help="add what an audit of these files finds; repeatable"
    )
    parser.add_argument("--templates", metavar="DIR", type=Path, help="a folder of templates to use instead of ours")


def make_report(arguments: argparse.Namespace) -> ExitCode:
    """Write the report."""
    form = arguments.format or _BY_SUFFIX.get(Path(arguments.output).suffix.lower())
    if form is None:
        raise AdvisorError(f"say --format {', '.join(FORMS[:-1])} or {FORMS[-1]}; the output's name does not tell")
    advisor = open_advisor(arguments.knowledge)
    audit = _audited(advisor, arguments, form)
    if arguments.as_of:
        advisor = as_of(advisor, arguments.as_of)
    if arguments.output == "-":
        if form in ("pdf", "adr"):
            raise AdvisorError(f"{form} cannot go to standard output; name a {'file' if form == 'pdf' else 'folder'}")
        assessment = advisor.read(arguments.file)
        result(report(advisor, assessment, form, arguments.date, arguments.templates, audit))
        return ExitCode.DONE
    path = Path(arguments.output)
    if form != "adr":
        _refuse_input(path, arguments.file)
    written = write_report(
        advisor, arguments.file, form, path, arguments.date, templates=arguments.templates, audit=audit
    )
    for text in written.remarks:
        remark(f"advisor: {text}")
    remark(f"written: {path}" if form != "adr" else f"written: {len(written.paths)} records in {path}")
    return ExitCode.DONE


def _audited(advisor: Advisor, arguments: argparse.Namespace, form: str) -> Audit | None:
    """What the audit of the named files finds, if any are named."""
    if not arguments.audit:
        return None
    if form in ("slides", "adr"):
        raise AdvisorError(f"{form} has no section for an audit; use markdown, html, pdf or json")
    from advisor.service.auditing import audit_files

    found = audit_files(advisor, arguments.audit, extra=arguments.knowledge)
    for problem in found.problems:
        remark(f"not audited: {problem}")
    return found


def _refuse_input(output: Path, source: Path) -> None:
    if output.resolve() == source.resolve():
        raise AdvisorError(f"{output} is the assessment itself; choose another --output")
    if output.exists() and not output.is_file():
        raise AdvisorError(f"{output} is not a file; use --output - for standard output")
