"""Compose files and Swarm stacks: closed, limited, watched, by digest, and every name known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from artifacts.static.check import Check, Files, folder_says
from artifacts.static.formats import documents

_VARIABLE = re.compile(r"\$\{(\w+)")
_DIGEST = re.compile(r"[^@\s]+@sha256:[0-9a-f]{64}")


def settings(text: str) -> dict[str, str]:
    """The values of an .env file."""
    lines = (line for line in text.splitlines() if "=" in line and not line.lstrip().startswith("#"))
    return {key: value.strip("\"'") for key, value in (line.removeprefix("export ").split("=", 1) for line in lines)}


def _compose(path: str, files: Files) -> Iterator[str]:
    said = folder_says({path: files[path], ".env": files.get(".env", "")}, "docker-compose", "-f", path, "config", "-q")
    yield from said.splitlines()[:2]
    said = folder_says({path: files[path]}, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", path)
    yield from said.splitlines()[:3]
    project = documents(files[path])[0]
    for title, service in project.get("services", {}).items():
        yield from _service(title, service, project)
        yield from _closed(title, service)
    yield from _values(path, files)


def _stack(path: str, files: Files) -> Iterator[str]:
    said = folder_says({path: files[path]}, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", path)
    yield from said.splitlines()[:3]
    stack = documents(files[path])[0]
    for title, service in stack.get("services", {}).items():
        yield from _service(title, service, stack)
        deploy = service.get("deploy", {})
        job = deploy.get("mode") == "replicated-job"
        if not job and deploy.get("update_config", {}).get("failure_action") != "rollback":
            yield f"{title} does not roll back"
        if (
            title == "app"
            and not job
            and not {"parallelism", "delay", "order", "monitor"} <= set(deploy.get("update_config", {}))
        ):
            yield f"{title} does not say how it is updated"
        if title == "app" and not {"cpus", "memory"} <= set(deploy.get("resources", {}).get("reservations", {})):
            yield f"{title} reserves nothing"
        for ignored in (
            "restart",
            "container_name",
            "build",
            "depends_on",
            "security_opt",
            "tmpfs",
            "cpus",
            "mem_limit",
        ):
            if ignored in service and ignored not in ("tmpfs",):
                yield f"Swarm ignores {title}.{ignored}"
        if "restart_policy" not in deploy:
            yield f"{title} has no restart policy"
    yield from _values(path, files)


def _agents(path: str, files: Files) -> Iterator[str]:
    """What collects metrics and logs reads the whole host, and may change nothing on it."""
    project = documents(files[path])[0]
    for title, service in project.get("services", {}).items():
        if service.get("read_only") is not True or service.get("cap_drop") != ["ALL"]:
            yield f"{title} keeps rights"
        if service.get("privileged") or "docker.sock" in str(service):
            yield f"{title} owns the host"
        if not {"memory", "cpus", "pids"} <= set(service.get("deploy", {}).get("resources", {}).get("limits", {})):
            yield f"{title} has no limits"
        if not _DIGEST.fullmatch(str(service.get("image", ""))):
            yield f"{title}: not by digest: {service.get('image')}"
        for volume in service.get("volumes", []):
            if volume.get("type") == "bind" and volume.get("read_only") is not True:
                yield f"{title} may write to the host's {volume.get('source')}"
            if volume.get("type") == "volume" and volume.get("source") not in (project.get("volumes") or {}):
                yield f"{title} keeps {volume.get('source')}, which does not exist"
        for config in service.get("configs", []):
            if config.get("source") not in (project.get("configs") or {}):
                yield f"{title} reads {config.get('source')}, which does not exist"
        flags = [str(word) for word in service.get("command", [])]
        yield from (f"{title}: a bracket stays open: {word}" for word in flags if word.count("(") != word.count(")"))
    if project.get("name", "monitoring") != "monitoring":
        yield f"the README calls it monitoring, not {project['name']}"


def _named_after_its_unit(path: str, files: Files) -> Iterator[str]:
    """Its volumes carry the project's name: another name would start with none of the data."""
    name = documents(files[path])[0].get("name")
    if not any(unit == f"systemd/{name}.service" for unit in files):
        yield f"the project {name} is no unit's"


