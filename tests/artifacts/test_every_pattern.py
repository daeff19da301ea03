"""What every pattern brings, whichever it is, and what its README says about what it does not bring."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from artifacts.lint_tools import lint, needs_linters, scripts
from artifacts.starters import Answers, filled, written

from advisor.service import Advisor, open_advisor

PATTERNS = sorted(option.id for option in open_advisor().knowledge.decisions["pattern"].options)
NOTHING_IS_BUILT = ("stay-as-is", "lift-and-shift-vm")
NO_CONTAINER = (
    *NOTHING_IS_BUILT,
    "systemd-services",
    "immutable-vm-image",
    "vm-per-tenant",
    "functions",
    "application-paas",
)
STATEFUL: Answers = {"state": "durable-data", "data-loss": "an-hour", "hosts": "two-to-ten", "recovery": "automatic"}
WAYS_TO_WATCH = (
    "prometheus-grafana",
    "opentelemetry",
    "hosted-service",
    "store-and-forward",
    "host-monitoring",
    "provider-monitoring",
)


def pipelines(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path == ".gitlab-ci.yml" or path.startswith(".github/")}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_image_is_built_or_the_readme_says_why_not(advisor: Advisor, pattern: str) -> None:
    files = filled(advisor, pattern, {}, {})
    readme = files["README.md"]
    if pattern in NO_CONTAINER:
        assert "Dockerfile" not in files
        assert re.search(r"^- No Dockerfile(,| and no pipeline:) \w", readme, re.MULTILINE)
    else:
        assert re.search(r"^USER \d+:\d+$", files["Dockerfile"], re.MULTILINE)
        assert "`Dockerfile`" in readme


@pytest.mark.parametrize("pattern", [name for name in PATTERNS if name not in NOTHING_IS_BUILT])
def test_both_pipelines_list_scan_check_and_sign_with_pinned_tools(advisor: Advisor, pattern: str) -> None:
    found = pipelines(filled(advisor, pattern, {}, {}))
    assert len(found) == 2
    for path, text in found.items():
        for step in ("syft", "grype", "cosign", "cyclonedx", "BENCHMARK"):
            assert step in text, (path, step)
        assert "schedule" in text, path
        for tool in re.findall(r"^  [A-Z]+: (registry\.example\.org/tools/\S+)$", text, re.MULTILINE):
            assert re.search(r"@sha256:[0-9a-f]{64}$", tool), (path, tool)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_gitlab_alone_where_its_registry_was_decided(advisor: Advisor, pattern: str) -> None:
    files = filled(advisor, pattern, {}, {"image-registry": "gitlab-registry"})
    assert set(pipelines(files)) <= {".gitlab-ci.yml"}
    assert ".github" not in files["README.md"]


@pytest.mark.parametrize("way", WAYS_TO_WATCH)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_somebody_is_called_and_each_alert_says_what_to_do(advisor: Advisor, pattern: str, way: str) -> None:
    files = filled(advisor, pattern, STATEFUL, {"observability": way, "shared-data": "block-volume"})
    watching = {path: text for path, text in files.items() if path.startswith("monitoring/")}
    if pattern == "functions":
        assert files["aws/template.yaml"].count("AlarmActions: [!Ref Topic]") == 3
        return
    assert watching
    told = "monitoring/" if pattern in ("aws-ecs", "serverless-containers") else "monitoring/README.md"
    assert told in files["README.md"]
    for path in re.findall(r"`([\w./-]+\.(?:ya?ml|cfg|sh|service|timer))`", watching.get("monitoring/README.md", "")):
        assert {path, f"monitoring/{path}"} & files.keys() or path.startswith("/"), path
    for path in watching.keys() & {"monitoring/alerts.yml", "monitoring/alerts.yaml"}:
        content = yaml.safe_load(watching[path])
        rules = [rule for group in content.get("spec", content)["groups"] for rule in group["rules"]]
        assert rules
        assert len({rule["alert"] for rule in rules}) == len(rules)
        for rule in rules:
            assert rule["labels"]["severity"] in ("critical", "warning")
            assert rule["annotations"]["summary"]
            assert rule["annotations"]["action"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_there_is_room_before_a_host_goes(advisor: Advisor, pattern: str) -> None:
    files = filled(advisor, pattern, STATEFUL, {"shared-data": "block-volume"})
    runbook = files["runbooks/maintenance.md"]
    assert re.search(r"^## (Is there room\?|What must be free)$", runbook, re.MULTILINE)
    assert "| room?" in runbook or "| enough?" in runbook
    assert "runbooks/maintenance.md" in files["README.md"]
    for script in re.findall(r"`((?:swarm|nomad|scripts|hosts)/[\w.-]+\.sh)", runbook):
        assert script in files, script


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_readme_answers_what_whoever_runs_it_asks(advisor: Advisor, pattern: str) -> None:
    files = filled(advisor, pattern, STATEFUL, {"shared-data": "block-volume"})
    headings = re.findall(r"^## (.+)$", files["README.md"], re.MULTILINE)
    for wanted in (
        r"Commands?,? in order",
        r"What was assumed|What follows from which answer",
        r"(What was left out|Left out), and why",
        r"How to roll back|The way back|Roll back|What happens at (a release|an update)",
        r"Built, watched, maintained",
    ):
        assert any(re.fullmatch(wanted, heading) for heading in headings), (wanted, headings)
    assert "TODO" in files["README.md"] or "fill" in files["README.md"]
    assert "advisor.lock.yaml" in files["README.md"]


@needs_linters("hadolint", "actionlint", "zizmor", "check-jsonschema")
@pytest.mark.parametrize("pattern", ["kubevirt", "nomad-on-vms", "functions", "systemd-services"])
def test_the_linters_agree_with_image_and_pipelines(advisor: Advisor, tmp_path: Path, pattern: str) -> None:
    folder = written(advisor, tmp_path, pattern, {}, {})
    (workflow,) = [str(path.relative_to(folder)) for path in folder.glob(".github/workflows/*.yml")]
    if (folder / "Dockerfile").exists():
        assert lint(folder, "hadolint", "Dockerfile") == ""
    assert lint(folder, "actionlint", workflow) == ""
    assert lint(folder, "zizmor", "--offline", "--quiet", workflow) == ""
    assert lint(folder, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow) == ""
    assert lint(folder, "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ".gitlab-ci.yml") == ""


@needs_linters("shellcheck")
@pytest.mark.parametrize(
    ("pattern", "answers", "way"),
    [
        ("compose-host", {}, "host-monitoring"),
        ("systemd-services", {"workload": "worker"}, "host-monitoring"),
        ("serverless-containers", {"hosting": ["google-cloud"]}, "provider-monitoring"),
        (
            "serverless-containers",
            {"hosting": ["azure"], "workload": "worker", "listener": ["none"]},
            "provider-monitoring",
        ),
        ("serverless-containers", {"workload": "scheduled-job"}, "provider-monitoring"),
        ("functions", {"hosting": ["azure"]}, "provider-monitoring"),
    ],
)
def test_what_watches_is_a_sound_script(
    advisor: Advisor, tmp_path: Path, pattern: str, answers: Answers, way: str
) -> None:
    folder = written(advisor, tmp_path, pattern, answers, {"observability": way})
    found = [name for name in scripts(folder) if name.startswith("monitoring/")]
    assert found
    assert lint(folder, "shellcheck", *found) == ""
