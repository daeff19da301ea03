"""The tools that read these formats for a living: Ansible, cloud-init, Ignition, systemd, Heat, Terraform, Caddy."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from artifacts.guests import filled_guest, guest_files, guest_text
from artifacts.host_cases import HOST_CASES, VM_CASES
from artifacts.starters import filled, written
from engines.engine_tools import long, needs, tool

from advisor.service import Advisor

pytestmark = pytest.mark.engines

HERE = Path(__file__).parent
VM_PATTERNS = ("one-container-per-vm", "few-containers-per-vm")
HOST_PATTERNS = ("compose-host", "quadlet-host", "systemd-services")
# systemd-analyze looks for the programs and units of the machine it runs on; those of the target are not here.
_ELSEWHERE = re.compile(
    r"is not executable|No such file or directory|(docker|block-metadata|app|data)\.(service|mount) not found|"
    r"Failed to (add dependency|create \S+/start)|Unit \S+ (not found|has a bad)"
)
every_vm = pytest.mark.parametrize(
    ("pattern", "name"), [(pattern, name) for pattern in VM_PATTERNS for name in VM_CASES]
)
every_host = pytest.mark.parametrize(
    ("pattern", "name"), [(pattern, name) for pattern in HOST_PATTERNS for name in HOST_CASES]
)


def some(patterns: Iterable[str], cases: Iterable[str]) -> pytest.MarkDecorator:
    """Of every pattern the first cases; the others in a long run."""
    return pytest.mark.parametrize(
        ("pattern", "name"),
        [
            pytest.param(pattern, name, marks=() if turn < 2 else long)
            for pattern in patterns
            for turn, name in enumerate(cases)
        ],
    )


def said(*command: str, folder: Path, **environment: str) -> str:
    """What a tool complains about; empty if it is content."""
    program = tool(command[0])
    assert program is not None
    path = f"{program.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [str(program), *command[1:]], cwd=folder, env=os.environ | {"NO_COLOR": "1", "PATH": path} | environment,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    output = (done.stdout + done.stderr).strip()
    return (output or f"exit code {done.returncode}") if done.returncode else ""


def systemd_says(folder: Path, files: dict[str, str]) -> list[str]:
    """What systemd has to say about units, without what only the target machine has."""
    folder.mkdir(exist_ok=True)
    for path, text in files.items():
        (folder / Path(path).name).write_text(text)
    names = [str(folder / Path(path).name) for path in files]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True, timeout=60, check=False
    )
    return [line for line in done.stderr.splitlines() if line and not _ELSEWHERE.search(line)]


# ansible-lint begins with `ansible-playbook --syntax-check` of every playbook in the folder.
@needs("ansible-lint", "ansible-playbook")
@some(VM_PATTERNS, VM_CASES)
def test_ansible_reads_the_playbooks_of_machines(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided)
    assert said("ansible-lint", "--offline", "-q", "--nocolor", folder=folder) == ""


@needs("ansible-lint", "ansible-playbook")
@some(HOST_PATTERNS, HOST_CASES)
def test_ansible_reads_the_playbook_of_a_host(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided)
    assert said("ansible-lint", "--offline", "-q", "--nocolor", folder=folder) == ""


@needs("ansible-playbook")
def test_a_placeholder_is_refused_before_anything_is_created(advisor: Advisor, tmp_path: Path) -> None:
    case = VM_CASES["nothing-answered"]
    folder = written(advisor, tmp_path, "one-container-per-vm", case.answers, case.decided)
    assert "is not an image pinned by digest" in said("ansible-playbook", "deploy.yml", folder=folder)


@needs("cloud-init")
@every_vm
def test_cloud_init_reads_the_guest(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    path, text = guest_text(filled(advisor, pattern, case.answers, case.decided))
    if path.endswith(".json"):
        return
    (tmp_path / "user-data").write_text(filled_guest(text))
    assert said("cloud-init", "schema", "--config-file", "user-data", folder=tmp_path) == ""


@needs("ignition-validate")
@every_vm
def test_ignition_reads_the_guest(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    path, text = guest_text(filled(advisor, pattern, case.answers, case.decided))
    if path.endswith(".yaml"):
        return
    (tmp_path / "ignition.json").write_text(filled_guest(text))
    assert said("ignition-validate", "ignition.json", folder=tmp_path) == ""


@needs("systemd-analyze")
@every_vm
def test_systemd_reads_the_units_inside(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    files = guest_files(*guest_text(filled(advisor, pattern, case.answers, case.decided)))
    assert systemd_says(tmp_path, {path: text for path, text in files.items() if "/systemd/system/" in path}) == []


@needs("systemd-analyze")
@every_host
def test_systemd_reads_the_units_of_a_host(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = HOST_CASES[name]
    files = filled(advisor, pattern, case.answers, case.decided)
    units = {path: text for path, text in files.items() if path.startswith("systemd/")}
    instance = {path.replace("@.", "@8080."): text for path, text in units.items()}
    assert not units or systemd_says(tmp_path, units | instance) == []


@needs("systemd-analyze")
def test_systemd_notices_a_wrong_unit(tmp_path: Path) -> None:
    assert systemd_says(tmp_path, {"wrong.service": "[Service]\nExecStart=/bin/true\nRestart=sometimes\n"}) != []


@needs("systemd-analyze")
@pytest.mark.parametrize("name", HOST_CASES)
def test_little_is_left_to_attack_a_service_without_containers(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    files = filled(advisor, "systemd-services", case.answers, case.decided)
    (tmp_path / "front-end@8080.service").write_text(files["systemd/front-end@.service"])
    checked = ("security", "--offline=true", "--threshold=25", "--no-pager", str(tmp_path / "front-end@8080.service"))
    assert said("systemd-analyze", *checked, folder=tmp_path) == ""


@needs("caddy")
@pytest.mark.parametrize("pattern", HOST_PATTERNS)
@pytest.mark.parametrize("name", ["nothing-answered", "rolling"])
def test_caddy_reads_its_file(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided)
    values = {"DOMAIN": "shop.example.org", "PROXY_ADDRESS": "127.0.0.1", "HOME": str(tmp_path)}
    assert said("caddy", "validate", "--adapter", "caddyfile", "--config", "Caddyfile", folder=folder, **values) == ""


@needs("heat-engine")
@some(VM_PATTERNS, VM_CASES)
def test_heat_reads_its_templates(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided | {"provisioning": "heat-template"})
    engine = tool("heat-engine")
    assert engine is not None
    done = subprocess.run(
        [str(engine.resolve().parent / "python"), str(HERE / "heat_validate.py"), str(folder / "heat")],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-400:]


@needs("heat-engine")
def test_heat_notices_a_wrong_property(advisor: Advisor, tmp_path: Path) -> None:
    case = VM_CASES["nothing-answered"]
    decided = case.decided | {"provisioning": "heat-template"}
    folder = written(advisor, tmp_path, "one-container-per-vm", case.answers, decided)
    machine = folder / "heat" / "machine.yaml"
    machine.write_text(machine.read_text().replace("config_drive:", "config_drives:"))
    engine = tool("heat-engine")
    assert engine is not None
    done = subprocess.run(
        [str(engine.resolve().parent / "python"), str(HERE / "heat_validate.py"), str(folder / "heat")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert "config_drives" in done.stdout


@needs("terraform")
@pytest.mark.parametrize("pattern", VM_PATTERNS)
@pytest.mark.parametrize("name", VM_CASES)
@pytest.mark.parametrize("cloud", ["own-datacentre", "aws", "google-cloud", "azure"])
def test_terraform_formats_it_the_same_way(
    advisor: Advisor, tmp_path: Path, pattern: str, name: str, cloud: str
) -> None:
    case = VM_CASES[name]
    answers = {key: value for key, value in case.answers.items() if key not in ("hosting", "datacentre-offers")}
    folder = written(
        advisor, tmp_path, pattern, answers | {"hosting": [cloud]}, case.decided | {"provisioning": "opentofu"}
    )
    for file in ("main.tf", "guest.tf", "variables.tf"):
        done = subprocess.run(
            ["terraform", "fmt", "-check", "-diff", file],
            cwd=folder / "tofu",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
