"""The starter for one container per machine against a real OpenStack: deployed, replaced, refused, rolled back.

Needs root, RabbitMQ, Ansible with openstack.cloud, and OpenStack itself in an environment whose `nova-manage` is found.
The machines become ACTIVE without booting, so a small server on the loopback stands in for the application's health.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from artifacts.host_cases import VM_CASES
from artifacts.starters import written
from engines.engine_tools import needs, tool
from engines.openstack.cloud import BROKER, Cloud

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    pytest.mark.xdist_group("openstack"),
    needs("ansible-playbook", "nova-manage", "keystone-manage", "glance-manage", "uwsgi", "openstack", root=True),
    pytest.mark.skipif(not BROKER.exists(), reason="not here: rabbitmq-server"),
]
PREFIX = "online-shop-front-end"


class Healthy(BaseHTTPRequestHandler):
    """The application as the health gate sees it."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 503)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Stay silent."""


@dataclass
class Project:
    """A project in the cloud, and the starter's folder."""

    folder: Path
    variables: dict[str, str]
    programs: Path

    def set(self, **values: str) -> None:
        path = self.folder / "group_vars" / "all.yml"
        text = path.read_text()
        for name, value in values.items():
            text, changed = re.subn(rf"^{name}:.*$", f"{name}: {value}", text, flags=re.MULTILINE)
            assert changed == 1, name
        path.write_text(text)

    def play(self, playbook: str, *words: str) -> subprocess.CompletedProcess[str]:
        program = tool("ansible-playbook")
        assert program is not None
        return subprocess.run(
            [str(program), playbook, "-e", "health_host=127.0.0.1", *words],
            cwd=self.folder, env=self.variables, capture_output=True, text=True, timeout=400, check=False,
        )  # fmt: skip

    def ask(self, *words: str) -> Any:
        done = subprocess.run(
            [str(self.programs / "openstack"), "--os-cloud", "openstack", *words, "--format", "json"],
            env=self.variables, capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    def servers(self) -> dict[str, str]:
        """Part of the release -> status, of every machine."""
        shown = [self.ask("server", "show", server["ID"]) for server in self.ask("server", "list")]
        return {server["properties"]["part"]: server["status"] for server in shown}

    def holder(self, address: str) -> str:
        """The part of the release whose machine has the floating IP."""
        port = self.ask("floating", "ip", "show", address)["port_id"]
        machine = self.ask("port", "show", port)["device_id"]
        return str(self.ask("server", "show", machine)["properties"]["part"])


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    binary = tool("nova-manage")
    assert binary is not None
    work = Path(tempfile.mkdtemp(prefix="advisor-openstack-"))
    made = Cloud(work, binary.resolve().parent.parent)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(work, ignore_errors=True)


@pytest.fixture
def project(advisor: Advisor, cloud: Cloud, tmp_path: Path) -> Iterator[Project]:
    case = VM_CASES["nothing-answered"]
    folder = written(advisor, tmp_path, "one-container-per-vm", case.answers, case.decided)
    variables = os.environ | {"OS_CLIENT_CONFIG_FILE": str(cloud.clouds), "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made = Project(folder, variables, cloud.binaries)
        made.set(
            image=f'"registry.example.org/shop/front-end@sha256:{"1" * 64}"', health_port=str(server.server_port),
            health_tries="2",
        )  # fmt: skip
        yield made
        server.shutdown()


def test_a_release_is_made_replaced_refused_and_taken_back(project: Project) -> None:
    address = project.ask("floating", "ip", "create", "public")["floating_ip_address"]
    project.set(floating_ip=f'"{address}"')

    first = project.play("deploy.yml")
    assert first.returncode == 0, first.stdout
    assert project.servers() == {"live": "ACTIVE"}
    again = project.play("deploy.yml")
    assert re.search(r"changed=0 .*failed=0", again.stdout)

    rules = project.ask("security", "group", "rule", "list", PREFIX, "--long")
    incoming = {(rule["IP Range"], rule["Port Range"]) for rule in rules if rule["Direction"] == "ingress"}
    assert {address for address, _ in incoming} == {"10.20.0.0/24", "10.0.0.0/24"}
    assert all(rule["Port Range"] for rule in rules)

    project.set(rebuild='"2"')
    second = project.play("deploy.yml")
    assert second.returncode == 0, second.stdout
    assert project.servers() == {"live": "ACTIVE", "previous": "SHUTOFF"}
    assert project.holder(address) == "live"
    live = {server["Name"] for server in project.ask("server", "list") if server["Status"] == "ACTIVE"}

    project.set(rebuild='"3"', health_path="/sick")
    refused = project.play("deploy.yml")
    assert refused.returncode != 0
    assert "did not become healthy and was removed" in refused.stdout + refused.stderr
    assert project.servers() == {"live": "ACTIVE", "previous": "SHUTOFF"}
    assert {server["Name"] for server in project.ask("server", "list") if server["Status"] == "ACTIVE"} == live
    assert project.holder(address) == "live"

    project.set(rebuild='"2"', health_path="/healthz")
    back = project.play("rollback.yml")
    assert back.returncode == 0, back.stdout
    assert project.servers() == {"live": "ACTIVE", "previous": "SHUTOFF"}
    assert project.holder(address) == "live"
    assert {server["Name"] for server in project.ask("server", "list") if server["Status"] == "SHUTOFF"} == live
