"""What may stay, and why: `# advisor: allow RULE because REASON` on the line, above it, or at the top for the file.

A file of allowances says the same for files that know no comments. A reason is needed, and the names must be known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path

from advisor.auditing.subject import LONGEST_LINE, AuditedFile
from advisor.errors import InputError, Problem
from advisor.model.auditing import Allowed, AuditFinding
from advisor.reading.fence import Fence
from advisor.reading.node import Node
from advisor.reading.yaml_text import read_yaml

_ALLOW = re.compile(r"(?:^|\s)(?:#|;|//)\s*advisor:\s*allow\b(?P<rest>.*)\Z")
_REST = re.compile(r"\s+(?P<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s+because\b\s*(?P<reason>.*))?\s*\Z")
_KEYS = frozenset({"allow", "in", "because"})
HADOLINT = "hadolint-"


@dataclass(slots=True)
class Allowance:
    """One such statement about `names`, which are rules or practices.

    It speaks of the files that match `files`, there of the lines `covers`; None is every line. `file` and `line` are
    where it stands.
    """

    file: str
    line: int
    names: tuple[str, ...]
    reason: str
    files: tuple[str, ...]
    covers: frozenset[int] | None
    used: set[str] = field(default_factory=set)

    def allows(self, finding: AuditFinding) -> str | None:
        """The name by which it speaks of a finding and says why, if it does."""
        here = self.covers is None or finding.line in self.covers
        if not self.reason or not here or not any(fnmatch(finding.file, pattern) for pattern in self.files):
            return None
        return next((name for name in self.names if name in (finding.rule, finding.practice)), None)


@dataclass(slots=True)
class SortedOut:
    """The findings that stay and those that are allowed; what is wrong with allowances, and which allow nothing."""

    staying: list[AuditFinding] = field(default_factory=list)
    allowed: list[Allowed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def allowances(file: AuditedFile) -> Iterator[Allowance]:
    """The comments of a file that allow something."""
    if "advisor:" not in file.text:
        return
    beginning = next((number for number, _ in file.said()), len(file.lines) + 1)
    for number, line in enumerate(file.lines, 1):
        found = _ALLOW.search(line) if len(line) <= LONGEST_LINE and "advisor:" in line else None
        if found is None:
            continue
        rest = _REST.match(found["rest"])
        names = tuple(re.split(r"\s*,\s*", rest["rules"])) if rest else ()
        reason = (rest["reason"] or "").strip() if rest else ""
        alone = found.start() == 0 or not line[: found.start()].strip()
        covers: frozenset[int] | None = frozenset({number})
        if alone:
            # Above the first line that says something, a comment speaks of the whole file.
            covers = None if number < beginning else frozenset({_next_said(file, number)})
        yield Allowance(file.name, number, names, reason, (re.sub(r"([\[*?])", r"[\1]", file.name),), covers)


def allowances_of_file(path: Path) -> Iterator[Allowance]:
    """The entries of a file of allowances: `allow`, `in` and `because`. Raises InputError for anything else."""
    fence = Fence([path])
    name = fence.shown(path)
    entries = [entry for document in read_yaml(fence.read(path), name) for entry in document.items or [document]]
    strange = [
        entry for entry in entries if not entry.is_mapping or set(entry.mapping) - _KEYS or not entry.get("allow")
    ]
    if strange:
        message = "must be a list of entries with `allow` (a rule or practice), `in` (files) and `because`"
        raise InputError([entry.place.problem(message) for entry in strange])
    for entry in entries:
        patterns = tuple(_pattern(one) for one in entry.at("in").texts()) or ("*",)
        names = tuple(one.text for one in entry.at("allow").texts())
        yield Allowance(name, entry.place.line, names, entry.at("because").text.strip(), patterns, None)


def _pattern(node: Node) -> str:
    text = node.text.removeprefix("./")
    return text if text.startswith(("*", "/")) else f"*{text}"


def _next_said(file: AuditedFile, number: int) -> int:
    """The line below a comment that is none itself."""
    for at in range(number, min(len(file.lines), number + 200)):
        stripped = file.lines[at].strip()
        if stripped and stripped[0] not in "#;" and not stripped.startswith("//"):
            return at + 1
    return number


def sorted_out(
    findings: Collection[AuditFinding],
    given: Sequence[Allowance],
    rules: Mapping[str, str],
    practices: Collection[str],
) -> SortedOut:
    """The findings held against the allowances. `rules` are the known ones with their practices."""
    found = SortedOut()
    for finding in findings:
        by = next(((one, name) for one in given if (name := one.allows(finding))), None)
        if by is None:
            found.staying.append(finding)
        else:
            by[0].used.add(by[1])
            found.allowed.append(Allowed(finding, by[0].reason))
    known = sorted({*rules, *practices})
    for one in given:
        named = ", ".join(one.names) or "something"
        if not one.names or not one.reason:
            message = f"allows {named} without a reason; write `allow RULE because REASON`"
            found.problems.append(Problem(one.file, one.line, message))
        for name in one.names:
            if name not in known and not name.startswith(HADOLINT):
                near = get_close_matches(name, known, n=1, cutoff=0.7)
                hint = f"; did you mean `{near[0]}`?" if near else ""
                message = f"allows `{name}`, and there is no such rule or practice{hint}"
                found.problems.append(Problem(one.file, one.line, message))
            elif one.reason and name not in one.used:
                found.notes.append(Problem(one.file, one.line, f"allows `{name}`, which is not found there any more"))
    return found
