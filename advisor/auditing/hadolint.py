"""hadolint, where it is installed: it knows Dockerfiles better than we do, and we check the practices only."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

from advisor.auditing.subject import AuditedFile
from advisor.errors import Problem
from advisor.model.auditing import AuditFinding, Severity

_SECONDS = 20
_OURS = ("DL3002", "DL3006", "DL3007", "DL3025", "DL3026", "DL4003", "DL4004")
"""What our own rules say with a reason of ours: root, tags, exec form, several commands."""

_LEVELS = {"error": Severity.WARNING, "warning": Severity.WARNING, "info": Severity.NOTE, "style": Severity.NOTE}
_TITLE = "Found by hadolint"


def hadolint() -> str | None:
    """The program, or None if it is not installed."""
    return shutil.which("hadolint")


def hadolint_version(program: str) -> str:
    """What it calls itself. Empty if it does not answer."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()[:100]


def hadolint_findings(program: str, file: AuditedFile) -> Iterator[AuditFinding | Problem]:
    """What it finds in a Dockerfile, which it gets on its standard input; a problem if it does not answer."""
    ignored = [part for code in _OURS for part in ("--ignore", code)]
    command = [program, "--no-fail", "--format", "json", *ignored, "-"]
    try:
        done = subprocess.run(command, input=file.text.encode(), capture_output=True, timeout=_SECONDS, check=False)
        found = json.loads(done.stdout.decode("utf-8", "replace") or "[]")
    except (OSError, subprocess.TimeoutExpired, ValueError):
        yield Problem(file.name, 0, "hadolint gave no answer for this file")
        return
    for entry in found if isinstance(found, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("line"), int):
            yield _finding(file, entry)


def _finding(file: AuditedFile, entry: dict[str, object]) -> AuditFinding:
    code, line = str(entry.get("code", "")), entry["line"]
    number = min(max(line if isinstance(line, int) else 1, 1), len(file.lines))
    return AuditFinding(
        file.name,
        number,
        f"hadolint-{code.lower()}",
        _TITLE,
        _LEVELS.get(str(entry.get("level")), Severity.NOTE),
        None,
        "",
        f"{code}: {entry.get('message', '')}"[:300],
        "",
        f"See hadolint's page on {code}.",
        ("hadolint",),
    )
