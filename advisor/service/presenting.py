"""Verdicts as text for a terminal or as data for `--json`. The words are output's; this is the way to them."""

from __future__ import annotations

from advisor.errors import AdvisorError
from advisor.loading.near import unknown
from advisor.model.assessment import Assessment
from advisor.output.given import Given
from advisor.service.advisor import Advisor

PATTERN = "pattern"


def recommendation(advisor: Advisor, assessment: Assessment, *, as_json: bool = False, bold: bool = False) -> str:
    """The verdict per component and for the system."""
    given = _given(advisor, assessment)
    if as_json:
        from advisor.output.data import recommendation_data, written

        return written(recommendation_data(given))
    from advisor.output.text import recommendation_text

    return recommendation_text(given, bold)


def explanation(
    advisor: Advisor,
    assessment: Assessment,
    component: str | None = None,
    pattern: str | None = None,
    *,
    as_json: bool = False,
    bold: bool = False,
) -> str:
    """Why, and why not. Raises AdvisorError for a component or pattern that does not exist."""
    if component is not None and component not in assessment.components:
        raise AdvisorError(unknown("component", component, assessment.components))
    patterns = [option.id for option in advisor.knowledge.decisions[PATTERN].options]
    if pattern is not None and pattern not in patterns:
        raise AdvisorError(unknown("pattern", pattern, patterns))
    given = _given(advisor, assessment)
    if as_json:
        from advisor.output.data import explanation_data, written

        return written(explanation_data(given, component, pattern))
    from advisor.output.explain import explanation_text

    return explanation_text(given, component, pattern, bold)


def comparison(
    advisor: Advisor, before: Assessment, after: Assessment, *, as_json: bool = False, bold: bool = False
) -> str:
    """A verdict with changed answers beside the present one."""
    now, then = _given(advisor, before), _given(advisor, after)
    if as_json:
        from advisor.output.compare import comparison_data
        from advisor.output.data import written

        return written(comparison_data(now, then))
    from advisor.output.compare import comparison_text

    return comparison_text(now, then, bold)


def _given(advisor: Advisor, assessment: Assessment) -> Given:
    return Given(advisor.knowledge, assessment, advisor.recommend(assessment))
