"""The Compose starter on a real engine: it comes up, answers, updates, goes back, stops gracefully, and is restored.

Needs root, a Docker engine, Compose and busybox; restic for the backup, Caddy for the proxy. What is missing is said.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from artifacts.cluster_cases import Case
from artifacts.starters import written
from engines.compose.engine import Engine, running_engine
from engines.engine_tools import needs, tool
from engines.filling import fill_in

from advisor.service import Advisor

pytestmark = [
    pytest.mark.engines,
    pytest.mark.xdist_group("containers"),
    needs("dockerd", "docker", "docker-compose", "busybox", "curl", root=True),
]

DATA = Case(
    {"state": "durable-data", "listener": ["none"]},
    {"secrets": "delivered-files", "shared-data": "block-volume", "backup": "file-level"},
)
ROLLING = Case({"listener": ["http"], "update-window": "none", "config-change": "live"}, {"secrets": "delivered-files"})
PROXY = "127.0.0.9"


@dataclass
class Host:
    """A host's folder with the starter in it."""

    engine: Engine
    folder: Path

    def set(self, **values: str) -> None:
        fill_in(self.folder / ".env", values)

    def run(self, *words: str, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(words), cwd=self.folder, env=self.engine.environment, capture_output=True, text=True,
            timeout=timeout, check=False,
        )  # fmt: skip

    def compose(self, *words: str) -> str:
        done = self.run("docker", "compose", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def running(self, service: str) -> str:
        return self.engine.docker("inspect", "--format", "{{.Config.Image}}", self.compose("ps", "-q", service).strip())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with running_engine() as started:
        yield started


def host(advisor: Advisor, engine: Engine, folder: Path, case: Case, services: list[str]) -> Iterator[Host]:
    made = Host(engine, written(advisor, folder, "compose-host", case.answers, case.decided))
    (made.folder / "secrets").mkdir()
    (made.folder / "secrets" / "app.env").write_text("TOKEN=secret\n")
    # There is no journal in a test environment; everything else stays as the starter says.
    logging = "".join(f"  {service}: {{logging: {{driver: json-file}}}}\n" for service in services)
    (made.folder / "compose.override.yaml").write_text(f"services:\n{logging}")
    yield made
    made.run("docker", "compose", "down", "--volumes", "--timeout", "5")


@pytest.fixture
def store(advisor: Advisor, engine: Engine, tmp_path: Path) -> Iterator[Host]:
    """One instance with data of its own."""
    for made in host(advisor, engine, tmp_path / "store", DATA, ["app"]):
        data = tmp_path / "data"
        data.mkdir()
        shutil.chown(data, 10001, 10001)
        made.set(LOCAL_PORT="18080", DATA_DIR=str(data), RESTIC_REPOSITORY=str(tmp_path / "backup"), WAIT_SECONDS="40")
        (made.folder / "secrets" / "restic").write_text("password\n")
        shrink_start_period(made.folder)
        yield made


@pytest.fixture
def pair(advisor: Advisor, engine: Engine, tmp_path: Path) -> Iterator[Host]:
    """Two instances behind Caddy."""
    caddy = tool("caddy")
    if caddy is None:
        pytest.skip("not here: caddy")
    for made in host(advisor, engine, tmp_path / "pair", ROLLING, ["app-a", "app-b", "proxy"]):
        proxy = engine.image(
            "caddy",
            caddy,
            entrypoint='["/bin/caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]',
        )
        made.set(
            LOCAL_PORT="18081", LOCAL_PORT_B="18082", PROXY_IMAGE=proxy, PROXY_ADDRESS=PROXY, DOMAIN="http://shop.test",
            WAIT_SECONDS="40",
        )  # fmt: skip
        shrink_start_period(made.folder)
        yield made


def shrink_start_period(folder: Path) -> None:
    """An application that never becomes healthy is noticed in seconds instead of a minute."""
    path = folder / "compose.yaml"
    path.write_text(
        path.read_text().replace("start_period: 60s", "start_period: 2s").replace("interval: 10s", "interval: 2s")
    )


def get(url: str, *words: str) -> str:
    done = subprocess.run(
        ["curl", "--silent", "--max-time", "5", *words, url], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def test_it_comes_up_updates_and_goes_back(store: Host) -> None:
    one, two, sick = (store.engine.image(name) for name in ("one", "two", "sick"))
    store.set(IMAGE=one)
    assert store.run("sh", "secrets.sh").returncode == 0
    store.compose("up", "--detach", "--wait")
    assert get("http://127.0.0.1:18080/") == "one"

    if tool("restic") is None:
        shutil.copy("/bin/true", store.folder / "backup.sh")
    updated = store.run("sh", "update.sh", two)
    assert updated.returncode == 0, updated.stderr
    assert get("http://127.0.0.1:18080/") == "two"
    assert store.running("app") == two
    assert f"IMAGE={two}" in (store.folder / ".env").read_text()

    failed = store.run("sh", "update.sh", sick)
    assert failed.returncode == 1
    assert "going back" in failed.stderr
    assert get("http://127.0.0.1:18080/") == "two"
    assert f"IMAGE={two}" in (store.folder / ".env").read_text()


def test_it_is_closed_and_stops_gracefully(store: Host, tmp_path: Path) -> None:
    store.set(IMAGE=store.engine.image("one"))
    store.run("sh", "secrets.sh")
    store.compose("up", "--detach", "--wait")
    assert store.compose("exec", "--no-TTY", "app", "cat", "/run/secrets/app") == "TOKEN=secret\n"
    refused = store.run("docker", "compose", "exec", "--no-TTY", "app", "sh", "-c", "echo x > /x")
    assert "Read-only file system" in refused.stderr
    container = store.compose("ps", "-q", "app").strip()
    published = store.engine.docker("port", container)
    assert published == "8080/tcp -> 127.0.0.1:18080"
    store.compose("stop")
    assert (
        store.engine.docker("inspect", "--format", "{{.State.ExitCode}} {{.State.OOMKilled}}", container) == "0 false"
    )
    assert (tmp_path / "data" / "starts").read_text().splitlines()[-1] == "stopped gracefully"


@needs("restic")
def test_it_is_backed_up_and_restored(store: Host, tmp_path: Path) -> None:
    store.set(IMAGE=store.engine.image("one"))
    store.run("sh", "secrets.sh")
    store.compose("up", "--detach", "--wait")
    order = tmp_path / "data" / "order-17"
    order.write_text("paid")
    saved = store.run("sh", "backup.sh")
    assert saved.returncode == 0, saved.stderr
    assert get("http://127.0.0.1:18080/") == "one"
    order.write_text("spoilt")
    tried = store.run("sh", "restore-test.sh")
    assert tried.returncode == 0, tried.stderr
    assert "healthy" in tried.stdout
    assert order.read_text() == "spoilt"
    restored = store.run("sh", "restore.sh")
    assert restored.returncode == 0, restored.stderr
    assert order.read_text() == "paid"
    assert get("http://127.0.0.1:18080/") == "one"
    assert [path.name for path in tmp_path.glob("data.before-*/order-17")] == ["order-17"]
    assert not list(tmp_path.glob("data.test.*"))


def test_an_update_of_two_instances_loses_no_request(pair: Host) -> None:
    one, two, sick = (pair.engine.image(name) for name in ("one", "two", "sick"))
    pair.set(IMAGE=one)
    (pair.folder / "config").mkdir(exist_ok=True)
    pair.run("sh", "secrets.sh")
    pair.compose("up", "--detach", "--wait")
    said: list[str] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            said.append(get(f"http://{PROXY}/", "--header", "Host: shop.test", "--max-time", "20"))
            time.sleep(0.02)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        updated = pair.run("sh", "update.sh", two)
        failed = pair.run("sh", "update.sh", sick)
    finally:
        done.set()
        asking.join()
    assert updated.returncode == 0, updated.stderr
    assert failed.returncode == 1, failed.stderr
    assert len(said) > 100
    assert set(said) == {"one", "two"}
    assert pair.running("app-a") == pair.running("app-b") == two

    pair.compose("kill", "--signal", "HUP", "app-a", "app-b")
    time.sleep(2)
    assert "reloaded" in get("http://127.0.0.1:18081/")
