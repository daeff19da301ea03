"""What a machine is from inside: pinned by digest, walled in, watched, and complete."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from artifacts.guests import VALUES, filled_guest, guest_files, guest_text, places
from artifacts.host_cases import VM_CASES
from artifacts.lint_tools import lint, needs_linters
from artifacts.starters import filled

from advisor.service import Advisor

PATTERNS = ("one-container-per-vm", "few-containers-per-vm")
CLOUD_INIT_KEYS = {
    "users", "disable_root", "ssh_pwauth", "package_update", "package_upgrade", "packages", "fs_setup", "mounts",
    "write_files", "runcmd",
}  # fmt: skip
every = pytest.mark.parametrize(("pattern", "name"), [(pattern, name) for pattern in PATTERNS for name in VM_CASES])


def inside(advisor: Advisor, pattern: str, name: str) -> dict[str, str]:
    case = VM_CASES[name]
    return guest_files(*guest_text(filled(advisor, pattern, case.answers, case.decided)))


@every
def test_it_can_be_read(advisor: Advisor, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    path, text = guest_text(filled(advisor, pattern, case.answers, case.decided))
    assert places(text) <= set(VALUES)
    if path.endswith(".json"):
        assert json.loads(filled_guest(text))["ignition"]["version"] == "3.3.0"
    else:
        assert text.startswith("#cloud-config\n")
        assert set(yaml.safe_load(text)) <= CLOUD_INIT_KEYS


@every
def test_nobody_logs_in(advisor: Advisor, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    path, text = guest_text(filled(advisor, pattern, case.answers, case.decided))
    assert "ssh-" not in text
    if path.endswith(".json"):
        units = {unit["name"]: unit for unit in json.loads(text)["systemd"]["units"]}
        assert units["sshd.service"]["mask"]
    else:
        config = yaml.safe_load(text)
        assert config["ssh_pwauth"] is False
        assert all(user["lock_passwd"] for user in config["users"])


@every
def test_the_secrets_are_in_a_file_that_only_root_reads(advisor: Advisor, pattern: str, name: str) -> None:
    case = VM_CASES[name]
    path, text = guest_text(filled(advisor, pattern, case.answers, case.decided))
    files = (
        {file["path"]: file["mode"] for file in json.loads(filled_guest(text))["storage"]["files"]}
        if path.endswith(".json")
        else {file["path"]: int(file["permissions"], 8) for file in yaml.safe_load(text)["write_files"]}
    )
    secret = [mode for path, mode in files.items() if path in ("/etc/app/secrets.env", "/etc/app/wrapped-token")]
    assert secret == [0o600]


@every
def test_every_container_is_walled_in(advisor: Advisor, pattern: str, name: str) -> None:
    files = inside(advisor, pattern, name)
    if "/etc/app/compose.yaml" in files:
        services = yaml.safe_load(files["/etc/app/compose.yaml"])["services"]
        assert len(services) >= 2
        for service in services.values():
            assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["user"] == "10001:10001"
            assert service["restart"] == "always" and service["healthcheck"]["test"] and service["mem_limit"]
    elif pattern == "few-containers-per-vm":
        containers = [text for path, text in files.items() if path.endswith(".container")]
        assert len(containers) >= 2
        for text in containers:
            for line in ("ReadOnly=true", "DropCapability=ALL", "User=10001", "HealthOnFailure=kill", "Pod=app.pod"):
                assert line in text.splitlines()
            assert re.search(r"^Image=\S+@sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    else:
        unit = files["/etc/systemd/system/app.service"]
        for words in ("--read-only", "--cap-drop ALL", "--user 10001:10001", "no-new-privileges", "--memory ${MEMORY}"):
            assert words in unit
        assert "Restart=always" in unit
        assert "app-health.timer" in {Path(path).name for path in files}
    assert re.search(r"^IMAGE=\S+@sha256:[0-9a-f]{64}$", files["/etc/app/container.env"], re.MULTILINE)


@every
def test_containers_are_kept_from_the_metadata_service(advisor: Advisor, pattern: str, name: str) -> None:
    unit = inside(advisor, pattern, name)["/etc/systemd/system/block-metadata.service"]
    assert "169.254.169.254/32 --jump DROP" in unit


@every
def test_the_stop_timeout_leaves_time_for_the_stop(advisor: Advisor, pattern: str, name: str) -> None:
    for path, text in inside(advisor, pattern, name).items():
        stop = re.search(r"(?:--stop-timeout |StopTimeout=|down --timeout )(\d+)", text)
        whole = re.search(r"TimeoutStopSec=(\d+)", text)
        if stop and whole:
            assert int(whole.group(1)) > int(stop.group(1)), path


def test_a_long_job_gets_the_time_to_finish(advisor: Advisor) -> None:
    assert (
        "--stop-timeout 900" in inside(advisor, "one-container-per-vm", "balanced")["/etc/systemd/system/app.service"]
    )


def test_the_application_waits_for_its_data(advisor: Advisor) -> None:
    unit = inside(advisor, "one-container-per-vm", "volume")["/etc/systemd/system/app.service"]
    assert "AssertPathIsMountPoint=/srv/data" in unit
    config = VM_CASES["volume"]
    guest = yaml.safe_load(guest_text(filled(advisor, "one-container-per-vm", config.answers, config.decided))[1])
    assert guest["fs_setup"][0]["overwrite"] is False


@needs_linters("check-jsonschema", "docker-compose")
@pytest.mark.parametrize("name", VM_CASES)
def test_compose_agrees(advisor: Advisor, tmp_path: Path, name: str) -> None:
    files = inside(advisor, "few-containers-per-vm", name)
    if "/etc/app/compose.yaml" not in files:
        return
    (tmp_path / "compose.yaml").write_text(files["/etc/app/compose.yaml"].replace("/etc/app/app.env", "app.env"))
    (tmp_path / "container.env").write_text(files["/etc/app/container.env"])
    (tmp_path / "app.env").write_text(files["/etc/app/app.env"])
    assert lint(tmp_path, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml") == ""
    assert lint(tmp_path, "docker-compose", "--env-file", "container.env", "config", "--quiet") == ""


@needs_linters("shellcheck")
@every
def test_the_scripts_inside_are_sound(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    found = {path: text for path, text in inside(advisor, pattern, name).items() if text.startswith("#!")}
    for path, text in found.items():
        (tmp_path / Path(path).name).write_text(text)
    assert not found or lint(tmp_path, "shellcheck", *(Path(path).name for path in found)) == ""
