"""What sets machines up: cloud-init, Ignition, units, Quadlet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from artifacts.guests import filled_guest, guest_files
from artifacts.quadlet_rules import quadlet_problems
from artifacts.static.check import Check, Files, folder_says, named, program, unkept
from artifacts.static.formats import documents
from artifacts.static.slips import ROOT

# systemd-analyze looks for the programs and units of the machine it runs on; those of the target are not here.
_ELSEWHERE = re.compile(
    r"is not executable|No such file or directory|(docker|block-metadata|app|data)\.(service|mount) not found|"
    r"Failed to (add dependency|create \S+/start)|Unit \S+ (not found|has a bad)|docker"
)
# The schema of cloud-init 22 lets a misspelt key through.
_CLOUD_CONFIG = {
    "apt",
    "bootcmd",
    "ca_certs",
    "chpasswd",
    "disable_root",
    "disk_setup",
    "fs_setup",
    "final_message",
    "fqdn",
    "groups",
    "hostname",
    "keyboard",
    "locale",
    "manage_etc_hosts",
    "mounts",
    "ntp",
    "package_reboot_if_required",
    "package_update",
    "package_upgrade",
    "packages",
    "power_state",
    "preserve_hostname",
    "runcmd",
    "ssh",
    "ssh_authorized_keys",
    "ssh_deletekeys",
    "ssh_genkeytypes",
    "ssh_pwauth",
    "swap",
    "timezone",
    "users",
    "write_files",
    "growpart",
    "resize_rootfs",
    "unattended_upgrades",
    "output",
    "no_ssh_fingerprints",
}


def _is_cloud_config(path: str, text: str) -> bool:
    return text.startswith("#cloud-config")


def _plain(text: str) -> str:
    """With the places that something else fills, filled."""
    return re.sub(r"\{\{ \w[\w. ]*(\|[^}]*)?\}\}", "value", text)


def _cloud_init(path: str, files: Files) -> Iterator[str]:
    text = filled_guest(files[path]) if path.startswith("guest/") else _plain(files[path])
    yield from folder_says({"user-data": text}, "cloud-init", "schema", "--config-file", "user-data").splitlines()[:3]
    config = documents(text)[0]
    for key in set(config) - _CLOUD_CONFIG:
        yield f"cloud-init does not know {key}"
    if config.get("ssh_pwauth") is True or config.get("disable_root") is False:
        yield "open to passwords or to root"
    yield from _owners(config)
    if path.startswith("guest/"):
        yield from _inside(guest_files(path, files[path]))


def _owners(config: dict[str, object]) -> Iterator[str]:
    files = config.get("write_files", [])
    assert isinstance(files, list)
    for file in files:
        if not re.fullmatch(r"0[0-7]{3}", str(file.get("permissions", "0644"))) or not str(
            file.get("path", "")
        ).startswith("/"):
            yield f"not a file that can be written: {file.get('path')} {file.get('permissions')}"
        if (
            "secret" in str(file.get("path"))
            and "bin" not in str(file.get("path"))
            and str(file.get("permissions")) not in ("0600", "0400", "0440")
        ):
            yield f"everybody can read {file['path']}"


def _ignition(path: str, files: Files) -> Iterator[str]:
    text = filled_guest(files[path]) if path.startswith("guest/") else files[path]
    yield from folder_says({"config.ign": text}, "ignition-validate", "config.ign").splitlines()[:3]
    if json.loads(files[path])["ignition"]["version"] != "3.3.0":
        yield "not the version that the hosts read"
    if path.startswith("guest/"):
        yield from _inside(guest_files(path, files[path]))


def _inside(found: Files) -> Iterator[str]:
    """The units inside a guest."""
    units = {name: text for name, text in found.items() if "/systemd/system/" in name}
    yield from _verified({Path(name).name: text for name, text in units.items()})
    text = "".join(found.values())
    yield from (f"root: {found_.group(0).strip()}" for found_ in ROOT.finditer(text))
    for promise in (
        r"Restart=(always|on-failure)",
        r"--read-only|read_only: true|ReadOnly",
        r"--cap-drop|cap_drop: \[ALL\]|DropCap",
        r"no-new-privileges|NoNewPriv",
        r"-pids-limit|pids_limit|PidsLimit",
        r"--memory|mem_limit|MEMORY",
    ):
        if "ExecStart" in text and not re.search(promise, text):
            yield f"nowhere {promise}"
    text = "".join(units.values())
    for name in re.findall(r"ExecStart(?:Pre)?=-?(/(?:usr/local|opt|etc)/\S+)", text):
        if name not in found and not name.endswith("docker") and "/usr/local/lib/docker" not in name:
            yield f"starts {name}, which is not there"


def _unit(path: str, files: Files) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    beside = {
        name.rpartition("/")[2]: text
        for name, text in files.items()
        if name.rpartition("/")[0] == folder and name.endswith((".service", ".timer", ".path", ".socket"))
    }
    yield from _verified(beside | {name.replace("@.", "@8080."): text for name, text in beside.items()})
    text = files[path]
    if path.endswith(".service") and "[Timer]" not in text:
        if not re.search(r"^ExecStart=", text, re.MULTILINE):
            yield "starts nothing"
        oneshot = "Type=oneshot" in text
        if not oneshot and "Restart=" not in text:
            yield "is not started again"
    if path.endswith(".timer"):
        for promise in (r"^On\w+=", r"^Persistent=true|^On(Boot|Unit)", r"^WantedBy=timers.target"):
            if not re.search(promise, text, re.MULTILINE):
                yield f"no {promise}"
        if path.rpartition("/")[2].replace(".timer", ".service") not in beside:
            yield "starts a service that is not there"
    if "EnvironmentFile" in text and path.endswith("@.service"):
        yield from _unit_is_closed(text)


def _unit_is_closed(text: str) -> Iterator[str]:
    for promise in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "DynamicUser=yes",
        "CapabilityBoundingSet=\n",
        "PrivateTmp=yes",
        "ProtectHome=yes",
        "MemoryMax=",
        "CPUQuota=",
        "TasksMax=",
        "KillSignal=SIGTERM",
        "TimeoutStopSec=",
        "UMask=0077",
        "RestrictSUIDSGID=yes",
        "LockPersonality=yes",
        "SystemCallFilter=@system-service",
        "RestrictNamespaces=yes",
    ):
        near_root = "CAP_NET_ADMIN" in text and promise.startswith(("DynamicUser", "Capability", "Restrict"))
        # Data belongs to a user that stays the same.
        owner = promise.startswith("DynamicUser") and re.search(r"^User=(?!root$|0$)[\w-]+$", text, re.MULTILINE)
        if promise not in text and not near_root and not owner:
            yield f"no {promise.strip()}"
    if not re.search(r"^CapabilityBoundingSet=(CAP_NET_ADMIN)?$", text, re.MULTILINE):
        yield "keeps capabilities"


def _verified(units: Files) -> Iterator[str]:
    if units and program("systemd-analyze"):
        named_units = [name for name in sorted(units) if "@." not in name]
        said = folder_says(
            dict(units),
            "sh",
            "-c",
            f"systemd-analyze verify --man=no {' '.join(f'./{n}' for n in named_units)} 2>&1; exit 1",
        )
        yield from [
            line[:200] for line in said.splitlines() if line and not _ELSEWHERE.search(line) and "exit code" not in line
        ][:3]


_CONFINED = ("ReadOnly=true", "DropCapability=ALL", "NoNewPrivileges=true", "PidsLimit=", "--memory", "Restart=always")
"""What every container of a Quadlet host promises, also one that only watches."""


def _quadlet(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    if path.endswith(".conf") and ".d/" not in path:
        return
    yield from quadlet_problems(path, text)
    everything = text + "".join(t for name, t in files.items() if name.startswith(f"{path}.d/"))
    if path.endswith(".container"):
        yield from unkept(
            (
                *_CONFINED,
                "HealthCmd=",
                "Image=",
                "HealthOnFailure=kill",
                "LogDriver=journald",
                "WantedBy=",
            ),
            everything,
        )
        if "proxy" not in path and not re.search(r"^User=10001", text, re.MULTILINE):
            yield "runs as root"
    for key, value in re.findall(
        r"^(HealthRetries|PidsLimit|StopTimeout|User|Group|UID|GID)=(.*)$", text, re.MULTILINE
    ):
        if not value.isdigit():
            yield f"{key} is not a number: {value}"
    for line in text.splitlines():
        if line.startswith("[") and not re.fullmatch(r"\[\w+\]", line):
            yield f"not a section: {line}"
    for image in re.findall(r"^Image=(\S+)", everything, re.MULTILINE):
        if not re.search(r"@sha256:[0-9a-f]{64}$", image) and "AutoUpdate=" not in "".join(files.values()):
            yield f"not by digest: {image}"
    for name in re.findall(r"^Network=([\w.-]+\.network)", text, re.MULTILINE):
        if f"quadlet/{name}" not in files:
            yield f"no such network: {name}"
    for name in re.findall(r"^(?:Requires|After)=([\w-]+)\.service", text, re.MULTILINE):
        if (
            f"quadlet/{name}.container" not in files
            and name not in ("network-online",)
            and not name.startswith("systemd")
        ):
            yield f"waits for {name}, which is not there"
    for address in re.findall(r"^PublishPort=(\S+)", text, re.MULTILINE):
        if not address.startswith(("127.0.0.1:", "${", "TODO", "192.0.2.")):
            yield f"open to everybody: {address}"


def _agent(path: str, files: Files) -> Iterator[str]:
    yield from unkept(_CONFINED, files[path])
    yield from quadlet_problems(path, files[path])


def _operators(path: str, files: Files) -> Iterator[str]:
    """Whoever may log in is whom the other files log in as."""
    others = "".join(text for name, text in files.items() if name != path)
    for user in documents(_plain(files[path]))[0].get("users", []):
        if isinstance(user, dict) and "ssh_authorized_keys" in user and not re.search(rf"\b{user['name']}\b", others):
            yield f"nobody logs in as {user['name']}"
        if isinstance(user, dict) and str(user.get("uid", 1)) == "0":
            yield f"{user['name']} is root"


def _ignition_file(path: str, text: str) -> bool:
    return path.endswith(".json") and '"ignition"' in text


_UNITS = (".service", ".timer", ".path")

CHECKS = (
    Check("cloud-init schema", _is_cloud_config, _cloud_init, needs="cloud-init"),
    Check("ignition-validate", _ignition_file, _ignition, needs="ignition-validate"),
    Check("systemd-analyze verify", named(*_UNITS), _unit, needs="systemd-analyze"),
    Check("our rules", lambda path, _: path.startswith("quadlet/"), _quadlet),
    Check("our rules", lambda path, _: path.startswith("monitoring/quadlet/"), _agent),
    Check("our rules", _is_cloud_config, _operators),
)
