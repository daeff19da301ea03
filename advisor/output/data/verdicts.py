"""Verdicts and reports as plain data, for `--json`. Keys may be added; none is renamed or taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from advisor.model.knowledge import Knowledge
from advisor.model.questions import Kind
from advisor.model.sources import Source
from advisor.model.verdict import (
    Alternative,
    Clash,
    ComponentVerdict,
    Conflict,
    Consolidation,
    Outcome,
    RuleTrace,
    Standing,
    Verdict,
)
from advisor.output.given import Given

Data = dict[str, Any]


def written(data: Data) -> str:
    """The data as JSON text."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def recommendation_data(given: Given) -> Data:
    """The verdict: what `advisor recommend --json` prints."""
    verdict = given.verdict
    return {
        "system": verdict.system,
        "knowledge": verdict.knowledge,
        "components": [component_data(given.knowledge, component) for component in verdict.components],
        "platforms": _platforms(verdict.platforms),
        "unused": list(verdict.unused),
    }


def explanation_data(given: Given, component: str | None, pattern: str | None) -> Data:
    """What `advisor explain --json` prints: one or all components, one or all patterns, and the sources."""
    shown = []
    for each in given.verdict.components:
        if component in (None, each.name):
            data = component_data(given.knowledge, each)
            if pattern is not None:
                data["ranking"] = [standing for standing in data["ranking"] if standing["pattern"] == pattern]
            shown.append(data)
    cited = {
        source
        for data in shown
        for standing in data["ranking"]
        for reason in (*standing["reasons"], *standing["open"])
        for source in reason["sources"]
    }
    sources = {name: source_data(given.knowledge.sources[name]) for name in sorted(cited)}
    return {
        "system": given.verdict.system,
        "knowledge": given.verdict.knowledge,
        "components": shown,
        "sources": sources,
    }


def component_data(knowledge: Knowledge, component: ComponentVerdict) -> Data:
    """One component. `recommended` is its best pattern alone, `chosen` what it gets in the whole system."""
    pattern = component.pattern
    return {
        "name": component.name,
        "recommended": pattern.recommended,
        "chosen": component.chosen,
        "overridden": component.overridden,
        "override_reason": component.override_reason,
        "settled": pattern.settled,
        "proven": pattern.proven,
        "close_call": pattern.close_call,
        "margin": pattern.margin,
        "possible": list(pattern.possible),
        "ranking": [standing_data(knowledge, standing) for standing in pattern.ranking],
        "decisions": {name: later.recommended for name, later in component.decisions.items()},
        "later_decisions": {name: _later(knowledge, later) for name, later in component.decisions.items()},
        "matters": list(component.matters),
        "unused": list(component.unused),
        "contradictions": [_clash(knowledge, clash) for clash in component.clashes],
        "conflicts": [_conflict(knowledge, conflict) for conflict in pattern.conflicts],
    }


def standing_data(knowledge: Knowledge, standing: Standing) -> Data:
    """One option: the points of its `reasons` add up to `points`."""
    return {
        "pattern": standing.option,
        "points": standing.points,
        "lowest": standing.lowest,
        "highest": standing.highest,
        "eligible": standing.eligible,
        "may_be_ruled_out": standing.may_be_ruled_out,
        "reasons": [_reason(knowledge, trace) for trace in standing.reasons],
        "open": [_reason(knowledge, trace) for trace in standing.rules if trace.outcome is Outcome.OPEN],
    }


def source_data(source: Source) -> Data:
    """A source with its dates."""
    return source.model_dump(mode="json", include={"id", "title", "url", "published", "read", "evidence"})


def _reason(knowledge: Knowledge, trace: RuleTrace) -> Data:
    return {
        "rule": trace.rule,
        "effect": trace.effect.value,
        "strength": trace.strength.value if trace.strength else None,
        "points": trace.points,
        "because": trace.because,
        "answers": _answers(knowledge, trace.answers),
        "facts": dict(trace.facts),
        "sources": list(trace.sources),
        "pack": trace.pack,
    }


def _answers(knowledge: Knowledge, answers: Mapping[str, tuple[str, ...] | None]) -> Data:
    """As in the assessment's short form: a list where several choices may be given; null while open."""
    return {
        name: None if chosen is None else list(chosen) if knowledge.questions[name].kind is Kind.SEVERAL else chosen[0]
        for name, chosen in answers.items()
    }


def _later(knowledge: Knowledge, verdict: Verdict) -> Data:
    ranking = [standing_data(knowledge, standing) for standing in verdict.ranking]
    return {
        "recommended": verdict.recommended,
        "settled": verdict.settled,
        "close_call": verdict.close_call,
        "ranking": [{"option": each.pop("pattern"), **each} for each in ranking],
    }


def _clash(knowledge: Knowledge, clash: Clash) -> Data:
    contradiction = knowledge.contradictions[clash.contradiction]
    return {
        "contradiction": clash.contradiction,
        "title": contradiction.title,
        "because": contradiction.because,
        "instead": contradiction.instead,
        "answers": _answers(knowledge, clash.answers),
        "sources": list(contradiction.sources),
    }


def _conflict(knowledge: Knowledge, conflict: Conflict) -> Data:
    return {
        "answers": _answers(knowledge, conflict.answers),
        "rules_out": {name: list(options) for name, options in conflict.rules_out.items()},
    }


def _platforms(consolidation: Consolidation) -> Data:
    return {
        "chosen": list(consolidation.chosen.platforms),
        "limit": consolidation.limit,
        "because": consolidation.because,
        "per_component": dict(consolidation.chosen.per_component),
        "cost": dict(consolidation.chosen.cost),
        "feasible": consolidation.chosen.feasible,
        "fewer": _alternative(consolidation.fewer),
        "more": _alternative(consolidation.more),
    }


def _alternative(alternative: Alternative | None) -> Data | None:
    if alternative is None:
        return None
    return {
        "limit": alternative.limit,
        "feasible": alternative.feasible,
        "platforms": list(alternative.platforms),
        "per_component": dict(alternative.per_component),
        "cost": dict(alternative.cost),
    }
