"""What reads whole folders of machines and hosts: Ansible, Terraform, and systemd on how closed a unit is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

import pytest
import yaml
from artifacts.cluster_cases import Case
from artifacts.host_cases import HOST_CASES, VM_CASES
from artifacts.spread import HOSTS, MACHINES
from artifacts.starters import filled, written
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = pytest.mark.engines


def said(*command: str, folder: Path, **environment: str) -> str:
    """What a tool complains about; empty if it is content."""
    program = tool(command[0])
    assert program is not None
    path = f"{program.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [str(program), *command[1:]], cwd=folder, env=os.environ | {"NO_COLOR": "1", "PATH": path} | environment,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    output = (done.stdout + done.stderr).strip()
    return (output or f"exit code {done.returncode}") if done.returncode else ""


@needs("ansible-lint", "ansible-playbook")
@pytest.mark.parametrize(("patterns", "cases"), [(MACHINES, VM_CASES), (HOSTS, HOST_CASES)], ids=["machines", "hosts"])
def test_ansible_reads_the_playbooks(
    advisor: Advisor, tmp_path: Path, patterns: Iterable[str], cases: Mapping[str, Case]
) -> None:
    """All cases in one run, in which Ansible reads the playbooks too; a file that is in many folders is read once."""
    files: dict[tuple[str, str], str] = {}
    for pattern, (name, case) in product(patterns, cases.items()):
        folder = written(advisor, tmp_path / f"{pattern}-{name}", pattern, case.answers, case.decided)
        settings = yaml.safe_load((folder / ".ansible-lint").read_text())
        assert settings["profile"] == "production"
        for path in sorted(folder.rglob("*.yml")):
            within = path.relative_to(folder).as_posix()
            if not within.startswith(tuple(settings["exclude_paths"])):
                files.setdefault((within, path.read_text()), str(path.relative_to(tmp_path)))
    assert {"inventory.yml", "deploy.yml" if patterns is MACHINES else "host.yml"} <= {within for within, _ in files}
    options = ("--offline", "-q", "--nocolor", "--profile", "production")
    assert said("ansible-lint", *options, *files.values(), folder=tmp_path) == ""


@needs("ansible-playbook")
def test_a_placeholder_is_refused_before_anything_is_created(advisor: Advisor, tmp_path: Path) -> None:
    case = VM_CASES["nothing-answered"]
    folder = written(advisor, tmp_path, "one-container-per-vm", case.answers, case.decided)
    assert "is not an image pinned by digest" in said("ansible-playbook", "deploy.yml", folder=folder)


@needs("systemd-analyze")
@pytest.mark.parametrize("name", HOST_CASES)
def test_little_is_left_to_attack_a_service_without_containers(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    files = filled(advisor, "systemd-services", case.answers, case.decided)
    (tmp_path / "front-end@8080.service").write_text(files["systemd/front-end@.service"])
    checked = ("security", "--offline=true", "--threshold=25", "--no-pager", str(tmp_path / "front-end@8080.service"))
    assert said("systemd-analyze", *checked, folder=tmp_path) == ""


@needs("terraform")
def test_terraform_formats_it_the_same_way(advisor: Advisor, tmp_path: Path) -> None:
    """Every different text once, in one run."""
    texts = set()
    for pattern, case, cloud in product(
        MACHINES, VM_CASES.values(), ("own-datacentre", "aws", "google-cloud", "azure")
    ):
        answers = {key: value for key, value in case.answers.items() if key not in ("hosting", "datacentre-offers")}
        files = filled(advisor, pattern, answers | {"hosting": [cloud]}, case.decided | {"provisioning": "opentofu"})
        texts |= {files[f"tofu/{name}.tf"] for name in ("main", "guest", "variables")}
    for number, text in enumerate(sorted(texts)):
        (tmp_path / f"{number}.tf").write_text(text)
    (tmp_path / "crooked.tf").write_text("locals {\n  a = 1\n  long = 2\n}\n")
    done = subprocess.run(
        [str(tool("terraform")), "fmt", "-check", "-diff"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    print(f"terraform fmt: {len(texts)} files")
    assert [line for line in done.stdout.splitlines() if line.endswith(".tf") and line[0] not in "-+"] == ["crooked.tf"]
    assert len(texts) > 50
