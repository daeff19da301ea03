"""Starter artifacts for the tests: the product's own rendering, with the decisions handed in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.verdict import Alternative, ComponentVerdict, Consolidation, SystemVerdict, Verdict
from advisor.output.artifacts import render_artifacts
from advisor.output.files import TextFile, write_files
from advisor.service import Advisor

Answers = Mapping[str, str | list[str]]

PLAIN_DECISIONS = {
    "provisioning": "by-hand",
    "host-os": "debian-stable",
    "shared-data": "none-needed",
    "configuration-delivery": "environment-at-start",
    "secrets": "orchestrator-secrets",
    "release-strategy": "rolling",
    "ingress": "reverse-proxy",
    "image-registry": "harbor",
    "host-maintenance": "drain-and-patch",
    "observability": "prometheus-grafana",
    "backup": "nothing-to-back-up",
}


def filled(
    advisor: Advisor,
    pattern: str,
    answers: Answers,
    decided: Mapping[str, str],
    *,
    system: str = "Online shop",
    component: str = "front-end",
) -> dict[str, str]:
    """Path below the component's folder -> text, as the product writes it for these answers and decisions.

    Rendered once for the same words: many tests look at the same starter.
    """
    key = repr((pattern, sorted(answers.items()), sorted(decided.items()), system, component))
    if key not in _FILLED:
        _FILLED[key] = _rendered(advisor, pattern, answers, decided, system=system, component=component)
    return dict(_FILLED[key])


_FILLED: dict[str, dict[str, str]] = {}


def _rendered(
    advisor: Advisor, pattern: str, answers: Answers, decided: Mapping[str, str], *, system: str, component: str
) -> dict[str, str]:
    files = rendered(advisor, pattern, answers, decided, system=system, component=component)
    return {
        file.path.removeprefix(f"{component}/"): file.text for file in files if file.path.startswith(f"{component}/")
    }


def rendered(
    advisor: Advisor,
    pattern: str,
    answers: Answers,
    decided: Mapping[str, str],
    *,
    system: str = "Online shop",
    component: str = "front-end",
) -> tuple[TextFile, ...]:
    """Every file with what it rests on, the index too."""
    assessment = _assessment(advisor, answers, system, component)
    decisions = {name: verdict_of(name, option) for name, option in (PLAIN_DECISIONS | dict(decided)).items()}
    verdict = ComponentVerdict(
        name=component,
        pattern=verdict_of("pattern", pattern),
        chosen=pattern,
        overridden=False,
        override_reason=None,
        decisions=decisions,
        matters=(),
        unused=(),
    )
    alone = Alternative(limit=1, feasible=True, platforms=(), per_component={component: pattern}, cost={component: 0})
    platforms = Consolidation(limit=None, because=None, chosen=alone, fewer=None, more=None)
    whole = SystemVerdict(system, advisor.knowledge.manifest.version, (verdict,), platforms)
    facts = {component: advisor.facts(assessment, component)}
    return render_artifacts(advisor.knowledge, assessment, whole, facts)


def written(
    advisor: Advisor,
    folder: Path,
    pattern: str,
    answers: Answers,
    decided: Mapping[str, str],
    *,
    system: str = "Online shop",
    component: str = "front-end",
) -> Path:
    """The same, written to disk. Returns the component's folder."""
    texts = filled(advisor, pattern, answers, decided, system=system, component=component)
    files = [TextFile(path, text, "", executable=text.startswith("#!/bin/")) for path, text in texts.items()]
    write_files(files, folder)
    return folder


def _assessment(advisor: Advisor, answers: Answers, system: str, component: str) -> Assessment:
    given = given_answers(advisor, answers)
    scopes = {name: advisor.knowledge.questions[name].scope.value for name in given}
    organisation = {name: answer for name, answer in given.items() if scopes[name] == "organisation"}
    own = {name: answer for name, answer in given.items() if scopes[name] == "component"}
    return Assessment(
        knowledge=advisor.knowledge.manifest.version,
        system=system,
        organisation=organisation,
        components={component: Component(answers=own)},
    )


def given_answers(advisor: Advisor, answers: Answers) -> dict[str, Answer]:
    """Answers by question. Raises KeyError for a choice that there is not."""
    given = {
        name: Answer(answer=(value,) if isinstance(value, str) else tuple(value)) for name, value in answers.items()
    }
    for name, answer in given.items():
        for choice in answer.answer:
            advisor.knowledge.questions[name].choice(choice)
    return given


def verdict_of(decision: str, option: str) -> Verdict:
    """A decision that came out for one option."""
    return Verdict(
        decision=decision,
        ranking=(),
        recommended=option,
        margin=None,
        close_call=False,
        possible=(option,),
        settled=True,
        proven=True,
    )
