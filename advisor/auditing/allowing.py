"""What a file allows itself: `# advisor: allow RULE because REASON`, on the line, above it, or at the top for all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from advisor.auditing.subject import LONGEST_LINE, AuditedFile
from advisor.model.auditing import Allowed, AuditFinding, AuditRule

_ALLOW = re.compile(r"(?:^|\s)(?:#|;|//)\s*advisor:\s*allow\b(?P<rest>.*)\Z")
_REST = re.compile(r"\s+(?P<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s+because\b\s*(?P<reason>.*))?\s*\Z")
WITHOUT_REASON = "allow-without-reason"
UNKNOWN = "allow-unknown-rule"
UNUSED = "allow-unused"


@dataclass(slots=True)
class Allowance:
    """One such comment. `covers` are the lines that it speaks of; None is the whole file."""

    file: str
    line: int
    rules: tuple[str, ...]
    reason: str
    covers: frozenset[int] | None
    used: set[str] = field(default_factory=set)

    def allows(self, finding: AuditFinding) -> bool:
        """Whether it speaks of a finding, and says why."""
        here = self.covers is None or finding.line in self.covers
        return bool(self.reason) and here and finding.file == self.file and finding.rule in self.rules


def allowances(file: AuditedFile) -> Iterator[Allowance]:
    """The comments of a file that allow something."""
    beginning = next((number for number, _ in file.said()), len(file.lines) + 1)
    for number, line in enumerate(file.lines, 1):
        found = _ALLOW.search(line) if len(line) <= LONGEST_LINE and "advisor:" in line else None
        if found is None:
            continue
        rest = _REST.match(found["rest"])
        rules = tuple(re.split(r"\s*,\s*", rest["rules"])) if rest else ()
        reason = (rest["reason"] or "").strip() if rest else ""
        alone = found.start() == 0 or not line[: found.start()].strip()
        covers: frozenset[int] | None = frozenset({number})
        if alone:
            # Where a comment stands above the first line that says something, it is that line's as well as the file's.
            covers = None if number < beginning else frozenset({_next_said(file, number)})
        yield Allowance(file.name, number, rules, reason, covers)


def _next_said(file: AuditedFile, number: int) -> int:
    """The line below a comment that is none itself."""
    for at in range(number, min(len(file.lines), number + 200)):
        stripped = file.lines[at].strip()
        if stripped and stripped[0] not in "#;":
            return at + 1
    return number


def sorted_out(
    findings: Collection[AuditFinding], given: Collection[Allowance], rules: dict[str, AuditRule]
) -> tuple[list[AuditFinding], list[Allowed]]:
    """The findings that stay, with what is wrong with the allowances themselves, and those that are allowed."""
    by_file: dict[str, list[Allowance]] = {}
    for one in given:
        by_file.setdefault(one.file, []).append(one)
    staying: list[AuditFinding] = []
    allowed: list[Allowed] = []
    for finding in findings:
        by = next((one for one in by_file.get(finding.file, ()) if one.allows(finding)), None)
        if by is None:
            staying.append(finding)
        else:
            by.used.add(finding.rule)
            allowed.append(Allowed(finding, by.reason))
    for one in given:
        staying += _faults(one, rules)
    return staying, allowed


def _faults(one: Allowance, rules: dict[str, AuditRule]) -> Iterator[AuditFinding]:
    if not one.rules or not one.reason:
        named = ", ".join(one.rules) or "something"
        yield _fault(rules[WITHOUT_REASON], one, f"allows {named} without saying why, so it counts for nothing")
        return
    for name in one.rules:
        if name not in rules:
            yield _fault(rules[UNKNOWN], one, f"allows `{name}`, and there is no such rule")
        elif name not in one.used:
            yield _fault(rules[UNUSED], one, f"allows `{name}`, which is not found there")


def _fault(rule: AuditRule, one: Allowance, message: str) -> AuditFinding:
    found = AuditFinding(
        one.file,
        one.line,
        rule.id,
        rule.title,
        rule.severity,
        rule.practice,
        "",
        message,
        rule.because,
        "",
        rule.sources,
    )
    return replace(found, change=_CHANGES[rule.id])


_CHANGES = {
    WITHOUT_REASON: "Write `# advisor: allow RULE because REASON`, or mend what is found.",
    UNKNOWN: "Correct the name of the rule, or take the comment out.",
    UNUSED: "Take the comment out.",
}
