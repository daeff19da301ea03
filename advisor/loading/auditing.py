"""`knowledge/practices/PRACTICE/RULE.yaml` to checked rules; a knowledge folder that has none audits nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from advisor.errors import InputError, Problem
from advisor.loading.document import Document, read_document
from advisor.loading.near import unknown
from advisor.loading.validation import validate
from advisor.model.auditing import AuditRule
from advisor.model.knowledge import Knowledge

FOLDER = "practices"
_SHARED = frozenset({"subject", "when", "found", "at", "change", "fix", "once"})


def load_audit_rules(folders: Sequence[Path], knowledge: Knowledge) -> tuple[AuditRule, ...]:
    """Read the rules of some knowledge folders, the base first. Raises InputError with every problem."""
    problems: list[Problem] = []
    rules: dict[str, AuditRule] = {}
    for path in (path for folder in folders for path in sorted((folder / FOLDER).glob("*/*.yaml"))):
        practice = path.parent.name
        shown = f"{path.parents[2].name}/{FOLDER}/{practice}/{path.name}"
        try:
            document = read_document(path, shown)
        except InputError as error:
            problems += error.problems
            continue
        if not isinstance(document.data, dict):
            problems.append(document.problem((), "must be a mapping (key: value)"))
            continue
        named = {"id": path.stem, "practice": practice, "file": shown}
        made = validate(AuditRule, {**_with_shared(document.data), **named}, document)
        if isinstance(made, list):
            problems += made
            continue
        problems += _strange_names(made, knowledge, document)
        if made.id in rules:
            problems.append(document.problem((), f"the rule `{made.id}` is already in `{rules[made.id].practice}`"))
        rules[made.id] = made
    if problems:
        raise InputError(problems)
    return tuple(rules.values())


def _with_shared(data: dict[str, Any]) -> dict[str, Any]:
    """Every check with what the rule says for all of them."""
    shared = {key: part for key, part in data.items() if key in _SHARED}
    own = {key: part for key, part in data.items() if key not in _SHARED}
    checks = data.get("checks")
    if isinstance(checks, list):
        own["checks"] = [{**shared, **check} if isinstance(check, dict) else check for check in checks]
    return own


def _strange_names(rule: AuditRule, knowledge: Knowledge, document: Document) -> Iterator[Problem]:
    if rule.practice not in knowledge.practices:
        yield document.problem((), f"stands in a folder of {unknown('practice', rule.practice, knowledge.practices)}")
    for number, source in enumerate(rule.sources):
        if source not in knowledge.sources:
            yield document.problem(("sources", number), unknown("source", source, knowledge.sources))
