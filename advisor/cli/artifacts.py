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
from advisor.service.artifacts import ArtifactPlan, ChangeKind, PlannedChange, carry_out, plan_artifacts

_QUIET = (ChangeKind.SAME,)


def add_commands(commands: Any) -> None:
    """Add `artifacts`."""
    parser = add_command(
        commands,
        "artifacts",
        artifacts,
        "write the starter files of every component; what you edited there stays",
        examples=[
            "advisor artifacts game.yaml --list",
            "advisor artifacts game.yaml --output out",
            "advisor artifacts game.yaml --output out --diff",
        ],
    )
    add_file(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="the folder to write to; made if it is not there"
    )
    parser.add_argument("--list", action="store_true", help="print what would be written, and write nothing")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen to each file, and write nothing")
    parser.add_argument("--diff", action="store_true", help="the same, with every change as a diff; nothing is written")
    add_json(parser)


def artifacts(arguments: argparse.Namespace) -> ExitCode:
    """Write or list the files. What needs people to settle is exit code 1."""
    if arguments.output is None and not arguments.list:
        raise AdvisorError("say where to write with --output DIR, or only look with --list")
    advisor = open_advisor(arguments.knowledge)
    assessment = advisor.read(arguments.file)
    if arguments.list:
        return _listed(advisor.artifacts(assessment), arguments.json)
    plan = plan_artifacts(advisor, assessment, arguments.output)
    looking = arguments.dry_run or arguments.diff
    changes = plan.changes if looking else carry_out(plan)
    if arguments.json:
        data([_plain(change, arguments.diff) for change in changes])
    elif arguments.diff:
        result("".join(change.diff for change in changes))
    else:
        result(_told(changes))
    remark(_summary(plan, looking))
    return ExitCode.NO if plan.needs_people else ExitCode.DONE


def _listed(files: Sequence[TextFile], as_json: bool) -> ExitCode:
    if as_json:
        data([{"path": file.path, "why": file.why, "executable": file.executable} for file in files])
    else:
        wide = max((len(file.path) for file in files), default=0)
        result("".join(f"{file.path:<{wide}}  {' '.join(file.why.split())}\n" for file in files))
    return ExitCode.DONE


def _plain(change: PlannedChange, with_diff: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "path": change.path,
        "change": change.kind.value,
        "target": change.target,
        "why": change.why,
        "purpose": change.purpose,
        "executable": change.executable,
    }
    return plain | ({"diff": change.diff} if with_diff else {})


def _told(changes: Sequence[PlannedChange]) -> str:
    """New files with what they are for, any other with what happens to it; what stays the same is only counted."""
    shown = [change for change in changes if change.kind not in _QUIET]
    wide = max((len(change.path) for change in shown), default=0)
    kinds = max((len(change.kind) for change in shown), default=0)
    return "".join(
        f"{change.kind:<{kinds}}  {change.path:<{wide}}  {' '.join(_reason(change).split())}\n" for change in shown
    )


def _reason(change: PlannedChange) -> str:
    return change.purpose if change.kind is ChangeKind.NEW else change.why


def _summary(plan: ArtifactPlan, looking: bool) -> str:
    counts = [f"{len(found)} {kind.value}" for kind in ChangeKind if (found := plan.of_kind(kind))]
    said = f"{'nothing written; in' if looking else 'written to'} {plan.folder}: {', '.join(counts) or 'no file'}"
    if plan.needs_people:
        names = ", ".join(change.target for change in plan.needs_people)
        said += f"\nto settle by hand: {names}"
    return said
