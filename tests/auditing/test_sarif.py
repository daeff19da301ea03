"""The SARIF that code hosts read: complete, consistent, and valid where the models of the standard are installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import Problem
from advisor.service import Advisor
from advisor.service.auditing import audit_report
from tests.auditing.auditor import run

FILES = {
    "a folder/compose.yaml": (
        "# advisor: allow writable-root because the host is thrown away\n"
        "services:\n  db:\n    image: postgres:17\n    ports:\n      - '5432:5432'\n"
    ),
    "Dockerfile": "FROM alpine:3.23\nCMD shop --serve",
    "task.json": '{"family": "a", "containerDefinitions": [{"name": "b", "image": "c:1", "privileged": true}]}',
    "bad/compose.yaml": "services: [",
    "version.yml": "services: {}\n",
}


@pytest.fixture
def log(advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(tmp_path)
    audit = run(advisor, Path(), FILES)
    made: dict[str, Any] = json.loads(audit_report(advisor, audit, "sarif"))
    return made


def test_every_result_names_its_rule_and_a_line(log: dict[str, Any]) -> None:
    [made] = log["runs"]
    rules = made["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    assert len(made["results"]) > 10
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        [location] = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert result["message"]["text"].endswith((".", ")", "`"))
    assert len({one["partialFingerprints"]["advisorFinding/v1"] for one in made["results"]}) == len(made["results"])


def test_paths_are_uris(log: dict[str, Any]) -> None:
    found = {artifact["location"]["uri"] for artifact in log["runs"][0]["artifacts"]}
    assert "a%20folder/compose.yaml" in found


def test_what_is_allowed_is_suppressed_with_its_reason(log: dict[str, Any]) -> None:
    suppressed = [one for one in log["runs"][0]["results"] if "suppressions" in one]
    assert [one["ruleId"] for one in suppressed] == ["writable-root"]
    assert suppressed[0]["suppressions"] == [{"kind": "inSource", "justification": "the host is thrown away"}]


def test_a_broken_file_is_a_notification(log: dict[str, Any]) -> None:
    [invocation] = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    [told] = [one for one in invocation["toolExecutionNotifications"] if one["level"] == "error"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad/compose.yaml"


def test_a_fix_says_which_lines_become_what(log: dict[str, Any]) -> None:
    [shell] = [one for one in log["runs"][0]["results"] if one["ruleId"] == "shell-form-command"]
    [replacement] = shell["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 1}
    assert replacement["insertedContent"]["text"] == 'CMD ["shop", "--serve"]\n'


def test_the_models_of_the_standard_accept_it(log: dict[str, Any]) -> None:
    models = pytest.importorskip("sarif_pydantic", reason="not here: sarif-pydantic")
    assert models.Sarif.model_validate(log).runs


def test_a_problem_without_a_line_has_no_region(advisor: Advisor, tmp_path: Path) -> None:
    from dataclasses import replace

    audit = replace(run(advisor, tmp_path, {"Dockerfile": "FROM a:1\n"}), problems=(Problem("x", 0, "gone"),))
    log = json.loads(audit_report(advisor, audit, "sarif"))
    [told] = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "region" not in told["locations"][0]["physicalLocation"]
