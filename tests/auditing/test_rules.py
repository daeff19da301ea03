"""Every rule of the audit is held to its own examples, and every mechanical change to `patch`."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.auditing.examples import findings_in, wrong_examples
from advisor.auditing.retired import sign_pattern
from advisor.model.auditing import AuditRule, Check
from advisor.model.technologies import Status, Technology
from advisor.service import Advisor, open_advisor
from advisor.service.auditing import audit_rules
from tests.auditing.auditor import of_rule, run


@dataclass(frozen=True)
class Example:
    rule: AuditRule
    check: Check

    def __str__(self) -> str:
        return f"{self.rule.id}-{self.check.in_.value}-{self.rule.checks.index(self.check) + 1}"


def _examples() -> list[Example]:
    return [Example(rule, check) for rule in audit_rules(open_advisor()) for check in rule.checks]


EXAMPLES = _examples()
FIXED = [one for one in EXAMPLES if one.check.fix is not None]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_bad_is_found_and_good_is_not(example: Example) -> None:
    assert list(wrong_examples(example.rule, example.check)) == []


@pytest.mark.parametrize("example", FIXED, ids=str)
@pytest.mark.skipif(shutil.which("patch") is None, reason="not here: patch")
def test_the_change_applies_with_patch_and_removes_the_finding(example: Example, tmp_path: Path) -> None:
    before = findings_in(example.rule, example.check, example.check.bad)
    path = tmp_path / before[0].file
    path.write_text(example.check.bad, "utf-8")
    assert before[0].diff is not None
    done = subprocess.run(
        ["patch", "-p1", "--fuzz=0"], cwd=tmp_path, input=before[0].diff, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    after = findings_in(example.rule, example.check, path.read_text("utf-8"))
    assert len(after) < len(before)


def test_every_practice_that_files_can_show_has_a_rule(advisor: Advisor) -> None:
    with_rules = {rule.practice for rule in audit_rules(advisor)}
    # The benchmark is run on hosts; what is in a file says nothing about it.
    assert set(advisor.knowledge.practices) - with_rules == {"run-the-benchmark"}


def test_every_format_has_rules() -> None:
    forms = {one.check.in_.value for one in EXAMPLES}
    assert forms == {"dockerfile", "compose", "kubernetes", "systemd", "procfile", "ecs", "nomad", "ci"}


def test_every_sign_of_a_retired_product_is_found(advisor: Advisor, tmp_path: Path) -> None:
    past = [each for each in advisor.knowledge.technologies.values() if each.signs and _is_past(each)]
    assert len(past) > 15
    lines = [(each, f"{sign.removeprefix('^')} ") for each in past for sign in each.signs]
    audit = run(advisor, tmp_path, {"run.sh": "".join(f"{line}\n" for _, line in lines)})
    found = {(one.line, one.subject) for one in audit.findings if one.rule in ("retired-product", "legacy-product")}
    for number, (each, line) in enumerate(lines, 1):
        assert (number, each.title) in found, line


def test_a_retired_product_names_its_successor(advisor: Advisor, tmp_path: Path) -> None:
    audit = run(advisor, tmp_path, {"deploy.sh": "#!/bin/sh\ndocker-compose up -d\n"})
    [one] = of_rule(audit, "retired-product")
    assert one.line == 2
    assert advisor.knowledge.technologies["docker-compose"].title in one.change
    assert one.diff is not None and "+docker compose up -d" in one.diff


def test_what_only_looks_like_a_sign_is_none(advisor: Advisor) -> None:
    registry = advisor.knowledge.technologies["google-container-registry"]
    pattern = sign_pattern(registry, "gcr.io")
    assert pattern.search("FROM gcr.io/project/image")
    assert not pattern.search("FROM gcr.io/distroless/static")
    assert not pattern.search("FROM my-gcr.io/project/image")


def _is_past(technology: Technology) -> bool:
    return technology.status in (Status.RETIRED, Status.LEGACY)
