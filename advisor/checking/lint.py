"""What is wrong with knowledge that loads: everything that the checks of this package find."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisor.checking.ageing import stale, unsourced
from advisor.checking.audit_rules import audit_examples, unsourced_audit_rules
from advisor.checking.contradictory import contradictory
from advisor.checking.coverage import failing_scenarios, patterns_without_scenarios, rules_nobody_needs
from advisor.checking.disagreement import disagreement
from advisor.checking.impossible import impossible
from advisor.checking.pairs import pairs
from advisor.checking.prose import wrong_numbers
from advisor.checking.retired import retired_in_artifacts
from advisor.checking.subject import Check, Subject
from advisor.checking.unreachable import unreachable
from advisor.checking.unused import unused
from advisor.errors import Problem
from advisor.graph.program import Program
from advisor.loading.elements import Key, Place
from advisor.model.auditing import AuditRule
from advisor.model.knowledge import Knowledge

CHECKS: tuple[Check, ...] = (
    failing_scenarios,
    rules_nobody_needs,
    patterns_without_scenarios,
    contradictory,
    impossible,
    pairs,
    unused,
    unreachable,
    stale,
    unsourced,
    disagreement,
    retired_in_artifacts,
    wrong_numbers,
    audit_examples,
    unsourced_audit_rules,
)


def lint(
    knowledge: Knowledge,
    program: Program,
    places: Mapping[Key, Place],
    today: date,
    folder: str,
    audit_rules: tuple[AuditRule, ...] = (),
) -> list[Problem]:
    """What is wrong with the files of one knowledge folder, in their order. `today` decides which facts are stale.

    `knowledge` ends with that folder. A pack may well change what the scenarios beneath it expect, so only its own
    are replayed.
    """
    own = tuple(
        scenario
        for scenario in knowledge.scenarios
        if _stands_in(folder, places["scenario", scenario.owner, scenario.id].document.name)
    )
    subject = Subject(knowledge.model_copy(update={"scenarios": own}), program, places, today, audit_rules)
    found = {problem for check in CHECKS for problem in check(subject)}
    return sorted(problem for problem in found if _stands_in(folder, problem.file))


def _stands_in(folder: str, file: str) -> bool:
    return file.startswith(f"{folder}/")
