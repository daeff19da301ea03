"""What an audit of the present files found, as a report shows it: every rule once, what is worst first."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.auditing import Audit, AuditFinding
from advisor.model.knowledge import Knowledge
from advisor.output.auditing.text_form import counted
from advisor.output.wording import counted as number_of
from advisor.output.wording import listed

MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One rule that something breaks. `places` are the first ones, `more` how many there are besides."""

    severity: str
    title: str
    practice: str
    because: str
    change: str
    places: tuple[str, ...]
    more: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """The whole audit; `allowed` are places that may stay, with the reason that the files give."""

    sentence: str
    rows: tuple[AuditRow, ...]
    allowed: tuple[tuple[str, str, str], ...]


def audit_view(audit: Audit, knowledge: Knowledge) -> AuditView:
    """The audit as tables."""
    groups: dict[tuple[int, str, str], list[AuditFinding]] = {}
    for one in audit.findings:
        groups.setdefault((-one.severity.rank, one.rule, one.change), []).append(one)
    counts = [number_of(number, name) for name, number in counted(audit.findings).items() if number]
    files = number_of(len(audit.read), "file")
    return AuditView(
        sentence=f"{listed(counts)} in {files}." if counts else f"Nothing was found in {files}.",
        rows=tuple(_row(groups[key], knowledge) for key in sorted(groups)),
        allowed=tuple(
            (f"{one.finding.file}:{one.finding.line}", one.finding.title, one.reason) for one in audit.allowed
        ),
    )


def _row(group: list[AuditFinding], knowledge: Knowledge) -> AuditRow:
    first = group[0]
    practice = knowledge.practices.get(first.practice or "")
    return AuditRow(
        severity=first.severity.value,
        title=first.title,
        practice=practice.title if practice else "",
        because=first.because or first.message,
        change=first.change,
        places=tuple(f"{one.file}:{one.line}" for one in group[:MOST_PLACES]),
        more=max(0, len(group) - MOST_PLACES),
        sources=tuple(name for name in first.sources if name in knowledge.sources),
    )
