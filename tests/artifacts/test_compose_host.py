"""One host with Compose: closed by default, by digest, with a release that goes back by itself."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from artifacts.host_cases import HOST_CASES
from artifacts.lint_tools import lint, needs_linters, scripts
from artifacts.starters import filled, written

from advisor.service import Advisor

every = pytest.mark.parametrize("name", HOST_CASES)


def starter(advisor: Advisor, name: str) -> dict[str, str]:
    case = HOST_CASES[name]
    return filled(advisor, "compose-host", case.answers, case.decided)


def settings(files: dict[str, str]) -> dict[str, str]:
    lines = (line for line in files[".env"].splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def services(files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files["compose.yaml"])["services"]
    return found


@every
def test_every_container_is_closed_and_limited(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    assert "version" not in yaml.safe_load(files["compose.yaml"])
    for service, has in services(files).items():
        assert has["read_only"] and has["cap_drop"] == ["ALL"] and has["restart"] == "unless-stopped", service
        assert has["security_opt"] == ["no-new-privileges:true"], service
        assert set(has["deploy"]["resources"]["limits"]) == {"memory", "cpus", "pids"}, service
        assert has["healthcheck"]["test"][0] == "CMD", service
        assert service == "proxy" or has["user"] == "10001:10001", service
        assert not has.get("privileged") and "docker.sock" not in str(has), service


@every
def test_nothing_is_open_until_somebody_opens_it(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    values = settings(files)
    for service, has in services(files).items():
        for port in has.get("ports", []):
            address = re.sub(r"\$\{(\w+)\}", lambda match: values[match.group(1)], port).split(":")[0]
            assert address == "127.0.0.1", (service, port)


@every
def test_images_are_named_by_digest(advisor: Advisor, name: str) -> None:
    values = settings(starter(advisor, name))
    images = {key: value for key, value in values.items() if key.endswith("IMAGE")}
    assert images
    assert all(re.fullmatch(r"[^@]+@sha256:[0-9a-f]{64}", value) for value in images.values())


@every
def test_every_value_is_there_and_used(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    used = set(re.findall(r"\$\{(\w+)", files["compose.yaml"]))
    assert used <= set(settings(files))
    rest = files["compose.yaml"] + "".join(text for path, text in files.items() if path.endswith(".sh"))
    for key in settings(files):
        assert key in rest, key


@every
def test_every_unit_starts_a_file_that_is_there(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    for path, text in files.items():
        for script in re.findall(r"/opt/front-end/([a-z-]+\.sh)", text):
            assert script in files, (path, script)
    for source in re.findall(r"src: ([\w./-]+)", files["host.yml"]):
        assert any(path == source or (path.startswith(source) and source.endswith("/")) for path in files), source
    enabled = re.findall(r"^ +- (front-end[\w.-]*)$", files["host.yml"], re.MULTILINE)
    assert enabled and all(f"systemd/{unit}" in files for unit in enabled)


@every
def test_what_waits_for_its_time_is_started_and_not_only_at_the_next_boot(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    tasks = [task["ansible.builtin.systemd_service"] | task for play in yaml.safe_load(files["host.yml"])
             for task in play["tasks"] if "ansible.builtin.systemd_service" in task and "loop" in task]  # fmt: skip
    started = {unit for task in tasks if task.get("state") == "started" for unit in task["loop"]}
    assert started == {path.removeprefix("systemd/") for path in files if path.endswith((".timer", ".path"))}


@every
def test_data_is_backed_up_and_the_backup_is_tried(advisor: Advisor, name: str) -> None:
    files = starter(advisor, name)
    wanted = name in ("data-over-udp", "database", "share")
    for path in ("backup.sh", "restore.sh", "restore-test.sh", "systemd/front-end-restore-test.timer"):
        assert (path in files) == wanted, path


@every
def test_the_update_refuses_a_tag(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, "compose-host", case.answers, case.decided)
    for image in ("", "registry.example.org/shop/front-end:1.2", "front-end@sha256:12"):
        command = ["sh", "update.sh", *([image] if image else [])]
        refused = subprocess.run(command, cwd=folder, env=dict(os.environ), capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert "DIGEST" in refused.stderr


def test_two_instances_take_turns_where_nothing_may_stop(advisor: Advisor) -> None:
    files = starter(advisor, "rolling")
    assert {"app-a", "app-b", "proxy"} <= set(services(files))
    assert "app-a:8080 app-b:8080" in files["Caddyfile"]
    assert "app-b" not in services(starter(advisor, "data-over-udp"))
    assert "contradicts the answer" in starter(advisor, "data-over-udp")["README.md"]


@needs_linters("check-jsonschema", "docker-compose", "yamllint")
@every
def test_compose_agrees(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, "compose-host", case.answers, case.decided)
    assert lint(folder, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml") == ""
    assert lint(folder, "docker-compose", "config", "--quiet") == ""
    rules = (
        "{extends: default, rules: {line-length: {max: 140}, document-start: disable, braces: disable, "
        "comments: {min-spaces-from-content: 1}}}"
    )
    assert lint(folder, "yamllint", "--config-data", rules, "compose.yaml") == ""


@needs_linters("shellcheck")
@every
def test_the_scripts_are_sound(advisor: Advisor, tmp_path: Path, name: str) -> None:
    case = HOST_CASES[name]
    folder = written(advisor, tmp_path, "compose-host", case.answers, case.decided)
    assert lint(folder, "shellcheck", *scripts(folder)) == ""
