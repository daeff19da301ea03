"""The report in each of its formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.output.given import Given
from advisor.output.report.contents import make_report

TEXT_FORMS = ("markdown", "html", "slides", "json")
FORMS = ("markdown", "html", "pdf", "slides", "adr", "json")


def text_report(given: Given, form: str, on: date, templates: Path | None = None) -> str:
    """The report as text; the same input gives the same bytes.

    Raises AdvisorError for a format that is not in TEXT_FORMS, or templates that cannot be used.
    """
    if form not in TEXT_FORMS:
        raise AdvisorError(f"there is no report format `{form}`; there are: {', '.join(TEXT_FORMS)}")
    report = make_report(given, on)
    # Only the templates need jinja2, and only the one format is wanted.
    if form == "json":
        from advisor.output.report.json_form import json_report

        return json_report(report)
    from advisor.output.report.templates import Templates

    if form == "markdown":
        from advisor.output.report.markdown_form import markdown_report

        return markdown_report(report, Templates(templates))
    from advisor.output.report.html_form import html_report, slides

    return (slides if form == "slides" else html_report)(report, Templates(templates))


def pdf(given: Given, on: date, templates: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The report as PDF, and what people should know about it. Raises AdvisorError if it cannot be made."""
    from advisor.output.report.pdf_form import pdf_report
    from advisor.output.report.templates import Templates

    return pdf_report(make_report(given, on), Templates(templates))
