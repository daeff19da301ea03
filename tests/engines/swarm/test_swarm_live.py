"""The Swarm starter on three real engines: formed, deployed, updated under load, rolled back, drained, saved.

Needs root, a Docker engine, mmdebstrap, and Ansible with community.docker; without them it is skipped and says why.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, SSLContext, create_default_context

import pytest
from artifacts.cluster_cases import HTTP, Case
from artifacts.starters import written
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    pytest.mark.xdist_group("containers"),
    needs("dockerd", "docker", "mmdebstrap", "ip", "nsenter", "openssl", root=True),
]

HERE = Path(__file__).parent
ADDRESSES = ["172.29.7.11", "172.29.7.12", "172.29.7.13"]
STACK = "online-shop-front-end"
CASE = Case(
    HTTP | {"recovery": "automatic", "update-window": "none", "hosts": "two-to-ten", "run-length": "short-requests"},
    {"ingress": "reverse-proxy"},
)


@dataclass
class Swarm:
    """Three engines, and the starter's folder."""

    work: Path
    folder: Path

    def docker(self, *words: str, node: int = 1, timeout: float = 120) -> str:
        command = ["docker", "-H", f"unix://{self.work}/n{node}/docker.sock", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=timeout).stdout.strip()

    def script(self, *words: str, timeout: float = 300, **environment: str) -> subprocess.CompletedProcess[str]:
        set_ = os.environ | {"DOCKER_HOST": f"unix://{self.work}/n1/docker.sock", "WAIT_SECONDS": "200"} | environment
        return subprocess.run(
            list(words), cwd=self.folder, env=set_, capture_output=True, text=True, timeout=timeout, check=False
        )

    def use(self, image: str) -> None:
        settings = self.folder / ".env"
        settings.write_text(re.sub(r"^IMAGE=.*$", f"IMAGE={image}", settings.read_text(), flags=re.MULTILINE))

    def answer(self) -> str:
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
            except OSError as error:
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
def swarm(advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    """Three engines with the images, formed into a Swarm by the starter's own playbook, and the secrets."""
    playbook = tool("ansible-playbook")
    if playbook is None:
        pytest.skip("ansible-playbook is not installed (make engines)")
    images = Path(os.environ.get("ADVISOR_ENGINES_CACHE", tmp_path_factory.mktemp("images")))
    subprocess.run([HERE / "image.sh", images], check=True, timeout=600)
    work = Path("/tmp/advisor-swarm")
    subprocess.run([HERE / "down.sh", work], check=False, timeout=300, capture_output=True)
    folder = written(advisor, tmp_path_factory.mktemp("starter"), "swarm-on-vms", CASE.answers, CASE.decided)
    made = Swarm(work, folder)
    try:
        subprocess.run([HERE / "up.sh", work, "3"], check=True, timeout=200)
        for node in (1, 2, 3):
            _load_images(made, images / "rootfs.tar", node)
        _inventory(made)
        yield made
    finally:
        subprocess.run([HERE / "down.sh", work], check=False, timeout=300)


def _load_images(swarm: Swarm, rootfs: Path, node: int) -> None:
    command = 'CMD ["python3","/app/app.py"]'
    swarm.docker("import", "--change", command, str(rootfs), "live/base:1", node=node)
    swarm.docker("tag", "live/base:1", "live/haproxy:1", node=node)
    for version, fails in (("1", ""), ("2", ""), ("3", "health"), ("4", "late")):
        container = swarm.docker("create", "live/base:1", "true", node=node)
        changes = [f"ENV APP_VERSION={version}", f"ENV APP_FAILS={fails}", command]
        options = [word for change in changes for word in ("--change", change)]
        swarm.docker("commit", *options, container, f"live/app:{version}", node=node)
        swarm.docker("rm", container, node=node)


def _inventory(swarm: Swarm) -> None:
    hosts = ""
    for n, address in enumerate(ADDRESSES, 1):
        labels = f"zone: z{n}" + (", ingress: 'true'" if n == 1 else "")
        engine = f"unix://{swarm.work}/n{n}/docker.sock"
        hosts += f"        manager-{n}: {{address: {address}, docker_host: '{engine}', labels: {{{labels}}}}}\n"
    text = (swarm.folder / "swarm/inventory.yml").read_text()
    head = text[: text.index("    managers:")]
    (swarm.folder / "swarm/inventory.yml").write_text(
        f"{head}    managers:\n      hosts:\n{hosts}    workers:\n      hosts: {{}}\n"
    )


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
    settings = folder / ".env"
    settings.write_text(
        re.sub(r"^PROXY_IMAGE=.*$", "PROXY_IMAGE=live/haproxy:1", settings.read_text(), flags=re.MULTILINE)
    )
    swarm.use("live/app:1")
    deployed = swarm.script("scripts/deploy.sh")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert swarm.answer() == "version 1"
    nodes = swarm.docker("service", "ps", f"{STACK}_app", "--format", "{{.Node}}").split()
    assert len(set(nodes)) == 3, "spread over all hosts"


def test_4_a_rolling_update_under_load_fails_no_request(swarm: Swarm) -> None:
    swarm.use("live/app:2")
    with Load() as load:
        time.sleep(2)
        deployed = swarm.script("scripts/deploy.sh")
        time.sleep(2)
    print(f"rolling update: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert load.failed == []
    assert {"version 1", "version 2"} == set(load.seen)
    assert swarm.answer() == "version 2"


@pytest.mark.parametrize(("image", "how"), [("live/app:3", "never gets healthy"), ("live/app:4", "dies soon after")])
def test_5_a_failing_update_rolls_back_by_itself(swarm: Swarm, image: str, how: str) -> None:
    swarm.use(image)
    with Load() as load:
        deployed = swarm.script("scripts/deploy.sh")
    print(f"{how}: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert deployed.returncode == 1, deployed.stdout + deployed.stderr
    assert "runs the previous version again" in deployed.stderr
    assert swarm.answer() == "version 2"
    if image == "live/app:3":
        assert load.failed == []
        assert set(load.seen) == {"version 2"}


def test_6_a_drain_under_load_fails_no_request(swarm: Swarm) -> None:
    swarm.use("live/app:2")
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
            DOCKER_HOST=f"unix://{swarm.work}/n{node}/docker.sock",
            DOCKER_DATA_ROOT=f"{swarm.work}/n{node}/data",
            STOP_ENGINE=f"{HERE}/stop.sh {swarm.work} {node}",
            START_ENGINE=f"{HERE}/engine.sh {swarm.work} {node}",
        )
    print(f"save: {len(load.seen)} requests, {len(load.failed)} failed {load.failed[:3]}")
    assert saved.returncode == 0, saved.stdout + saved.stderr
    (archive,) = (swarm.folder / "saved").glob("swarm-*.tar.gz")
    assert archive.stat().st_mode & 0o077 == 0
    listed = subprocess.run(["tar", "-tzf", archive], check=True, capture_output=True, text=True).stdout
    assert "swarm/raft/" in listed
    assert len(load.failed) <= len(load.seen) // 50


def test_8_it_refuses_to_drain_or_save_without_a_majority(swarm: Swarm) -> None:
    subprocess.run([HERE / "stop.sh", swarm.work, "3"], check=True, timeout=60)
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
        subprocess.run([HERE / "stop.sh", swarm.work, node], check=False, timeout=60)
    data = swarm.work / "n1/data"
    shutil.rmtree(data / "swarm")
    subprocess.run(["tar", "-xzf", archive, "-C", data], check=True)
    subprocess.run([HERE / "engine.sh", swarm.work, "1"], check=True, timeout=60)
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
