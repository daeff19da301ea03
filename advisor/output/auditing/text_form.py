"""An audit as text: what is worst first, every rule once with all its places."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence

from advisor.model.auditing import Audit, AuditFinding, Severity
from advisor.model.sources import Source
from advisor.output.plain_text import printable

WIDTH = 100
MOST_PLACES = 12
"""Places of one rule that are listed; the other formats have all of them."""

_PLURAL = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


def audit_text(audit: Audit, sources: Mapping[str, Source], bold: Callable[[str], str] = str) -> str:
    """Everything that was found, and a summary."""
    lines: list[str] = []
    for group in _groups(audit.findings):
        lines += [*_group(group, sources, bold), ""]
    return "\n".join([*lines, *_summary(audit)]) + "\n"


def counted(findings: Sequence[AuditFinding]) -> dict[str, int]:
    """How many there are of each severity, the worst first."""
    return {
        severity.value: sum(one.severity is severity for one in findings)
        for severity in sorted(Severity, key=lambda each: -each.rank)
    }


def _groups(findings: Sequence[AuditFinding]) -> list[list[AuditFinding]]:
    groups: dict[tuple[int, str, str], list[AuditFinding]] = {}
    for one in findings:
        groups.setdefault((-one.severity.rank, one.rule, one.change), []).append(one)
    return [groups[key] for key in sorted(groups)]


def _group(group: Sequence[AuditFinding], sources: Mapping[str, Source], bold: Callable[[str], str]) -> Iterator[str]:
    first = group[0]
    yield bold(f"{first.severity.value}: {first.title}") + f"  ({first.rule})"
    if first.because:
        yield from _wrapped(first.because, "  why   ")
    yield from _wrapped(first.change, "  do    ")
    named = "; ".join(sources[name].title for name in first.sources if name in sources)
    if named:
        yield from _wrapped(named, "  from  ")
    for one in group[:MOST_PLACES]:
        subject = f"{one.subject}: " if one.subject else ""
        yield printable(f"  {one.file}:{one.line}  {subject}{one.message}")
    if len(group) > MOST_PLACES:
        yield f"  ... and {len(group) - MOST_PLACES} more places"
    shown = next((one for one in group if one.diff), None)
    if shown is not None and shown.diff is not None:
        yield f"  the change at {printable(shown.file)}:{shown.line}:"
        yield from (printable(f"    {line}") for line in shown.diff.splitlines()[2:])


def _wrapped(text: str, head: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(audit: Audit) -> Iterator[str]:
    files = f"{len(audit.read)} file{'s' if len(audit.read) != 1 else ''}"
    counts = [
        f"{number} {name if number == 1 else _PLURAL[Severity(name)]}"
        for name, number in counted(audit.findings).items()
        if number
    ]
    yield f"{', '.join(counts)} in {files}." if counts else f"Nothing found in {files}."
    if audit.allowed:
        yield f"{len(audit.allowed)} allowed with a reason."
    if audit.diff:
        mended = sum(one.edit is not None for one in audit.findings)
        yield f"{mended} can be mended by a mechanical change: `--format diff` prints them for `patch -p1`."
    if audit.tools:
        yield f"Dockerfiles were also checked by {printable(', '.join(audit.tools))}."
