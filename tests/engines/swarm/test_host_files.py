"""What real tools say about the files that set hosts up: nftables, Ignition, cloud-init, systemd."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from artifacts.cluster_cases import CASES
from artifacts.starters import filled
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = pytest.mark.engines

METAL = {"provisioning": "bare-metal-provisioning"}


def accepted(*command: str | Path) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs("nft", root=True)
def test_nftables_accepts_the_guard(advisor: Advisor, tmp_path: Path) -> None:
    rules = tmp_path / "guard.nft"
    rules.write_text(filled(advisor, "swarm-on-vms", {}, {})["hosts/swarm-guard.nft"])
    accepted(tool("nft") or "nft", "--check", "--file", rules)


@needs("ignition-validate")
@pytest.mark.parametrize("system", ["flatcar", "fedora-coreos"])
@pytest.mark.parametrize("pattern", ["swarm-on-bare-metal", "nomad-on-bare-metal", "kubernetes-on-bare-metal"])
def test_ignition_accepts_the_host(advisor: Advisor, tmp_path: Path, pattern: str, system: str) -> None:
    files = filled(advisor, pattern, {}, METAL | {"host-os": system})
    for path in ("hosts/ignition.json", "hosts/install.json"):
        if path in files:
            (tmp_path / "host.json").write_text(files[path])
            accepted(tool("ignition-validate") or "", tmp_path / "host.json")


@needs("cloud-init")
@pytest.mark.parametrize("pattern", ["swarm-on-vms", "nomad-on-vms", "kubernetes-on-vms"])
def test_cloud_init_accepts_the_machine(advisor: Advisor, tmp_path: Path, pattern: str) -> None:
    data = tmp_path / "user-data.yaml"
    data.write_text(filled(advisor, pattern, {}, {})["vms/user-data.yaml"])
    accepted(tool("cloud-init") or "", "schema", "--config-file", data)


@needs("systemd-analyze")
@pytest.mark.parametrize("case", ["nightly-job", "batch"])
def test_systemd_accepts_the_timer(advisor: Advisor, tmp_path: Path, case: str) -> None:
    files = filled(advisor, "swarm-on-vms", CASES[case].answers, CASES[case].decided)
    for kind in ("service", "timer"):
        # The engine is not installed on every machine that tests; its unit and its client stand aside.
        text = (
            files[f"hosts/front-end.{kind}"]
            .replace("Requires=docker.service\n", "")
            .replace("/usr/bin/docker", "/bin/true")
        )
        (tmp_path / f"front-end.{kind}").write_text(text)
    accepted(tool("systemd-analyze") or "", "verify", tmp_path / "front-end.service", tmp_path / "front-end.timer")
