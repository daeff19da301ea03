"""The image and its pipeline, which every containerised starter brings along, read by the tools for the formats."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from artifacts.lint_tools import lint, needs_linters
from artifacts.starters import filled, written

from advisor.service import Advisor

PATTERNS = ("one-container-per-vm", "few-containers-per-vm", "compose-host", "quadlet-host", "swarm-on-vms")
WORKFLOW = ".github/workflows/image.yml"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_that_runs_containers_brings_them(advisor: Advisor, pattern: str) -> None:
    files = filled(advisor, pattern, {}, {})
    assert {"Dockerfile", ".dockerignore", WORKFLOW, ".gitlab-ci.yml"} <= set(files)


def test_the_image_follows_the_practices(advisor: Advisor) -> None:
    text = filled(advisor, "compose-host", {"startup": "longer"}, {})["Dockerfile"]
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert re.search(r'^ENTRYPOINT \["/usr/local/bin/front-end"\]$', text, re.MULTILINE)
    assert "STOPSIGNAL SIGTERM" in text
    assert "--start-period=900s" in text
    assert all("@sha256:" in line for line in text.splitlines() if line.startswith("ARG "))


def test_every_tool_and_action_is_pinned(advisor: Advisor) -> None:
    files = filled(advisor, "compose-host", {}, {})
    for action in re.findall(r"uses: (\S+)", files[WORKFLOW]):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
    workflow = yaml.safe_load(files[WORKFLOW])
    for name, tool in workflow["env"].items():
        assert name in ("REGISTRY", "IMAGE") or "@sha256:" in tool, name
    for name, tool in yaml.safe_load(files[".gitlab-ci.yml"])["variables"].items():
        assert "@sha256:" in tool, name


def test_the_scanner_finds_no_secret(advisor: Advisor) -> None:
    jobs = yaml.safe_load(filled(advisor, "compose-host", {}, {})[WORKFLOW])["jobs"]
    assert jobs["scan"]["permissions"] == {}
    assert "secrets." not in str(jobs["scan"]) + str(jobs["benchmark"]) + str(jobs["build"])


def test_gitlab_alone_where_its_registry_was_decided(advisor: Advisor) -> None:
    assert WORKFLOW not in filled(advisor, "compose-host", {}, {"image-registry": "gitlab-registry"})


@needs_linters("hadolint", "actionlint", "zizmor", "check-jsonschema")
@pytest.mark.parametrize("startup", ["seconds", "under-five-minutes", "longer"])
def test_the_linters_agree(advisor: Advisor, tmp_path: Path, startup: str) -> None:
    folder = written(advisor, tmp_path, "compose-host", {"startup": startup}, {})
    assert lint(folder, "hadolint", "Dockerfile") == ""
    assert lint(folder, "actionlint", WORKFLOW) == ""
    assert lint(folder, "zizmor", "--offline", "--quiet", WORKFLOW) == ""
    assert lint(folder, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", WORKFLOW) == ""
    assert lint(folder, "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ".gitlab-ci.yml") == ""
