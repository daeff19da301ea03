"""An audit from beginning to end: paths and rules in, everything that was found out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.auditing.allowing import allowances, allowances_of_file, sorted_out
from advisor.auditing.checking import rule_findings
from advisor.auditing.differences import apart, diff_of
from advisor.auditing.gathering import Collected, Collector
from advisor.auditing.hadolint import hadolint, hadolint_findings, hadolint_version
from advisor.auditing.retired import retired_products
from advisor.errors import InputError, Problem
from advisor.model.auditing import Audit, AuditFinding, AuditRule, Edit, Form
from advisor.model.knowledge import Knowledge
from advisor.reading.fence import Fence


def run_audit(
    paths: Sequence[Path],
    text: str | None,
    rules: Sequence[AuditRule],
    knowledge: Knowledge,
    *,
    allowed: Path | None = None,
    tools: bool = True,
) -> Audit:
    """Check files and folders, and `text` if it is given, against the rules.

    `allowed` is a file of allowances beside those in comments; `tools` lets other checkers help that are installed.
    Raises InputError if a path is not there, or if there is nothing to check.
    """
    missing = [Problem(str(path), 0, "there is no such file or folder") for path in paths if not path.exists()]
    if missing:
        raise InputError(missing)
    found = Collector(Fence(paths or [Path()])).collect(paths, text)
    if not found.files:
        where = ", ".join(map(str, paths)) or "the input"
        nothing = Problem(where, 0, "has nothing to audit (Compose, Kubernetes, Dockerfile, systemd, pipelines ...)")
        raise InputError(found.problems or [nothing])
    findings = list(rule_findings(rules, found.subjects, found.files))
    findings += retired_products(found.files.values(), knowledge.technologies.values(), rules)
    helped = _other_tools(found, findings) if tools else ()
    given = [one for file in found.files.values() for one in allowances(file)]
    if allowed is not None:
        given += allowances_of_file(allowed)
    practices = {rule.id: rule.practice for rule in rules}
    sorted_findings = sorted_out(_once(findings), given, practices, knowledge.practices)
    found.problems += sorted_findings.problems
    found.notes += sorted_findings.notes
    return Audit(
        findings=tuple(sorted_findings.staying),
        allowed=tuple(sorted_findings.allowed),
        problems=tuple(sorted({_shown(one) for one in found.problems})),
        notes=tuple(sorted({_shown(one) for one in found.notes})),
        read=tuple(sorted(found.files)),
        skipped=tuple(sorted(found.skipped.items())),
        tools=helped,
        diff=_whole_diff(found, sorted_findings.staying),
    )


def _shown(problem: Problem) -> Problem:
    """Nothing that a file says steers the terminal."""
    return Problem(problem.file, problem.line, "".join(each if each.isprintable() else "?" for each in problem.message))


def _other_tools(found: Collected, findings: list[AuditFinding]) -> tuple[str, ...]:
    dockerfiles = [file for file in found.files.values() if file.form is Form.DOCKERFILE]
    program = hadolint() if dockerfiles else None
    if program is None:
        return ()
    for file in dockerfiles:
        for one in hadolint_findings(program, file):
            if isinstance(one, Problem):
                found.notes.append(one)
            else:
                findings.append(one)
    return (hadolint_version(program) or "hadolint",)


def _once(findings: Sequence[AuditFinding]) -> list[AuditFinding]:
    """In the order of the files; what two projects share is found once."""
    unique = {(one.file, one.line, one.rule, one.message): one for one in reversed(findings)}
    return [unique[key] for key in sorted(unique)]


def _whole_diff(found: Collected, findings: Sequence[AuditFinding]) -> str:
    """Every mechanical change that can be made at once."""
    edits: dict[str, list[Edit]] = {}
    for one in findings:
        if one.edit is not None:
            edits.setdefault(one.file, []).append(one.edit)
    return "".join(diff_of(found.files[name], apart(edits[name])) for name in sorted(edits))
