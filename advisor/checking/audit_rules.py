"""Rules of the audit whose examples do not show what they should."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.auditing.examples import wrong_examples
from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.model.sources import Evidence


def audit_examples(subject: Subject) -> Iterator[Problem]:
    """Bad examples that are not found, good ones that are, and changes that mend nothing."""
    for rule in subject.audit_rules:
        for number, check in enumerate(rule.checks, 1):
            for message in wrong_examples(rule, check):
                yield Problem(rule.file, 0, f"check {number} ({check.in_.value}): {message}")


def unsourced_audit_rules(subject: Subject) -> Iterator[Problem]:
    """Rules of the audit whose only source is memory."""
    sources = subject.knowledge.sources
    for rule in subject.audit_rules:
        if all(sources[source].evidence is Evidence.MEMORY for source in rule.sources):
            yield Problem(rule.file, 0, "rests on memory alone; read a source, or call it own judgement")
