"""A project in the trial cloud, and what stands in for the application: the machines become ACTIVE without booting."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from engines.engine_tools import INSTALLED, needs
from engines.openstack.cloud import Cloud
from engines.openstack.settings import BROKER

MARKS = [
    pytest.mark.engines,
    pytest.mark.xdist_group("openstack"),
    needs("ansible-playbook", "nova-manage", "openstack", "ip", root=True),
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


@contextmanager
def healthy(address: str) -> Iterator[int]:
    """The port at which something answers `/healthz`, and nothing else, on the address."""
    with ThreadingHTTPServer((address, 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@dataclass
class Project:
    """The starter's folder, and the cloud as an operator with its credentials sees it."""

    folder: Path
    cloud: Cloud

    @property
    def variables(self) -> dict[str, str]:
        path = f"{INSTALLED}:{os.environ['PATH']}"
        return os.environ | {
            "OS_CLIENT_CONFIG_FILE": str(self.cloud.clouds), "OS_CLOUD": "openstack", "PYTHONWARNINGS": "ignore",
            "NO_COLOR": "1", "PATH": path,
        }  # fmt: skip

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.variables, capture_output=True, text=True, timeout=400, check=False
        )

    def machines(self) -> dict[str, str]:
        """Name -> status, of every machine."""
        return {server["name"]: server["status"] for server in self.cloud.ask("servers")}
