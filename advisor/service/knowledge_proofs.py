"""Proofs about the knowledge itself, over all answers, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advisor.loading.saving import save_assessment
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.proofs import Finding, Proof
from advisor.model.questions import Scope
from advisor.model.technologies import Status
from advisor.service.advisor import Advisor

SECONDS = 60.0
"""How long all proofs together may take."""


def prove_knowledge(advisor: Advisor, seconds: float = SECONDS) -> list[Proof]:
    """What holds for all answers. Without the solver much is left undecided."""
    from advisor.engine.exact.proofs import prove

    return prove(advisor.program, _retired(advisor), seconds)


def proofs_text(proofs: Sequence[Proof]) -> str:
    """Each statement, for how much it was shown and how, and where it fails."""
    lines = []
    for proof in proofs:
        mark = "proven" if proof.holds else "not proven" if not any(f.proven for f in proof.findings) else "fails"
        lines.append(f"{mark:<11} {proof.statement}")
        lines.append(f"{'':11} {_how(proof)}")
        if proof.remark:
            lines.append(f"{'':11} {proof.remark}")
        lines += [f"{'':11} - {_finding(each)}" for each in proof.findings]
    return "\n".join([*lines, ""])


def proofs_data(proofs: Sequence[Proof]) -> list[dict[str, Any]]:
    """The same for programs; `answers` is a complete assessment of one component."""
    return [
        {
            "statement": proof.statement,
            "holds": proof.holds,
            "checked": proof.checked,
            "by_cases": proof.by_cases,
            "by_solver": proof.by_solver,
            "seconds": round(proof.seconds, 3),
            "remark": proof.remark,
            "findings": [
                {
                    "subject": each.subject,
                    "proven": each.proven,
                    "answers": {name: list(chosen) for name, chosen in each.answers.items()} if each.answers else None,
                }
                for each in proof.findings
            ],
        }
        for proof in proofs
    ]


def write_counterexamples(advisor: Advisor, proofs: Sequence[Proof], folder: Path) -> list[Path]:
    """Write every counter-example as an assessment to open. Raises AdvisorError if one cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, finding in enumerate((each for proof in proofs for each in proof.findings if each.answers), start=1):
        path = folder / f"counter-example-{number}.yaml"
        save_assessment(_assessment(advisor, finding), path, None)
        written.append(path)
    return written


def _retired(advisor: Advisor) -> dict[str, tuple[str, ...]]:
    """Per option, as `decision/option`, the retired products that it or one of its blocks rests on."""
    technologies = advisor.knowledge.technologies
    found = {}
    for decision in advisor.knowledge.decisions.values():
        for option in decision.options:
            names = {name for part in advisor.knowledge.parts_of(option) for name in part.technologies}
            retired = sorted(name for name in names if technologies[name].status is Status.RETIRED)
            if retired:
                found[f"{decision.id}/{option.id}"] = tuple(retired)
    return found


def _assessment(advisor: Advisor, finding: Finding) -> Assessment:
    questions = advisor.knowledge.questions
    answers = {name: Answer(answer=chosen) for name, chosen in (finding.answers or {}).items()}
    organisation = {name: each for name, each in answers.items() if questions[name].scope is Scope.ORGANISATION}
    own = {name: each for name, each in answers.items() if name not in organisation}
    made = advisor.new(f"Counter-example: {finding.subject}")
    return made.model_copy(update={"organisation": organisation, "components": {"part": Component(answers=own)}})


def _how(proof: Proof) -> str:
    parts = [f"{proof.checked} checked"]
    if proof.by_cases:
        parts.append(f"{proof.by_cases} shown by cases")
    if proof.by_solver:
        parts.append(f"{proof.by_solver} by search")
    return f"{', '.join(parts)}, {proof.seconds:.2f} s"


def _finding(finding: Finding) -> str:
    return finding.subject if finding.proven else f"{finding.subject}: not proven either way"
