"""Verdicts as text for a terminal or as data for `--json`. The words are output's; this is the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.errors import AdvisorError
from advisor.loading.near import unknown
from advisor.model.assessment import Assessment
from advisor.output.given import Given
from advisor.service.advisor import Advisor

if TYPE_CHECKING:
    from advisor.model.flips import WayTo

PATTERN = "pattern"


def recommendation(advisor: Advisor, assessment: Assessment, *, as_json: bool = False, bold: bool = False) -> str:
    """The verdict per component and for the system."""
    given = _given(advisor, assessment)
    if as_json:
        from advisor.output.data.verdicts import recommendation_data, written

        return written(recommendation_data(given))
    from advisor.output.terminal.recommendation import recommendation_text

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
    ways = _ways(advisor, given, component, pattern)
    if as_json:
        from advisor.output.data.flips import way_data
        from advisor.output.data.verdicts import explanation_data, written

        found = explanation_data(given, component, pattern)
        return written({**found, "ways": [way_data(way) for way in ways]} if pattern else found)
    from advisor.output.terminal.explanation import explanation_text
    from advisor.output.terminal.flips import way_text

    text = explanation_text(given, component, pattern, bold)
    return "\n".join([text, *(way_text(advisor.knowledge, way, bold) for way in ways)])


def flips_shown(
    advisor: Advisor,
    assessment: Assessment,
    component: str | None = None,
    *,
    as_json: bool = False,
    bold: bool = False,
) -> str:
    """What would change the pattern of each component. Raises AdvisorError for a component that does not exist."""
    from advisor.output.data.flips import flips_data
    from advisor.output.data.verdicts import written
    from advisor.output.terminal.flips import flips_text
    from advisor.service.flipping import flips

    if component is not None and component not in assessment.components:
        raise AdvisorError(unknown("component", component, assessment.components))
    if not assessment.components:
        raise AdvisorError("the assessment has no components yet, so there is nothing to change")
    names = [component] if component is not None else list(assessment.components)
    found = [flips(advisor, assessment, name) for name in names]
    return written({"components": flips_data(found)}) if as_json else flips_text(advisor.knowledge, found, bold)


def comparison(
    advisor: Advisor, before: Assessment, after: Assessment, *, as_json: bool = False, bold: bool = False
) -> str:
    """A verdict with changed answers beside the present one."""
    now, then = _given(advisor, before), _given(advisor, after)
    if as_json:
        from advisor.output.data.verdicts import written
        from advisor.output.terminal.comparison import comparison_data

        return written(comparison_data(now, then))
    from advisor.output.terminal.comparison import comparison_text

    return comparison_text(now, then, bold)


def _ways(advisor: Advisor, given: Given, component: str | None, pattern: str | None) -> list[WayTo]:
    """What it would take for a pattern that is not recommended."""
    if pattern is None:
        return []
    from advisor.service.flipping import way_to

    return [
        way_to(advisor, given.assessment, each.name, pattern)
        for each in given.verdict.components
        if component in (None, each.name) and each.pattern.recommended != pattern
    ]


def _given(advisor: Advisor, assessment: Assessment) -> Given:
    return Given(advisor.knowledge, assessment, advisor.recommend(assessment))
