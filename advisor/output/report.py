"""The report in each of its formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.model.interview import Interview
from advisor.model.knowledge import Knowledge, Practice, Source
from advisor.model.verdict import SystemVerdict
from advisor.output import annex
from advisor.output.annex import AnswerTable, Coverage, Product
from advisor.output.components import ComponentView, component_views
from advisor.output.given import Given
from advisor.output.system import SystemView, system_view

FORMATS = ("markdown", "html", "json")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the templates print."""

    given: Given
    date: date
    system: SystemView
    components: tuple[ComponentView, ...]
    answers: tuple[AnswerTable, ...]
    coverage: tuple[Coverage, ...]
    products: tuple[Product, ...]
    practices: tuple[Practice, ...]
    sources: tuple[Source, ...]


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


def make_report(given: Given, on: date) -> Report:
    """Collect everything that a report shows, dated `on`."""
    components = component_views(given)
    products = annex.products(given, components, on)
    return Report(
        given=given,
        date=on,
        system=system_view(given, components),
        components=components,
        answers=annex.answer_tables(given),
        coverage=annex.coverage(given),
        products=products,
        practices=annex.practices(given),
        sources=annex.sources(given, components, products),
    )
