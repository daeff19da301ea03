"""The starter for one container per machine on a real OpenStack: deployed, replaced, refused, rolled back, taken away.

Needs root, RabbitMQ, Ansible with openstack.cloud, and OpenStack itself in an environment whose `nova-manage` is found.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from artifacts.host_cases import VM_CASES
from artifacts.starters import written
from engines.engine_tools import tool
from engines.filling import fill_in
from engines.openstack.cloud import Cloud
from engines.openstack.project import MARKS, PREFIX, Project, healthy

from advisor.service import Advisor

pytestmark = MARKS


class Playbooks(Project):
    """The starter that calls the API with Ansible."""

    def set(self, **values: str) -> None:
        fill_in(self.folder / "group_vars" / "all.yml", values, ": ")

    def play(self, playbook: str, *words: str) -> subprocess.CompletedProcess[str]:
        began = time.monotonic()
        done = self.run(str(tool("ansible-playbook")), playbook, "-e", "health_host=127.0.0.1", *words)
        print(f"{playbook}: {time.monotonic() - began:.0f} s")
        return done

    def parts(self) -> list[str]:
        """Part of the release and status, of every machine."""
        return sorted(f"{server['metadata']['part']} {server['status']}" for server in self.cloud.ask("servers"))

    def holder(self, address: str) -> str:
        """The part of the release whose machine has the floating IP."""
        return str(self.cloud.ask("holder", address)["part"])

    def named(self, status: str) -> set[str]:
        """The names of the machines with this status."""
        return {name for name, now in self.machines().items() if now == status}


@pytest.fixture
def project(advisor: Advisor, cloud: Cloud, tmp_path: Path) -> Iterator[Playbooks]:
    case = VM_CASES["nothing-answered"]
    folder = written(advisor, tmp_path, "one-container-per-vm", case.answers, case.decided)
    with healthy("127.0.0.1") as port:
        made = Playbooks(folder, cloud)
        made.set(
            image=f'"registry.example.org/shop/front-end@sha256:{"1" * 64}"', health_port=str(port), health_tries="2"
        )
        yield made


def test_a_release_is_made_replaced_refused_taken_back_and_taken_away(project: Playbooks) -> None:
    before = project.cloud.holds()
    address = project.cloud.ask("new_address", "public")
    project.set(floating_ip=f'"{address}"')

    first = project.play("deploy.yml")
    assert first.returncode == 0, first.stdout
    assert project.parts() == ["live ACTIVE"]
    again = project.play("deploy.yml")
    assert re.search(r"changed=0 .*failed=0", again.stdout)

    rules = project.cloud.ask("rules", PREFIX)
    assert {rule["prefix"] for rule in rules if rule["direction"] == "ingress"} == {"10.20.0.0/24", "10.0.0.0/24"}
    assert all(rule["port"] for rule in rules)

    project.set(rebuild='"2"')
    second = project.play("deploy.yml")
    assert second.returncode == 0, second.stdout
    assert project.parts() == ["live ACTIVE", "previous SHUTOFF"]
    assert project.holder(address) == "live"
    live = project.named("ACTIVE")

    project.set(rebuild='"3"', health_path="/sick")
    refused = project.play("deploy.yml")
    assert refused.returncode != 0
    assert "did not become healthy and was removed" in refused.stdout + refused.stderr
    assert project.parts() == ["live ACTIVE", "previous SHUTOFF"]
    assert project.named("ACTIVE") == live
    assert project.holder(address) == "live"

    project.set(rebuild='"2"', health_path="/healthz")
    back = project.play("rollback.yml")
    assert back.returncode == 0, back.stdout
    assert project.parts() == ["live ACTIVE", "previous SHUTOFF"]
    assert project.holder(address) == "live"
    assert project.named("SHUTOFF") == live

    unsaid = project.play("teardown.yml")
    assert unsaid.returncode != 0
    assert f"-e confirm={PREFIX}" in unsaid.stdout
    made = {kind: len(things) - len(before[kind]) for kind, things in project.cloud.holds().items()}
    gone = project.play("teardown.yml", "-e", f"confirm={PREFIX}")
    print(f"before the end there were {made}")
    assert gone.returncode == 0, gone.stdout
    assert project.cloud.holds() == before
    assert made["servers"] == 2
    assert re.search(r"changed=0 .*failed=0", project.play("teardown.yml", "-e", f"confirm={PREFIX}").stdout)
