"""An audit as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from advisor import __version__
from advisor.errors import Problem
from advisor.model.auditing import Audit, AuditFinding, Edit
from advisor.model.sources import Source

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def audit_sarif(audit: Audit, sources: Mapping[str, Source]) -> dict[str, Any]:
    """One run with its rules, results, fixes, and suppressions with their reasons."""
    every = [*audit.findings, *(one.finding for one in audit.allowed)]
    first = {one.rule: one for one in reversed(every)}
    numbers = {rule: number for number, rule in enumerate(sorted(first))}
    results = [_result(one, numbers) for one in audit.findings]
    for allowed in audit.allowed:
        suppression = {"kind": "inSource", "justification": allowed.reason}
        results.append({**_result(allowed.finding, numbers), "suppressions": [suppression]})
    driver = {
        "name": "advisor",
        "semanticVersion": __version__,
        "rules": [_rule(first[rule], sources) for rule in numbers],
    }
    invocation: dict[str, Any] = {"executionSuccessful": not audit.problems}
    if audit.problems or audit.notes:
        told = [*_told(audit.problems, "error"), *_told(audit.notes, "note")]
        invocation["toolExecutionNotifications"] = told
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [{"location": {"uri": _uri(name)}} for name in audit.read],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(one: AuditFinding, sources: Mapping[str, Source]) -> dict[str, Any]:
    named = [sources[name] for name in one.sources if name in sources]
    address = next((source.url for source in named if source.url), None)
    rule: dict[str, Any] = {
        "id": one.rule,
        "shortDescription": {"text": one.title},
        "fullDescription": {"text": one.because or one.title},
        "help": {
            "text": " ".join([one.because, one.change, *(f"Source: {source.title}." for source in named)]).strip()
        },
        "defaultConfiguration": {"level": one.severity.value},
    }
    if address:
        rule["helpUri"] = address
    if one.practice:
        rule["properties"] = {"tags": [one.practice]}
    return rule


def _result(one: AuditFinding, numbers: Mapping[str, int]) -> dict[str, Any]:
    subject = f"{one.subject}: " if one.subject else ""
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": numbers[one.rule],
        "level": one.severity.value,
        "message": {"text": f"{subject}{one.message}. {one.because} {one.change}".strip()},
        "locations": [_location(one.file, one.line)],
        "partialFingerprints": {"advisorFinding/v1": _fingerprint(one)},
    }
    if one.edit is not None:
        result["fixes"] = [_fix(one, one.edit)]
    return result


def _fix(one: AuditFinding, edit: Edit) -> dict[str, Any]:
    region = {"startLine": edit.line, "startColumn": 1, "endLine": edit.line + edit.remove, "endColumn": 1}
    replacement: dict[str, Any] = {"deletedRegion": region}
    if edit.insert:
        replacement["insertedContent"] = {"text": "".join(f"{line}\n" for line in edit.insert)}
    change = {"artifactLocation": {"uri": _uri(one.file)}, "replacements": [replacement]}
    return {"description": {"text": one.change}, "artifactChanges": [change]}


def _told(problems: Sequence[Problem], level: str) -> list[dict[str, Any]]:
    return [
        {
            "level": level,
            "message": {"text": one.message},
            "locations": [_location(one.file, one.line)],
        }
        for one in problems
    ]


def _location(file: str, line: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if line:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}


def _uri(file: str) -> str:
    address = quote(file)
    return f"file://{address}" if PurePosixPath(file).is_absolute() else address


def _fingerprint(one: AuditFinding) -> str:
    """The same while the thing is the same, whatever line it moves to."""
    text = "\0".join((one.rule, one.file, one.subject, one.message))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
