"""The starter's Heat templates on Heat's own engine: a release is made, replaced, taken away."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from artifacts.host_cases import VM_CASES
from artifacts.starters import written
from engines.filling import fill_in
from engines.openstack.cloud import Cloud
from engines.openstack.project import MARKS, PREFIX, Project, healthy

from advisor.service import Advisor

pytestmark = MARKS
NETWORK = "10.77.0.0/24"


class Stacks(Project):
    """The starter that hands templates to Heat."""

    def set(self, **values: str) -> None:
        fill_in(self.folder / "heat" / "settings.env", values)

    def deploy(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("bash", "heat/deploy.sh", *words)

    def why(self) -> str:
        """What Heat has to say about stacks that failed."""
        failed = self.run("openstack", "stack", "list", "--property", "status=FAILED", "-f", "value", "-c", "ID")
        return "".join(self.run("openstack", "stack", "failures", "list", one).stdout for one in failed.stdout.split())


@pytest.fixture
def project(advisor: Advisor, cloud: Cloud, tmp_path: Path) -> Iterator[Stacks]:
    case = VM_CASES["nothing-answered"]
    decided = case.decided | {"provisioning": "heat-template"}
    made = Stacks(written(advisor, tmp_path, "one-container-per-vm", case.answers, decided), cloud)
    # Every address that Neutron gives to a machine leads to this one, where the application's stand-in listens.
    # A run that was killed may have left the route behind.
    subprocess.run(["ip", "route", "replace", "local", NETWORK, "dev", "lo"], check=True)
    try:
        with healthy("0.0.0.0") as port:
            made.set(base_network_cidr=NETWORK, release_health_port=str(port), health_tries="2")
            yield made
    finally:
        subprocess.run(["ip", "route", "del", "local", NETWORK, "dev", "lo"], check=False)


def test_a_release_is_made_replaced_and_taken_away(project: Stacks) -> None:
    before = project.cloud.holds()
    unfilled = project.deploy()
    assert unfilled.returncode == 1
    assert "placeholder" in unfilled.stderr

    spent: dict[str, float] = {}

    def timed(name: str, *words: str) -> subprocess.CompletedProcess[str]:
        began = time.monotonic()
        done = project.deploy(*words)
        spent[name] = round(time.monotonic() - began)
        return done

    images = [f"registry.example.org/shop/front-end@sha256:{digit * 64}" for digit in "12"]
    project.set(release_image=images[0])
    first = timed("made")
    assert first.returncode == 0, first.stderr + project.why()
    assert sorted(project.machines().values()) == ["ACTIVE"]

    project.set(release_image=images[1])
    second = timed("replaced")
    assert second.returncode == 0, second.stderr + project.why()
    assert sorted(project.machines().values()) == ["ACTIVE", "SHUTOFF"]

    assert project.deploy("teardown").returncode == 1
    made = {kind: len(things) - len(before[kind]) for kind, things in project.cloud.holds().items()}
    gone = timed("taken away", "teardown", PREFIX)
    print(f"seconds: {spent}; before the end there were {made}")
    assert gone.returncode == 0, gone.stderr
    assert project.cloud.holds() == before
