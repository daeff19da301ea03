"""The report as JSON; `data/shapes.py` says what stands where."""

from __future__ import annotations

from advisor.model.options import Pattern
from advisor.model.technologies import Technology
from advisor.output.auditing.data_form import audit_data
from advisor.output.data.flips import flips_data
from advisor.output.data.verdicts import Data, recommendation_data, source_data, written
from advisor.output.history.milestones import milestones_data
from advisor.output.report.contents import Report
from advisor.output.views.annex import sources

_PRACTICE = {"id", "title", "summary", "because", "check", "sources"}


def json_report(report: Report) -> str:
    """The whole report."""
    return written(report_data(report))


def report_data(report: Report) -> Data:
    """The whole report."""
    given = report.given
    audited = {"audit": audit_data(given.audit, given.knowledge.sources)} if given.audit else {}
    return {
        **recommendation_data(given),
        "date": report.date.isoformat(),
        "assessment": given.assessment.model_dump(mode="json", exclude_none=True, exclude={"milestones"}),
        "summary": report.system.summary,
        "asked_of_the_meeting": list(report.system.asks),
        "open_questions": [
            {"question": each.title, "ask": each.ask, "where": each.where, "owner": each.owner}
            for each in report.system.open_questions
        ],
        "coverage": [
            {
                "where": each.where,
                "answered": each.answered,
                "unknown": each.unknown,
                "open": list(each.open),
                "cannot_matter": list(each.cannot_matter),
                "not_applicable": each.not_applicable,
            }
            for each in report.coverage
        ],
        "flips": flips_data(given.flips, most=1),
        "patterns": {
            component.pattern.id: _pattern(component.pattern) for component in report.components if component.pattern
        },
        "technologies": [
            {**_technology(each.technology), "named_by": list(each.named_by), "stale": each.stale}
            for each in report.products
        ],
        "practices": [each.model_dump(mode="json", include=_PRACTICE) for each in report.practices],
        "sources": [source_data(each) for each in sources(given, report.components, report.products)],
        "milestones": milestones_data(given.assessment.milestones),
        **audited,
    }


def _technology(technology: Technology) -> Data:
    keys = {"id", "title", "status", "summary", "current", "milestones", "successors", "instead", "verified", "sources"}
    return technology.model_dump(mode="json", include=keys)


def _pattern(pattern: Pattern) -> Data:
    keys = {"id", "title", "summary", "risks", "way_in", "way_out", "revisit", "trade_offs", "platforms"}
    return pattern.model_dump(mode="json", include=keys)
