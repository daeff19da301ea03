"""What places containers by itself: Kamal, Nomad, Cloud Foundry; closed, limited, watched, and every name known."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pygohcl
from artifacts.static.check import Check, Files, named
from artifacts.static.formats import documents


def _kamal(path: str, files: Files) -> Iterator[str]:
    config = documents(files[path])[0]
    known = {
        "service",
        "image",
        "servers",
        "proxy",
        "registry",
        "builder",
        "env",
        "boot",
        "drain_timeout",
        "volumes",
        "deploy_timeout",
        "readiness_delay",
        "retain_containers",
        "ssh",
        "accessories",
        "logging",
        "asset_path",
    }
    for key in set(config) - known:
        yield f"Kamal does not know {key}"
    for key in {"service", "image", "servers", "registry", "env", "drain_timeout", "retain_containers", "boot"} - set(
        config
    ):
        yield f"no {key}"
    for role, server in config.get("servers", {}).items():
        options = server.get("options", {})
        for key in ("memory", "cpus", "pids-limit", "tmpfs", "user"):
            if key not in options:
                yield f"{role} has no {key}"
        if options.get("read-only") is not True or options.get("cap-drop") != "ALL":
            yield f"{role} keeps rights"
        if not str(options.get("user", "")).startswith("10001"):
            yield f"{role} runs as root"
        if options.get("security-opt") != "no-new-privileges":
            yield f"{role} may gain privileges"
    if "proxy" in config and not {"path", "interval", "timeout"} <= set(config["proxy"].get("healthcheck", {})):
        yield "nobody asks whether it is healthy"
    secrets = files.get(".kamal/secrets", "")
    for name in [*config.get("registry", {}).get("password", []), *config.get("env", {}).get("secret", [])]:
        if not re.search(rf"^{name}=", secrets, re.MULTILINE):
            yield f"no secret {name}"


def _nomad(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    read = pygohcl.loads(text)
    declared, used = set(read.get("variable", {})), set(re.findall(r"\bvar\.(\w+)", text))
    if declared != used:
        yield f"variables declared and used differ: {sorted(declared ^ used)}"
    given = set(pygohcl.loads(files.get("production.hcl", ""))) if "production.hcl" in files else set()
    if declared != given:
        yield f"production.hcl and the variables differ: {sorted(declared ^ given)}"
    for promise in (
        "readonly_rootfs *= true",
        r'cap_drop *= \["all"\]',
        r'user *= "10001:10001"',
        "pids_limit *=",
        r'security_opt *= \["no-new-privileges"\]',
        "kill_timeout *=",
        'kill_signal *= "SIGTERM"',
        r"resources \{",
        r"constraint \{",
        "image *= var.image",
    ):
        if not re.search(promise, text):
            yield f"no {promise}"
    if 'type        = "service"' in text:
        for promise in (
            "auto_revert *= true",
            "canary *= [1-9]",
            r"check \{",
            r"check_restart \{",
            r"restart \{",
            "min_healthy_time *=",
            "healthy_deadline *=",
            "progress_deadline *=",
            "auto_promote *= true",
            "max_parallel *=",
            "shutdown_delay *=",
            r"disconnect \{",
            r"reschedule \{",
        ):
            silent = "service {" not in text and promise.startswith(("check", "shutdown"))
            alone = "volume" in text and promise.startswith(("canary", "auto_promote", "disconnect"))
            datagrams = "protocol" in text or "udp" in text.lower()
            if not re.search(promise, text) and not (silent or alone or (datagrams and promise.startswith("check"))):
                yield f"no {promise}"
    ports = set(re.findall(r'port "(\w+)"', text))
    for name in re.findall(r'^ *port *= "(\w+)"', text, re.MULTILINE):
        if name not in ports:
            yield f"no port {name}"
    for key, value in re.findall(
        r'(\w*(?:interval|timeout|delay|deadline|time|grace|period|after)) *= "([^"]*)"', text
    ):
        if not re.fullmatch(r"(\d+(ms|s|m|h))+", value):
            yield f"{key} is not a time: {value}"


def _nomad_client(path: str, files: Files) -> Iterator[str]:
    for promise in (r"reserved \{[^}]*\bcpu", r"reserved \{[^}]*\bmemory", r"tls \{", "verify_server_hostname *= true"):
        if not re.search(promise, files[path]):
            yield f"no {promise}"


def _manifest(path: str, files: Files) -> Iterator[str]:
    for application in documents(files[path])[0].get("applications", [{}]):
        for key in ("name", "instances", "memory", "disk_quota", "health-check-type", "timeout", "buildpacks"):
            if key not in application and not (key == "timeout" and application.get("health-check-type") == "process"):
                yield f"no {key}"
        if application.get("health-check-type") == "http" and "health-check-http-endpoint" not in application:
            yield "nothing to ask for its health"
        for key in ("memory", "disk_quota"):
            if not re.fullmatch(r"\d+[MG]", str(application.get(key, "1M"))):
                yield f"{key} is not an amount"
        for key in ("instances", "timeout"):
            if not isinstance(application.get(key, 0), int):
                yield f"{key} is not a number"
        unknown = set(application) - {
            "name",
            "instances",
            "memory",
            "disk_quota",
            "buildpacks",
            "health-check-type",
            "health-check-http-endpoint",
            "health-check-invocation-timeout",
            "readiness-health-check-type",
            "readiness-health-check-http-endpoint",
            "timeout",
            "routes",
            "env",
            "services",
            "processes",
            "no-route",
            "command",
            "stack",
            "random-route",
        }
        for key in sorted(unknown):
            yield f"Cloud Foundry does not know {key}"


CHECKS = (
    Check("our rules", named("nomad/client.hcl"), _nomad_client),
    Check("our rules", lambda path, _: path == "config/deploy.yml", _kamal),
    Check("our rules", named(".nomad.hcl"), _nomad),
    Check("our rules", lambda path, _: path == "manifest.yml", _manifest),
)
