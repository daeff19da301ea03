"""Rules tried on subjects: what each finds, where, and the change for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from advisor.auditing.differences import diff_of
from advisor.auditing.fixing import edit_for
from advisor.auditing.matching import at_path, from_absence, matched
from advisor.auditing.subject import AuditedFile, Subject
from advisor.model.auditing import AuditFinding, AuditRule, Check, Form, SubjectKind
from advisor.reading.node import Node, Place

LONGEST_VALUE = 80


class Lines:
    """Every line that says something, to be searched once per pattern."""

    def __init__(self, files: Sequence[AuditedFile]) -> None:
        self._files = files
        self._known: dict[str, bool] = {}

    def contain(self, pattern: re.Pattern[str]) -> bool:
        """Whether one of them contains it."""
        if pattern.pattern not in self._known:
            found = any(pattern.search(line) for file in self._files for _, line in file.said())
            self._known[pattern.pattern] = found
        return self._known[pattern.pattern]


def rule_findings(
    rules: Sequence[AuditRule], subjects: Sequence[Subject], files: Mapping[str, AuditedFile]
) -> Iterator[AuditFinding]:
    """What the rules find, one finding for each line of a subject."""
    checks: dict[tuple[Form, SubjectKind], list[tuple[AuditRule, Check]]] = defaultdict(list)
    for rule in rules:
        for check in rule.checks:
            checks[check.in_, check.subject].append((rule, check))
    lines = Lines(list(files.values()))
    for subject in subjects:
        for rule, check in checks[subject.form, subject.kind]:
            yield from _found(rule, check, subject, files, lines)


def _found(
    rule: AuditRule, check: Check, subject: Subject, files: Mapping[str, AuditedFile], lines: Lines
) -> Iterator[AuditFinding]:
    if subject.partial and from_absence(check.when):
        return
    nodes = matched(check.when, subject.node, lines.contain)
    if nodes is None:
        return
    at = at_path(subject.node, check.at) if check.at else []
    places: dict[Place, Node | None] = {node.place: node for node in reversed(at or nodes)}
    found = sorted((places or {subject.place: None}).items(), key=lambda entry: entry[0])
    for place, node in found[:1] if check.once else found:
        file = files.get(place.file)
        edit = edit_for(check.fix, file, subject, place.line) if check.fix is not None and file is not None else None
        yield AuditFinding(
            file=place.file,
            line=place.line,
            rule=rule.id,
            title=rule.title,
            severity=check.severity or rule.severity,
            practice=rule.practice,
            subject=subject.label,
            message=_sentence(check.found, node, nodes),
            because=rule.because,
            change=check.change,
            sources=rule.sources,
            edit=edit,
            diff=diff_of(file, [edit]) if edit is not None and file is not None else None,
        )


def _sentence(text: str, node: Node | None, nodes: Sequence[Node]) -> str:
    """What was found; of a variable only its name, never its value."""
    shown = node or (nodes[0] if nodes else None)
    value = (shown.at("name").text if shown.is_mapping else shown.text) if shown is not None else ""
    short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 3] + "..."
    return text.replace("{value}", short.replace("\n", " "))
