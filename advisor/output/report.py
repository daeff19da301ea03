"""The report in each of its formats."""

from __future__ import annotations

from datetime import date

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.model.interview import Interview
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import SystemVerdict
from advisor.output.contents import make_report
from advisor.output.given import Given

FORMATS = ("markdown", "html", "json")


def render_report(  # noqa: PLR0917 - what it needs, each of another kind
    knowledge: Knowledge,
    assessment: Assessment,
    verdict: SystemVerdict,
    interview: Interview,
    form: str,
    on: date,
) -> str:
    """The report as text; the same input gives the same bytes. Raises AdvisorError for an unknown format."""
    given = Given(knowledge, assessment, verdict, interview)
    # Only the templates need jinja2, and only the one format is wanted.
    if form == "json":
        from advisor.output.data import report_data, written

        return written(report_data(make_report(given, on)))
    if form == "markdown":
        from advisor.output.markdown_form import markdown_report

        return markdown_report(make_report(given, on))
    if form == "html":
        from advisor.output.html_form import html_report

        return html_report(make_report(given, on))
    raise AdvisorError(f"there is no report format `{form}`; there are: {', '.join(FORMATS)}")