def _service(title: str, service: dict[str, Any], project: dict[str, Any]) -> Iterator[str]:
    job = service.get("deploy", {}).get("mode") == "replicated-job" or "profiles" in service
    if service.get("read_only") is not True:
        yield f"{title} can write to its image"
    if service.get("cap_drop") != ["ALL"]:
        yield f"{title} keeps capabilities"
    if service.get("privileged") or "docker.sock" in str(service):
        yield f"{title} owns the host"
    if title != "proxy" and not re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", str(service.get("user", ""))):
        yield f"{title} runs as root"
    if not {"memory", "cpus", "pids"} <= set(service.get("deploy", {}).get("resources", {}).get("limits", {})):
        yield f"{title} has no limits"
    if service.get("init") is not True and title != "proxy" and "init" in str(project):
        yield f"{title} has nobody to reap its children"
    if not job:
        health = service.get("healthcheck", {})
        if not {"test", "interval", "timeout", "retries"} <= set(health) or health.get("disable"):
            yield f"{title} is not watched"
        if title.startswith("app") and "stop_grace_period" not in service:
            yield f"{title} does not stop gracefully"
    if not _VARIABLE.search(str(service.get("image", ""))) and not _DIGEST.fullmatch(str(service.get("image", ""))):
        yield f"{title}: not by digest: {service.get('image')}"
    for kind in ("networks", "secrets", "configs"):
        for entry in service.get(kind, []):
            if (entry if isinstance(entry, str) else entry.get("source")) not in (project.get(kind) or {}):
                yield f"{title} names {entry} in {kind}, which does not exist"
    for wanted in service.get("depends_on", {}):
        if wanted not in project["services"]:
            yield f"{title} depends on {wanted}, which does not exist"


def _closed(title: str, service: dict[str, Any]) -> Iterator[str]:
    if service.get("security_opt") != ["no-new-privileges:true"]:
        yield f"{title} may gain privileges"
    if service.get("restart") not in ("unless-stopped", "no"):
        yield f"{title} is not started again"
    if service.get("logging", {}).get("driver") != "journald":
        yield f"{title} logs where nobody looks"
    for port in service.get("ports", []):
        if not re.match(r"127\.0\.0\.1:|\$\{\w*ADDRESS", str(port)):
            yield f"{title} is open to everybody: {port}"
    if "noexec" not in str(service.get("tmpfs", "noexec")):
        yield f"{title} may execute what it wrote"


def _values(path: str, files: Files) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    beside = f"{folder}/.env" if folder else ".env"
    values = settings(files.get(beside, files.get(".env", "")))
    scripts = "".join(text for name, text in files.items() if name.endswith((".sh", ".service", ".md")))
    for name in sorted(set(_VARIABLE.findall(files[path])) - set(values)):
        if not re.search(rf"\b{name}\b", scripts):
            yield f"no value for {name} in .env"
    everything = files[path] + scripts
    for name, value in values.items() if beside in files else ():
        if name not in everything:
            yield f".env gives {name}, which nothing uses"
        if name.endswith("IMAGE") and not _DIGEST.fullmatch(value):
            yield f".env: {name} is not by digest"


CHECKS = (
    Check("docker compose config", lambda path, _: path == "compose.yaml", _compose, needs="docker-compose"),
    Check("our rules", lambda path, _: path == "stack.yaml", _stack, needs="check-jsonschema"),
    Check("our rules", lambda path, _: path in ("monitoring/compose.yaml", "monitoring/stack.yaml"), _agents),
    Check("our rules", lambda path, _: path == "compose.yaml", _named_after_its_unit),
)
