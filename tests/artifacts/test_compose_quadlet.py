"""One host with Podman: units that Podman knows, closed by default, each container for itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from artifacts.guests import guest_files, guest_text
from artifacts.host_cases import HOST_CASES, VM_CASES
from artifacts.lint_tools import lint, needs_linters, scripts
from artifacts.quadlet_rules import quadlet_problems
from artifacts.starters import filled, written

from advisor.service import Advisor

every = pytest.mark.parametrize("name", HOST_CASES)


def starter(advisor: Advisor, name: str) -> dict[str, str]:
    case = HOST_CASES[name]
    return filled(advisor, "quadlet-host", case.answers, case.decided)


@every
def test_podman_knows_every_key(advisor: Advisor, name: str) -> None:
    units = {path: text for path, text in starter(advisor, name).items() if path.startswith("quadlet/")}
    assert units
    assert [problem for path, text in units.items() for problem in quadlet_problems(path, text)] == []


@pytest.mark.parametrize("name", VM_CASES)
def test_podman_knows_every_key_of_a_pod_in_a_machine(advisor: Advisor, name: str) -> None:
    case = VM_CASES[name]
    files = guest_files(*guest_text(filled(advisor, "few-containers-per-vm", case.answers, case.decided)))
    units = {path: text for path, text in files.items() if path.startswith("/etc/containers/systemd/")}
    assert [problem for path, text in units.items() for problem in quadlet_problems(path, text)] == []


def test_a_misspelt_key_is_found() -> None:
    text = "[Container]\nImagee=x\n[Countainer]\nReadOnly\n"
    assert list(quadlet_problems("app.container", text)) == [
        "app.container:2: [Container] does not know Imagee",
        "app.container:3: no section [Countainer] in a .container file",
        "app.container:4: not a key and a value: ReadOnly",
    ]


@every
def test_every_container_is_closed(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    shell_less = ("HealthOnFailure=kill", "monitoring/quadlet/fluent-bit.container")
    for path, text in files.items():
        if path.endswith(".container"):
            for line in ("ReadOnly=true", "DropCapability=ALL", "NoNewPrivileges=true", "HealthOnFailure=kill"):
                assert line in text.splitlines() or (line, path) == shell_less, (path, line)
        for port in re.findall(r"^PublishPort=(.*)$", text, re.MULTILINE) if path.startswith("quadlet/") else ():
            assert port.startswith("127.0.0.1:"), path


@every
def test_images_follow_a_digest_unless_automatic_updates_were_decided(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    values = files["quadlet/front-end.container.d/values.conf"]
    unit = files["quadlet/front-end.container"]
    automatic = HOST_CASES[name].decided.get("host-maintenance") == "automatic-image-updates"
    assert bool(re.search(r"^Image=\S+@sha256:[0-9a-f]{64}$", values, re.MULTILINE)) is not automatic
    assert ("AutoUpdate=registry" in unit) is automatic
    assert ("podman-auto-update.timer" in files["host.yml"]) is automatic


@every
def test_what_the_host_gets_is_there(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    for source in re.findall(r"src: ([\w./-]+)", files["host.yml"]):
        assert any(path == source or (path.startswith(source) and source.endswith("/")) for path in files), source


def test_an_update_that_does_not_become_healthy_goes_back(advisor: Advisor, tmp_path: Path) -> None:
    case = HOST_CASES["nothing-answered"]
    folder = written(advisor, tmp_path / "starter", "quadlet-host", case.answers, case.decided)
    values = folder / "quadlet/front-end.container.d/values.conf"
    bad, good = (f"registry.example.org/shop/front-end@sha256:{digit * 64}" for digit in "23")
    # systemctl as it behaves: a restart fails while the values name the bad image
    programs = {
        "podman": "exit 0",
        "journalctl": "exit 0",
        "systemctl": f'[ "$1" = restart ] || exit 0; ! grep -q "{bad}" "$VALUES"',
    }
    for program, body in programs.items():
        path = tmp_path / program
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def update(image: str) -> int:
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "VALUES": str(values)}
        return subprocess.run(["sh", "update.sh", image], cwd=folder, env=environment, check=False).returncode

    assert update(good) == 0
    assert f"Image={good}\n" in values.read_text()
    assert update(bad) == 1
    assert f"Image={good}\n" in values.read_text()
    assert update("front-end:latest") == 2


@needs_linters("shellcheck")
@every
def test_the_scripts_are_sound(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, "quadlet-host", case.answers, case.decided)
    assert lint(folder, "shellcheck", *scripts(folder)) == ""
