"""Compose files mean here what they mean to Compose itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.reading.compose import Project, load_project
from advisor.reading.fence import Fence
from tests.importing.composing import projects

INSTALLED = Path(__file__).parents[2] / ".venv-engines" / "bin" / "docker-compose"
COMPOSE = shutil.which("docker-compose") or (str(INSTALLED) if INSTALLED.exists() else None)

pytestmark = [pytest.mark.engines, pytest.mark.skipif(COMPOSE is None, reason="not here: docker-compose")]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(projects())
def test_services_ports_volumes_and_environment_agree(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for path, text in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text)
        theirs = config(folder)
        project = load_project(Fence([folder]), folder / "compose.yaml", with_override=True)
    assert set(project.services) == set(theirs)
    for service, expected in theirs.items():
        assert ours(project, service) == {key: expected[key] for key in ("ports", "volumes", "environment")}, files


def config(folder: Path) -> dict[str, dict[str, Any]]:
    """What Compose makes of a folder, each part as a comparable set."""
    command = [str(COMPOSE), "--profile", "*", "config", "--format", "json"]
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode:
        pytest.skip(done.stderr)  # pragma: no cover
    return {
        name: {
            "ports": {
                (str(p["target"]), str(p.get("published", "")), p.get("protocol", "tcp"), p.get("host_ip", ""))
                for p in service.get("ports") or ()
            },
            "volumes": {
                (v["type"], v.get("source", ""), v["target"], bool(v.get("read_only")))
                for v in service.get("volumes") or ()
            },
            "environment": {
                key: "" if value is None else str(value).replace("$$", "$")
                for key, value in (service.get("environment") or {}).items()
            },
        }
        for name, service in json.loads(done.stdout)["services"].items()
    }


def ours(project: Project, name: str) -> dict[str, Any]:
    """The same of ours."""
    service = project.services[name]

    def of(node: Any, *keys: str) -> tuple[str, ...]:
        return tuple(node.at(key).text for key in keys)

    return {
        "ports": {of(port, "target", "published", "protocol", "host_ip") for port in service.at("ports").items},
        "volumes": {
            (*of(volume, "type", "source", "target"), volume.at("read_only").is_true)
            for volume in service.at("volumes").items
        },
        "environment": {key: node.text for key, node in service.at("environment").mapping.items()},
    }
