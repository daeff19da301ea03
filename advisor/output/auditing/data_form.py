"""An audit as data for `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.model.auditing import Audit, AuditFinding
from advisor.model.sources import Source
from advisor.output.auditing.text_form import counted


def audit_data(audit: Audit, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Everything that was found, and what was read."""
    return {
        "counts": counted(audit.findings),
        "findings": [_finding(one, sources) for one in audit.findings],
        "allowed": [{**_finding(one.finding, sources), "reason": one.reason} for one in audit.allowed],
        "problems": [str(one) for one in audit.problems],
        "notes": [str(one) for one in audit.notes],
        "read": list(audit.read),
        "skipped": [{"file": file, "why": why} for file, why in audit.skipped],
        "tools": list(audit.tools),
    }


def _finding(one: AuditFinding, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "file": one.file,
        "line": one.line,
        "severity": one.severity.value,
        "rule": one.rule,
        "practice": one.practice,
        "title": one.title,
        "subject": one.subject,
        "message": one.message,
        "because": one.because,
        "change": one.change,
        "diff": one.diff,
        "sources": [
            {"id": name, "title": sources[name].title, "url": sources[name].url}
            for name in one.sources
            if name in sources
        ],
    }
