"""The practices, checked on deployment files that are there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.model.auditing import Audit, AuditRule, Severity
from advisor.service.advisor import Advisor, knowledge_folders

FORMATS = ("text", "json", "sarif", "diff")
SEVERITIES = tuple(severity.value for severity in Severity)


def audit_files(
    advisor: Advisor,
    paths: Sequence[Path],
    *,
    text: str | None = None,
    extra: Sequence[Path] = (),
    allowed: Path | None = None,
    tools: bool = True,
) -> Audit:
    """Check deployment files (and `text`, what came in on standard input); nothing is changed, run or fetched.

    `extra` are the additional knowledge folders that the advisor was opened with, `allowed` is a file of allowances;
    `tools` lets other checkers help that are installed. Raises InputError if nothing could be read.
    """
    from advisor.auditing.run import run_audit

    rules = audit_rules(advisor, extra)
    if not rules:
        raise AdvisorError("this knowledge has no audit rules; they stand in folders below `practices`")
    return run_audit(paths, text, rules, advisor.knowledge, allowed=allowed, tools=tools)


def audit_rules(advisor: Advisor, extra: Sequence[Path] = ()) -> tuple[AuditRule, ...]:
    """The rules that the knowledge has. Raises InputError with everything wrong with them."""
    from advisor.loading.auditing import load_audit_rules

    return load_audit_rules(knowledge_folders(extra), advisor.knowledge)


def audit_report(advisor: Advisor, audit: Audit, form: str, bold: Callable[[str], str] = str) -> str:
    """An audit in one of the formats."""
    sources = advisor.knowledge.sources
    match form:
        case "diff":
            return audit.diff
        case "json":
            from advisor.output.auditing.data_form import audit_data

            return _json(audit_data(audit, sources))
        case "sarif":
            from advisor.output.auditing.sarif_form import audit_sarif

            return _json(audit_sarif(audit, sources))
        case _:
            from advisor.output.auditing.text_form import audit_text

            return audit_text(audit, sources, bold)


def reaches(audit: Audit, severity: str) -> bool:
    """Whether something of that severity, or worse, was found."""
    return audit.at_least(Severity(severity))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
