"""The lock's promise: a file changes only if one of the answers changes that it is said to rest on."""

from __future__ import annotations

import pytest
from starters import Answers, rendered

from advisor.output.files import TextFile
from advisor.service import Advisor

ANSWERS: Answers = {
    "state": "durable-data",
    "helpers": "one",
    "config-change": "live",
    "listener": ["http"],
    "sensitivity": "confidential",
    "hosting": ["own-datacentre"],
    "datacentre-offers": ["openstack"],
    "startup": "longer",
}
PATTERNS = ["one-container-per-vm", "compose-host", "swarm-on-vms", "kubernetes-on-vms", "stay-as-is"]


def _files(advisor: Advisor, pattern: str, answers: Answers) -> dict[str, TextFile]:
    return {file.path: file for file in rendered(advisor, pattern, answers, {"shared-data": "block-volume"})}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_file_changes_only_with_the_answers_it_rests_on(advisor: Advisor, pattern: str) -> None:
    before = _files(advisor, pattern, ANSWERS)
    changed = 0
    for question in advisor.knowledge.questions.values():
        for choice in question.choice_ids[:2]:
            if choice in ANSWERS.get(question.id, ()):
                continue
            value = [choice] if isinstance(ANSWERS.get(question.id), list) else choice
            after = _files(advisor, pattern, {**ANSWERS, question.id: value})
            for path in before.keys() & after.keys():
                if before[path].text != after[path].text and (basis := before[path].basis):
                    new = after[path].basis
                    changed += 1
                    assert question.id in basis.answers or (new and question.id in new.answers), (path, question.id)
    assert changed > 0


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_a_file_rests_on_is_in_the_knowledge(advisor: Advisor, pattern: str) -> None:
    for file in _files(advisor, pattern, ANSWERS).values():
        basis = file.basis
        if basis is None:
            assert file.path == "README.md"
            continue
        assert basis.decided["pattern"] == pattern
        assert set(basis.answers) <= set(advisor.knowledge.questions)
        assert set(basis.facts) <= set(advisor.knowledge.facts)
        assert all(basis.answers[name] == tuple(given) for name, given in _given(basis.answers))
        assert basis.template.split("/")[1] in {
            *advisor.knowledge.blocks,
            *advisor.knowledge.decisions,
            *_patterns(advisor),
        }


def _given(answers: object) -> list[tuple[str, tuple[str, ...]]]:
    assert isinstance(answers, dict)
    return [
        (name, (given,) if isinstance(given, str) else tuple(given))
        for name, given in ANSWERS.items()
        if name in answers
    ]


def _patterns(advisor: Advisor) -> set[str]:
    return {option.id for option in advisor.knowledge.decisions["pattern"].options}


def test_the_rules_behind_a_real_verdict_are_named(advisor: Advisor) -> None:
    example = next(path for path in advisor.examples() if path.stem == "online-game")
    assessment = advisor.read(example)
    known = {
        rule.key
        for carrier in (
            *advisor.knowledge.blocks.values(),
            *(option for decision in advisor.knowledge.decisions.values() for option in decision.options),
        )
        for rule in carrier.rules
    }
    files = [file for file in advisor.artifacts(assessment) if file.basis]
    assert files
    for file in files:
        assert file.basis is not None
        assert file.basis.rules, file.path
        assert set(file.basis.rules) <= known
        if file.basis.component is None:
            assert set(file.basis.members) == set(assessment.components)
            continue
        given = {**assessment.organisation, **assessment.components[file.basis.component].answers}
        assert all(choices == given[name].answer for name, choices in file.basis.answers.items() if choices)
