"""Answers of a file that cannot all be true, as findings with the line of the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.loading.assessment import answer_lines
from advisor.model.assessment import Assessment
from advisor.model.findings import Finding, Tripwire
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import SystemVerdict
from advisor.output.given import Given
from advisor.output.views.clashes import ClashView, clash_views


def contradictions(
    knowledge: Knowledge, assessment: Assessment, verdict: SystemVerdict, path: Path
) -> Iterator[Finding]:
    """Every contradiction that the answers run into, the organisation's own first."""
    found = clash_views(Given(knowledge, assessment, verdict))
    lines = answer_lines(path) if found else {}
    for clash in found:
        places = [(where, name) for name in clash.questions for where in (clash.where, None)]
        line = min((lines[place] for place in places if place in lines), default=1)
        yield Finding(Tripwire.CONTRADICTION, clash.where, _said(clash), line)


def _said(clash: ClashView) -> str:
    answers = "; ".join(f"{title}: {answer}" for title, answer, _owner in clash.answers)
    return f"{clash.title} ({answers}). {clash.instead}"
