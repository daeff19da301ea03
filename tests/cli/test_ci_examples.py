"""The ready workflows: what their linters say of them, and what their commands do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from artifacts.lint_tools import lint, needs_linters

from advisor.service import Advisor
from advisor.service.recording import Acceptance, accept

EXAMPLES = Path(__file__).parents[2] / "examples"
CI = EXAMPLES / "ci"


@pytest.fixture
def repository(advisor: Advisor, tmp_path: Path) -> Path:
    """Where assessments are kept: one is to be looked at again since yesterday, the other has no record yet."""
    folder = tmp_path / "architecture"
    folder.mkdir()
    for name in ("online-game", "first-notes"):
        (folder / f"{name}.yaml").write_text((EXAMPLES / f"{name}.yaml").read_text("utf-8"), "utf-8")
    today = date.today()
    accept(advisor, folder / "online-game.yaml", Acceptance(today, "board", revisit=today))
    return tmp_path


@needs_linters("actionlint", "zizmor", "check-jsonschema")
def test_linters_have_no_complaint_about_the_workflow_for_github() -> None:
    assert lint(CI, "actionlint", "github.yaml") == ""
    assert lint(CI, "zizmor", "--offline", "--quiet", "github.yaml") == ""
    assert lint(CI, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", "github.yaml") == ""


@needs_linters("check-jsonschema")
def test_the_workflow_for_gitlab_is_what_its_schema_says() -> None:
    assert lint(CI, "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "gitlab.yaml") == ""


def test_the_commands_for_github_fail_and_leave_findings_and_a_summary(repository: Path) -> None:
    workflow = yaml.safe_load((CI / "github.yaml").read_text("utf-8"))
    step = next(each for each in workflow["jobs"]["check"]["steps"] if "advisor check" in each.get("run", ""))
    run = executed(step["run"], workflow["env"], repository)
    assert run.returncode == 1, run.stderr
    results = json.loads((repository / "advisor.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {each["ruleId"] for each in results} >= {"revisit-date", "no-record"}
    assert "revisit-date" in (repository / "summary").read_text("utf-8")


def test_the_commands_for_gitlab_fail_and_leave_test_results(repository: Path) -> None:
    job = yaml.safe_load((CI / "gitlab.yaml").read_text("utf-8"))["architecture-decisions"]
    script = "\n".join(line for line in job["script"] if not line.startswith("pip install"))
    run = executed(script, job["variables"], repository)
    assert run.returncode == 1, run.stderr
    assert "revisit-date" in run.stdout
    suites = ElementTree.parse(repository / job["artifacts"]["reports"]["junit"]).findall("testsuite")
    unrecorded, recorded = (int(each.get("failures", 0)) for each in suites)
    assert (unrecorded, recorded > 0) == (0, True)


def executed(script: str, variables: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """The script as a runner executes it: bash that stops at the first failure."""
    assert re.search(r"\badvisor check\b", script)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": "summary"}
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=own | {name: str(value) for name, value in variables.items()},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
