"""Auditing small files in tests: write them, audit, look at what was found in one line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from advisor.auditing.run import run_audit
from advisor.model.auditing import Audit, AuditFinding, AuditRule
from advisor.service import Advisor, open_advisor
from advisor.service.auditing import audit_rules
from tests.written_files import write


def run(advisor: Advisor, folder: Path, files: Mapping[str, str] | None = None) -> Audit:
    """Audit a folder with our own rules only."""
    write(folder, files or {})
    return run_audit([folder], None, _rules(advisor.knowledge.digest), advisor.knowledge, tools=False)


@cache
def _rules(digest: str) -> tuple[AuditRule, ...]:
    """The shipped rules, read once for all tests."""
    return audit_rules(open_advisor())


def found(audit: Audit) -> set[tuple[str, str, int]]:
    """Rule, file and line of every finding."""
    return {(one.rule, Path(one.file).name, one.line) for one in audit.findings}


def of_rule(audit: Audit, rule: str) -> list[AuditFinding]:
    """The findings of one rule."""
    return [one for one in audit.findings if one.rule == rule]
