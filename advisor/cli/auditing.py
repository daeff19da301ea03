"""`advisor audit`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from advisor.cli.console import ExitCode, bold, remark, result
from advisor.cli.importing import standard_input
from advisor.cli.parser import add_command, add_json
from advisor.errors import AdvisorError
from advisor.service import open_advisor
from advisor.service.auditing import FORMATS, SEVERITIES, audit_files, audit_report, reaches


def add_commands(commands: Any) -> None:
    """Add `audit`."""
    parser = add_command(
        commands,
        "audit",
        audit,
        "check the practices on deployment files",
        description=(
            "Check the practices on the files that are there: Compose, Swarm stacks, Kubernetes, kustomize,\n"
            "Dockerfiles, systemd, Quadlet, Procfiles, ECS, Nomad, pipelines and scripts. Every finding says\n"
            "where, why it bites, what to do, and the change itself where that is mechanical. Nothing is run,\n"
            "fetched or changed; hadolint helps where it is installed.\n\n"
            "What may stay is allowed in a comment, with a reason:\n    # advisor: allow RULE because REASON\n"
            "on its line or above it, or at the top of the file for all of it; or in a file of its own (--allow)."
        ),
        examples=[
            "advisor audit shop/",
            "advisor audit shop/ --fail-on warning               exit code 1 if there is a warning or an error",
            "advisor audit shop/ --format sarif > audit.sarif",
            "advisor audit . --format diff | patch -p1           make the mechanical changes",
            "kubectl get deploy,sts,svc,pdb -o yaml | advisor audit -",
        ],
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    parser.add_argument("--format", choices=FORMATS, metavar="FORMAT", help=f"{', '.join(FORMATS)}; text if not given")
    parser.add_argument(
        "--fail-on", choices=SEVERITIES, metavar="SEVERITY", help=f"exit code 1 from this on: {', '.join(SEVERITIES)}"
    )
    parser.add_argument(
        "--allow", metavar="FILE", type=Path, help="a YAML list of what may stay: allow, in (files), because"
    )
    parser.add_argument("--no-tools", action="store_true", help="our own rules only, without hadolint")
    add_json(parser)


def audit(arguments: argparse.Namespace) -> ExitCode:
    """Check, tell, and say by the exit code whether it is bad enough."""
    if arguments.json and arguments.format not in (None, "json"):
        raise AdvisorError(f"--json and --format {arguments.format} do not go together; choose one")
    form = "json" if arguments.json else arguments.format or "text"
    paths = [Path(path) for path in arguments.paths if path != "-"]
    text = standard_input() if "-" in arguments.paths else None
    advisor = open_advisor(arguments.knowledge)
    found = audit_files(
        advisor,
        paths,
        text=text,
        extra=arguments.knowledge,
        allowed=arguments.allow,
        tools=not arguments.no_tools,
    )
    result(audit_report(advisor, found, form, _bold if bold() else str))
    for note in found.notes:
        remark(f"note: {note}")
    for file, why in found.skipped:
        remark(f"left aside: {file}: {why}")
    for problem in found.problems:
        remark(f"advisor: {problem}")
    if found.problems:
        return ExitCode.WRONG
    return ExitCode.NO if arguments.fail_on and reaches(found, arguments.fail_on) else ExitCode.DONE


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"
