"""A real OpenStack control plane on the loopback; only the hypervisor is pretended.

Keystone, Glance, Placement, Neutron, Nova and Heat.

Machines become ACTIVE but never boot. It takes about a minute and 1.5 GB of memory.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from engines.openstack.settings import PASSWORD, PORTS, database, write_settings

HERE = Path(__file__).parent
BROKER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
APPLICATIONS = {
    "keystone": "keystone.wsgi.api",
    "glance": "glance.wsgi.api",
    "placement": "placement.wsgi.api",
    "neutron": "neutron.wsgi.api",
    "nova": "nova.wsgi.osapi_compute",
    "heat": "heat.wsgi.api",
}
ONE_AT_A_TIME = ("neutron",)
"""Heat asks Neutron for several things at once, and SQLite turns all writers but one away."""


class Cloud:
    """Everything it starts is in process groups of its own, which `stop` ends."""

    def __init__(self, work: Path, environment: Path) -> None:
        self.work = work
        self.binaries = environment / "bin"
        self.clouds = work / "clouds.yaml"
        self._started: list[subprocess.Popen[bytes]] = []
        write_settings(work, environment)
        self._variables = os.environ | {
            "OS_CLIENT_CONFIG_FILE": str(self.clouds),
            "PYTHONWARNINGS": "ignore",
            "OS_KEYSTONE_CONFIG_FILES": str(work / "keystone/keystone.conf"),
            "OS_GLANCE_CONFIG_DIR": str(work / "glance"),
            "OS_GLANCE_CONFIG_FILES": "glance-api.conf",
            "OS_PLACEMENT_CONFIG_DIR": str(work / "placement"),
            "OS_NEUTRON_CONFIG_DIR": str(work / "neutron"),
            "OS_NEUTRON_CONFIG_FILES": "neutron.conf",
            "OS_NOVA_CONFIG_DIR": str(work / "nova"),
        }

    def start(self) -> None:
        """Bring all of it up, with a catalogue, a flavor, an image and a network that leads out."""
        self._broker()
        keystone = ["--config-file", f"{self.work}/keystone/keystone.conf"]
        self._run("keystone-manage", *keystone, "db_sync")
        for keys in ("fernet_setup", "credential_setup"):
            self._run("keystone-manage", *keystone, keys, "--keystone-user", "root", "--keystone-group", "root")
        address = f"http://127.0.0.1:{PORTS['keystone']}/v3/"
        urls = [word for kind in ("admin", "internal", "public") for word in (f"--bootstrap-{kind}-url", address)]
        self._run(
            "keystone-manage", *keystone, "bootstrap", "--bootstrap-password", PASSWORD, *urls,
            "--bootstrap-region-id", "RegionOne",
        )  # fmt: skip
        self._serve("keystone")
        self._run("python", str(HERE / "catalogue.py"))
        self._run("glance-manage", "--config-file", f"{self.work}/glance/glance-api.conf", "db_sync")
        self._run("placement-manage", "--config-dir", f"{self.work}/placement", "db", "sync")
        self._run("python", str(HERE / "neutron_tables.py"), f"{self.work}/neutron/neutron.db")
        for name in ("glance", "placement", "neutron"):
            self._serve(name)
        nova = ["--config-file", f"{self.work}/nova/nova.conf"]
        self._run("nova-manage", *nova, "api_db", "sync")
        cells = [database(self.work / "nova" / f"cell{number}.db") for number in (0, 1)]
        self._run("nova-manage", *nova, "cell_v2", "map_cell0", "--database_connection", cells[0])
        self._run(
            "nova-manage", *nova, "cell_v2", "create_cell", "--name", "cell1", "--database_connection",
            cells[1], "--transport-url", "rabbit://guest:guest@127.0.0.1:5672/",
        )  # fmt: skip
        self._run("nova-manage", *nova, "db", "sync")
        self._wait_for_port(5672)
        self._serve("nova")
        self._start_heat()
        for part in ("conductor", "scheduler", "compute"):
            self._spawn([str(self.binaries / f"nova-{part}"), *nova, "--log-file", f"{self.work}/log/nova-{part}.log"])
        self._run("python", str(HERE / "catalogue.py"), "seed")

    def _start_heat(self) -> None:
        settings = ["--config-file", f"{self.work}/heat/heat.conf"]
        self._run("heat-manage", *settings, "db_sync")
        self._spawn([str(self.binaries / "heat-engine"), *settings, "--log-file", f"{self.work}/log/heat-engine.log"])
        self._serve("heat", "--pyargv", " ".join(settings))

    def holds(self) -> dict[str, list[str]]:
        """Everything that a project may leave behind, by kind."""
        return cast("dict[str, list[str]]", json.loads(self._run("python", str(HERE / "holdings.py"))))

    def stop(self) -> None:
        """End what was started, newest first."""
        for process in reversed(self._started):
            if process.poll() is None:
                os.killpg(process.pid, 15)
        for process in self._started:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()

    def _broker(self) -> None:
        folder = self.work / "rabbit"
        values = {
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": "5672",
            "RABBITMQ_NODENAME": "advisor@localhost",
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "HOME": str(folder),
        }
        self._spawn([str(BROKER)], values)

    def _serve(self, name: str, *words: str) -> None:
        port = PORTS[name]
        threads = "1" if name in ONE_AT_A_TIME else "2"
        self._spawn([
            str(self.binaries / "uwsgi"), "--http-socket", f"127.0.0.1:{port}",
            "--module", f"{APPLICATIONS[name]}:application",
            "--processes", "1", "--threads", threads, "--enable-threads", "--master",
            "--add-header", "Connection: close", "--lazy-apps",
            "--die-on-term", "--buffer-size", "65535", "-H", str(self.binaries.parent), *words,
        ])  # fmt: skip
        end = time.monotonic() + 180
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    return
            except urllib.error.HTTPError as error:
                if error.code == 300:
                    return
            except OSError:
                pass
            time.sleep(0.5)
        raise RuntimeError(f"{name} does not answer; see {self.work}/log")

    def _wait_for_port(self, port: int) -> None:
        for _ in range(120):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.5)
        raise RuntimeError(f"nothing listens on port {port}; see {self.work}/log")

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            [str(self.binaries / command[0]), *command[1:]], env=self._variables, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr[-1500:]}")
        return done.stdout

    def _spawn(self, command: Sequence[str], values: dict[str, str] | None = None) -> None:
        with (self.work / "log" / f"{Path(command[0]).name}-{len(self._started)}.out").open("wb") as log:
            self._started.append(
                subprocess.Popen(
                    list(command),
                    env=self._variables | (values or {}),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )
