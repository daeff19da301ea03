"""A service without containers: releases as folders, a switch that goes back by itself."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from artifacts.host_cases import HOST_CASES
from artifacts.lint_tools import lint, needs_linters, scripts
from artifacts.starters import filled, written

from advisor.service import Advisor

every = pytest.mark.parametrize("name", HOST_CASES)
PROGRAM = """#!{python}
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response({status}); self.end_headers(); self.wfile.write(b"{word}")
    def log_message(self, *words): pass
HTTPServer(("127.0.0.1", 8080), Handler).serve_forever()
"""
SYSTEMCTL = """#!/bin/sh
# What systemd does with `restart front-end@8080.service`, for one instance
[ "$1" = restart ] || exit 0
if [ -f "$BASE/pid" ]; then
  old=$(cat "$BASE/pid")
  kill "$old"
  while kill -0 "$old" 2>/dev/null; do sleep 0.1; done
fi
"$BASE/current/bin/front-end" >/dev/null 2>&1 &
echo $! > "$BASE/pid"
"""


@every
def test_the_unit_takes_all_it_can(advisor: Advisor, name: str) -> None:
    case = HOST_CASES[name]
    files = filled(advisor, "systemd-services", case.answers, case.decided)
    lines = files["systemd/front-end@.service"].splitlines()
    for line in (
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "MemoryMax=512M",
        "TasksMax=256",
        "SystemCallArchitectures=native",
    ):
        assert line in lines
    assert ("DynamicUser=yes" in lines) != ("StateDirectory=front-end" in lines)
    assert "User=root" not in lines
    assert ("8081 8082" in files["deploy.sh"]) == name.startswith("rolling")


@needs_linters("shellcheck")
@every
def test_the_scripts_are_sound(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, "systemd-services", case.answers, case.decided)
    assert lint(folder, "shellcheck", *scripts(folder)) == ""


@pytest.fixture
def host(advisor: Advisor, tmp_path: Path) -> Iterator[Path]:
    """A folder laid out as the playbook does it, and a systemctl for one instance."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 8080)) == 0:
            pytest.skip("port 8080 is taken")
    case = HOST_CASES["nothing-answered"]
    base = written(advisor, tmp_path / "opt", "systemd-services", case.answers, case.decided)
    (base / "releases").mkdir()
    settings = base / "service.env"
    settings.write_text(settings.read_text().replace("WAIT_SECONDS=120", "WAIT_SECONDS=6"))
    (tmp_path / "systemctl").write_text(SYSTEMCTL)
    (tmp_path / "systemctl").chmod(0o755)
    yield base
    if (base / "pid").exists():
        subprocess.run(["kill", (base / "pid").read_text().strip()], check=False)


def release(folder: Path, word: str, status: int) -> tuple[str, str]:
    """An archive with a program that answers with that status, and its checksum."""
    program = folder / "front-end"
    program.write_text(PROGRAM.format(python=sys.executable, status=status, word=word))
    program.chmod(0o755)
    archive = folder / f"{word}.tar.gz"
    with tarfile.open(archive, "w:gz") as out:
        out.add(program, "bin/front-end")
    return str(archive), hashlib.sha256(archive.read_bytes()).hexdigest()


def deploy(base: Path, *words: str) -> int:
    programs = next(parent for parent in base.parents if (parent / "systemctl").exists())
    environment = os.environ | {"BASE": str(base), "PATH": f"{programs}:{os.environ['PATH']}"}
    return subprocess.run(["sh", "deploy.sh", *words], cwd=base, env=environment, timeout=60, check=False).returncode


def says() -> str:
    for _ in range(20):
        done = subprocess.run(
            ["curl", "--silent", "http://127.0.0.1:8080/healthz"], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout
        time.sleep(0.2)
    return "nothing"


@pytest.mark.engines  # it waits for health twenty seconds long
def test_a_release_that_does_not_answer_goes_back(host: Path, tmp_path: Path) -> None:
    assert deploy(host, *release(tmp_path, "one", 200)) == 0
    assert says() == "one"
    assert deploy(host, *release(tmp_path, "two", 200)) == 0
    assert says() == "two"
    assert deploy(host, *release(tmp_path, "broken", 500)) == 1
    assert says() == "two"
    assert deploy(host, "rollback") == 0
    assert says() == "one"


def test_a_release_with_another_checksum_is_refused(host: Path, tmp_path: Path) -> None:
    archive, _ = release(tmp_path, "one", 200)
    assert deploy(host, archive, "0" * 64) == 2
    assert deploy(host, archive) == 2
    assert not list((host / "releases").iterdir())
    assert deploy(host, "rollback") == 1
