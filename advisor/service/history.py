"""Recorded verdicts ready to print: milestones, what changed between two, and what a check found."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import __version__
from advisor.model.assessment import Assessment
from advisor.model.findings import Checked
from advisor.service.advisor import Advisor
from advisor.service.recording import side

CHECK_FORMS = ("text", "json", "junit", "sarif")


def history(advisor: Advisor, assessment: Assessment, *, as_json: bool = False, bold: bool = False) -> str:
    """The milestones of an assessment."""
    from advisor.output.data.verdicts import written
    from advisor.output.history.milestones import history_data, history_text

    if as_json:
        return written(history_data(assessment.system, assessment.milestones))
    return history_text(advisor.knowledge, assessment.system, assessment.milestones, bold)


def compared(advisor: Advisor, before: str, after: str, *, as_json: bool = False, bold: bool = False) -> str:
    """What differs between two of FILE or FILE@MILESTONE. Raises InputError or AdvisorError."""
    from advisor.output.data.verdicts import written
    from advisor.output.history.differences import changes_data, changes_text
    from advisor.output.views.changes import changes

    found = changes(advisor.knowledge, side(advisor, before), side(advisor, after))
    return written(changes_data(found)) if as_json else changes_text(found, bold)


def findings(checked: Sequence[Checked], form: str, *, bold: bool = False) -> str:
    """What a check found, in one of CHECK_FORMS."""
    from advisor.output.findings.forms import FORMS, findings_text

    return findings_text(checked, bold) if form == "text" else FORMS[form](checked, __version__)
