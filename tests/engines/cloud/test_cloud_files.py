"""What real tools say about the cloud and Ansible files: cfn-lint and ansible-lint."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from artifacts.cluster_cases import CASES, HTTP
from artifacts.starters import filled, written
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = pytest.mark.engines


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"ANSIBLE_NOCOLOR": "1", "NO_COLOR": "1", "ANSIBLE_LOCAL_TEMP": str(folder / ".ansible")}
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@needs("cfn-lint")
@pytest.mark.parametrize("pattern", ["aws-ecs", "functions", "immutable-vm-image"])
def test_cfn_lint_finds_nothing(advisor: Advisor, tmp_path: Path, pattern: str) -> None:
    files = {"aws-ecs": "service.yaml", "functions": "aws/template.yaml", "immutable-vm-image": "rollout/group.yaml"}
    for name, case in CASES.items():
        answers = case.answers | {"hosting": ["aws"]}
        text = filled(advisor, pattern, answers, case.decided, system=case.system, component=case.component)
        folder = tmp_path / name
        (folder / "src").mkdir(parents=True)
        (folder / "aws").mkdir()
        (folder / "aws/template.yaml").write_text(text[files[pattern]])
    templates = sorted(tmp_path.glob("*/aws/template.yaml"))
    linted = run(str(tool("cfn-lint")), "-r", "eu-central-1", "-t", *templates, folder=tmp_path)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@needs("cfn-lint")
def test_cfn_lint_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: {Size: 1}\n")
    assert run(str(tool("cfn-lint")), "-t", "bad.yaml", folder=tmp_path).returncode != 0


PLAYBOOKS = {
    "swarm-on-vms": (HTTP, {}, ["swarm/form.yml", "vms/create.yml"]),
    "kubernetes-on-vms": (HTTP, {"provisioning": "by-hand"}, ["cluster/kubeadm/form.yml", "vms/create.yml"]),
    "immutable-vm-image": (HTTP, {}, ["rollout/replace.yml"]),
    "vm-per-tenant": (HTTP, {}, ["apply.yml", "remove.yml"]),
}


def _playbooks(advisor: Advisor, folder: Path, pattern: str) -> list[str]:
    answers, decided, playbooks = PLAYBOOKS[pattern]
    given = answers | {"hosting": ["own-datacentre"], "datacentre-offers": ["openstack"]}
    written(advisor, folder, pattern, given, decided)
    return playbooks


@needs("ansible-lint", "ansible-playbook")
@pytest.mark.parametrize("pattern", PLAYBOOKS)
def test_ansible_lint_finds_nothing(advisor: Advisor, tmp_path: Path, pattern: str) -> None:
    playbooks = _playbooks(advisor, tmp_path, pattern)
    path = f"{tool('ansible-lint').parent}:{os.environ['PATH']}"  # type: ignore[union-attr]
    linted = run(
        "env", f"PATH={path}", "ansible-lint", "--offline", "--profile", "production", *playbooks, folder=tmp_path
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


@needs("ansible-doc")
@pytest.mark.parametrize("pattern", PLAYBOOKS)
def test_every_module_knows_its_options(advisor: Advisor, tmp_path: Path, pattern: str) -> None:
    """The linter does not look at the options' names."""
    used: dict[str, set[str]] = {}
    for playbook in _playbooks(advisor, tmp_path, pattern):
        for play in yaml.safe_load((tmp_path / playbook).read_text()):
            for task in play["tasks"]:
                (module,) = [key for key in task if re.fullmatch(r"\w+\.\w+\.\w+", key)]
                if isinstance(task[module], dict):
                    used.setdefault(module, set()).update(task[module])
    listed = run(str(tool("ansible-doc")), "--json", *used, folder=tmp_path)
    assert listed.returncode == 0, listed.stderr
    for module, document in json.loads(listed.stdout).items():
        known: set[str] = set()
        for option, about in document["doc"]["options"].items():
            known |= {option, *about.get("aliases", [])}
        if module != "ansible.builtin.assert":
            assert used[module] <= known, (module, used[module] - known)
