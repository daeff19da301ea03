"""What ansible-lint says about the playbooks of the other patterns; engines/vm has those of machines and hosts."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from artifacts.cluster_cases import HTTP
from artifacts.starters import written
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = pytest.mark.engines


PLAYBOOKS = {
    "swarm-on-vms": (HTTP, {}, ["swarm/form.yml", "vms/create.yml"]),
    "kubernetes-on-vms": (HTTP, {"provisioning": "by-hand"}, ["cluster/kubeadm/form.yml", "vms/create.yml"]),
    "immutable-vm-image": (HTTP, {}, ["rollout/replace.yml"]),
    "vm-per-tenant": (HTTP, {}, ["apply.yml", "remove.yml"]),
}


@needs("ansible-lint", "ansible-playbook")
def test_ansible_lint_finds_nothing(advisor: Advisor, tmp_path: Path) -> None:
    """In one run: the linter takes longer to start than to read a playbook."""
    playbooks = []
    for pattern, (answers, decided, names) in PLAYBOOKS.items():
        given = answers | {"hosting": ["own-datacentre"], "datacentre-offers": ["openstack"]}
        written(advisor, tmp_path / pattern, pattern, given, decided)
        playbooks += [f"{pattern}/{name}" for name in names]
    path = f"{tool('ansible-lint').parent}:{os.environ['PATH']}"  # type: ignore[union-attr]
    settings = os.environ | {"PATH": path, "NO_COLOR": "1", "ANSIBLE_LOCAL_TEMP": str(tmp_path / ".ansible")}
    linted = subprocess.run(
        ["ansible-lint", "--offline", "--profile", "production", *playbooks],
        cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert f"{len(playbooks)} files" in linted.stderr
