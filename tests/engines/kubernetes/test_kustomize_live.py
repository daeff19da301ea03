"""The real kubectl builds every overlay, and the same checks hold for what it builds."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from artifacts.cluster_cases import CASES
from artifacts.kubernetes_hardening import shortcomings
from artifacts.kubernetes_objects import load
from artifacts.kubernetes_references import problems
from artifacts.starters import written
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = [pytest.mark.engines, needs("kubectl")]

PATTERNS = ("kubernetes-on-vms", "kubernetes-on-bare-metal", "managed-kubernetes", "edge-kubernetes", "openshift")


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_kubectl_builds_it_and_everything_fits(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = CASES[name]
    folder = written(
        advisor, tmp_path, pattern, case.answers, case.decided, system=case.system, component=case.component
    )
    kubectl = str(tool("kubectl"))
    built = subprocess.run(
        [kubectl, "kustomize", folder / "overlays/production"], capture_output=True, text=True, check=False, timeout=60
    )
    assert built.returncode == 0, built.stderr
    assert "deprecated" not in built.stderr
    objects = load(built.stdout)
    by_hand = frozenset(re.findall(r"create secret generic (\S+)", (folder / "README.md").read_text()))
    assert problems(objects, by_hand) == []
    assert shortcomings(objects) == []
    namespaces = {thing["metadata"].get("namespace") for thing in objects if thing["kind"] != "Namespace"}
    (space,) = [thing["metadata"]["name"] for thing in objects if thing["kind"] == "Namespace"]
    assert namespaces == {space}


def test_a_changed_setting_is_a_rollout_and_a_live_file_is_not(advisor: Advisor, tmp_path: Path) -> None:
    case = CASES["sidecar"]
    folder = written(advisor, tmp_path, "kubernetes-on-vms", case.answers, case.decided)

    def pod_template() -> object:
        built = subprocess.run(
            [str(tool("kubectl")), "kustomize", folder / "overlays/production"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        (workload,) = [thing for thing in load(built.stdout) if thing["kind"] == "Deployment"]
        return workload["spec"]["template"]

    before = pod_template()
    configuration = folder / "base/files/app.conf"
    configuration.write_text(configuration.read_text() + "another = line\n")
    assert pod_template() == before
    overlay = folder / "overlays/production/kustomization.yaml"
    overlay.write_text(overlay.read_text().replace("LOG_LEVEL=info", "LOG_LEVEL=debug"))
    assert pod_template() != before
