"""The Swarm starter on three real engines: formed, deployed, updated under load, rolled back, drained, saved.

Needs root, a Docker engine, mmdebstrap, and Ansible with community.docker; without them it is skipped and says why.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from ssl import CERT_NONE, SSLContext, create_default_context

import pytest
from artifacts.cluster_cases import HTTP, Case
from artifacts.starters import written
from engines.engine_tools import tool
from engines.swarm.nodes import ADDRESSES, HERE, MARKS, Engines, Swarm, tear_down

from advisor.service import Advisor

pytestmark = MARKS

STACK = "online-shop-front-end"
CASE = Case(
    HTTP | {"recovery": "automatic", "update-window": "none", "hosts": "two-to-ten", "run-length": "short-requests"},
    {"ingress": "reverse-proxy"},
)


def answer() -> str:
    status, body = _get(ADDRESSES[0])
    assert status == 200
    return body.strip()


@dataclass
class Load:
    """Callers that never stop asking; what they saw."""

    seen: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Load:
        for number in range(4):
            thread = threading.Thread(target=self._ask, args=("/slow" if number else "/",))
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, path: str) -> None:
        while not self._stop.is_set():
            try:
                status, body = _get(ADDRESSES[0], path)
                (self.seen if status == 200 else self.failed).append(body.strip())
            except (OSError, HTTPException) as error:
                self.failed.append(repr(error))
            time.sleep(0.02)


def _get(address: str, path: str = "/") -> tuple[int, str]:
    trusting: SSLContext = create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = CERT_NONE
    connection = HTTPSConnection(address, 443, timeout=10, context=trusting)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def swarm(advisor: Advisor, engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    """The starter, and the images that it is tried with."""
    for node in (1, 2, 3):
        engines.docker("tag", "live/base:1", "live/haproxy:1", node=node)
        for version, fails in (("1", ""), ("2", ""), ("3", "health"), ("4", "late")):
            changes = (f"ENV APP_VERSION={version}", f"ENV APP_FAILS={fails}")
            engines.variant(f"live/app:{version}", *changes, node=node)
    folder = written(advisor, tmp_path_factory.mktemp("starter"), "swarm-on-vms", CASE.answers, CASE.decided)
    made = Swarm(engines, folder)
    made.write_inventory()
    yield made
    # What test 9 leaves is no longer a Swarm of three, so nothing else may use these engines.
    tear_down(engines.work)


def test_1_the_playbook_forms_it_and_changes_nothing_the_second_time(swarm: Swarm) -> None:
    playbook = str(tool("ansible-playbook"))
    first = swarm.script(playbook, "-i", "swarm/inventory.yml", "swarm/form.yml", ANSIBLE_NOCOLOR="1")
    assert first.returncode == 0, first.stdout + first.stderr
    second = swarm.script(playbook, "-i", "swarm/inventory.yml", "swarm/form.yml", ANSIBLE_NOCOLOR="1")
    assert second.returncode == 0, second.stdout + second.stderr
    assert re.findall(r"changed=(\d+)", second.stdout) == ["0", "0", "0"]
    assert swarm.docker("node", "ls", "--format", "{{.ManagerStatus}}").split() == ["Leader", "Reachable", "Reachable"]


def test_2_it_refuses_to_deploy_without_a_digest(swarm: Swarm) -> None:
    refused = swarm.script("scripts/deploy.sh")
    assert refused.returncode == 2
    assert "digest" in refused.stderr


def test_3_it_deploys_and_answers_over_tls(swarm: Swarm) -> None:
    folder = swarm.folder
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*request, "-keyout", "key.pem", "-out", "tls.pem"], cwd=folder, check=True, capture_output=True)
    (folder / "tls.pem").write_text((folder / "tls.pem").read_text() + (folder / "key.pem").read_text())
    swarm.docker("secret", "create", f"{STACK}-1", str(folder / "key.pem"))
    swarm.docker("secret", "create", f"{STACK}-tls-1", str(folder / "tls.pem"))
    swarm.set(PROXY_IMAGE="live/haproxy:1", IMAGE="live/app:1")
    deployed = swarm.script("scripts/deploy.sh")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert "Ignoring" not in deployed.stdout + deployed.stderr
    assert answer() == "version 1"
    nodes = swarm.docker("service", "ps", f"{STACK}_app", "--format", "{{.Node}}").split()
    assert len(set(nodes)) == 3, "spread over all hosts"


def test_4_a_rolling_update_under_load_fails_no_request(swarm: Swarm) -> None:
    swarm.set(IMAGE="live/app:2")
    with Load() as load:
        time.sleep(2)
        deployed = swarm.script("scripts/deploy.sh")
        time.sleep(2)
    print(f"rolling update: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert load.failed == []
    assert {"version 1", "version 2"} == set(load.seen)
    assert answer() == "version 2"


@pytest.mark.parametrize(("image", "how"), [("live/app:3", "never gets healthy"), ("live/app:4", "dies soon after")])
def test_5_a_failing_update_rolls_back_by_itself(swarm: Swarm, image: str, how: str) -> None:
    swarm.set(IMAGE=image)
    with Load() as load:
        deployed = swarm.script("scripts/deploy.sh")
    print(f"{how}: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert deployed.returncode == 1, deployed.stdout + deployed.stderr
    assert "runs the previous version again" in deployed.stderr
    assert answer() == "version 2"
    if image == "live/app:3":
        assert load.failed == []
        assert set(load.seen) == {"version 2"}


def test_6_a_drain_under_load_fails_no_request(swarm: Swarm) -> None:
    swarm.set(IMAGE="live/app:2")
    assert swarm.script("scripts/deploy.sh").returncode == 0
    with Load() as load:
        drained = swarm.script("swarm/drain-node.sh", "out", "swns2")
        time.sleep(3)
    print(f"drain: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert drained.returncode == 0, drained.stdout + drained.stderr
    assert load.failed == []
    running = swarm.docker("service", "ps", f"{STACK}_app", "-f", "desired-state=running", "--format", "{{.Node}}")
    assert "swns2" not in running.split()
    back = swarm.script("swarm/drain-node.sh", "back", "swns2")
    assert back.returncode == 0, back.stdout + back.stderr


def test_7_the_managers_state_is_saved_without_stopping_the_service(swarm: Swarm) -> None:
    node = next(
        n
        for n in (2, 3)
        if swarm.docker("node", "inspect", "self", "--format", "{{.ManagerStatus.Leader}}", node=n) != "true"
    )
    with Load() as load:
        saved = swarm.script(
            "swarm/backup-raft.sh",
            str(swarm.folder / "saved"),
            DOCKER_HOST=f"unix://{swarm.engines.work}/n{node}/docker.sock",
            DOCKER_DATA_ROOT=f"{swarm.engines.work}/n{node}/data",
            STOP_ENGINE=f"{HERE}/stop.sh {swarm.engines.work} {node}",
            START_ENGINE=f"{HERE}/engine.sh {swarm.engines.work} {node}",
        )
    print(f"save: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert saved.returncode == 0, saved.stdout + saved.stderr
    (archive,) = (swarm.folder / "saved").glob("swarm-*.tar.gz")
    assert archive.stat().st_mode & 0o077 == 0
    listed = subprocess.run(["tar", "-tzf", archive], check=True, capture_output=True, text=True).stdout
    assert "swarm/raft/" in listed
    assert len(load.failed) <= len(load.seen) // 50


def test_8_it_refuses_to_drain_or_save_without_a_majority(swarm: Swarm) -> None:
    subprocess.run([HERE / "stop.sh", swarm.engines.work, "3"], check=True, timeout=60)
    deadline = time.monotonic() + 60
    while "Unreachable" not in swarm.docker("node", "ls", "--format", "{{.ManagerStatus}}"):
        assert time.monotonic() < deadline
        time.sleep(1)
    refused = swarm.script("swarm/drain-node.sh", "out", "swns2")
    assert refused.returncode == 1
    assert "majority" in refused.stderr
    assert shutil.which("docker")


def test_9_the_saved_state_makes_a_swarm_again(swarm: Swarm) -> None:
    (archive,) = (swarm.folder / "saved").glob("swarm-*.tar.gz")
    for node in ("1", "2", "3"):
        subprocess.run([HERE / "stop.sh", swarm.engines.work, node], check=False, timeout=60)
    data = swarm.engines.work / "n1/data"
    shutil.rmtree(data / "swarm")
    subprocess.run(["tar", "-xzf", archive, "-C", data], check=True)
    subprocess.run([HERE / "engine.sh", swarm.engines.work, "1"], check=True, timeout=60)
    deadline = time.monotonic() + 90
    while True:
        try:
            swarm.docker("swarm", "init", "--force-new-cluster", "--advertise-addr", ADDRESSES[0], timeout=60)
            break
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            assert time.monotonic() < deadline
            time.sleep(2)
    services = swarm.docker("service", "ls", "--format", "{{.Name}}").split()
    assert sorted(services) == [f"{STACK}_app", f"{STACK}_proxy"]
    assert f"{STACK}-1" in swarm.docker("secret", "ls", "--format", "{{.Name}}").split()
