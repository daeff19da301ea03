"""What watches: Prometheus' and Alertmanager's own readers, and rules for what they miss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from artifacts.static.check import Check, Files, folder_says, named
from artifacts.static.formats import documents

_RULE = {"alert", "expr", "for", "labels", "annotations", "record", "keep_firing_for"}
_EXPORTERS = {"node_": "node-exporter", "windows_": "windows_exporter", "probe_": "blackbox exporter"}


def _groups(text: str) -> list[dict[str, Any]]:
    document = documents(text)[0]
    groups: list[dict[str, Any]] = document.get("groups") or (document.get("spec") or {}).get("groups") or []
    return groups


def _promtool_rules(path: str, files: Files) -> Iterator[str]:
    document = documents(files[path])[0]
    text = files[path] if "kind" not in document else yaml.safe_dump({"groups": document["spec"]["groups"]})
    yield from folder_says({"rules.yml": text}, "promtool", "check", "rules", "rules.yml").splitlines()[1:3]


def _promtool_config(path: str, files: Files) -> Iterator[str]:
    here = {"prometheus.yml": files[path], "alerts.yml": files.get(path.replace("prometheus.yml", "alerts.yml"), "")}
    said = folder_says(here, "promtool", "check", "config", "--syntax-only", "prometheus.yml")
    yield from said.splitlines()[:2]


def _amtool(path: str, files: Files) -> Iterator[str]:
    # Debian's is older than `url_file`, so it is shown an address in its place.
    text = re.sub(r"url_file: \S+", "url: http://127.0.0.1/", files[path])
    yield from folder_says({"alertmanager.yml": text}, "amtool", "check-config", "alertmanager.yml").splitlines()[:2]


def _alerts(path: str, files: Files) -> Iterator[str]:
    rules = [rule for group in _groups(files[path]) for rule in group.get("rules") or []]
    if not rules:
        yield "no alert"
    for rule in rules:
        for key in set(rule) - _RULE:
            yield f"an alert does not know {key}"
        expression = str(rule.get("expr", ""))
        if (
            any(expression.count(one) != expression.count(other) for one, other in ("()", "{}", "[]"))
            or expression.count('"') % 2
        ):
            yield f"not an expression: {expression[:60]}"
        if re.search(r"[<>=]=?\s+[a-z]+\s*$", expression.strip()) or not expression:
            yield f"compares with a word: {expression[-40:]}"
        if set(rule.get("annotations", {})) != {"summary", "action"}:
            yield f"{rule.get('alert')} does not say what happened and what to do"
        if set(rule.get("labels", {})) != {"severity", "component"}:
            yield f"{rule.get('alert')} does not say how bad it is, and for whom"
        if rule.get("labels", {}).get("severity") not in ("critical", "warning"):
            yield f"{rule.get('alert')} calls nobody: {rule.get('labels')}"


def _exported(path: str, files: Files) -> Iterator[str]:
    """Every metric that an alert asks for is exported by something that the folder installs or names, and fetched."""
    expressions = " ".join(str(rule.get("expr")) for group in _groups(files[path]) for rule in group["rules"])
    others = "".join(text for name, text in files.items() if name != path)
    for prefix, exporter in _EXPORTERS.items():
        if re.search(rf"\b{prefix}\w+", expressions) and exporter not in others:
            yield f"asks for {prefix}*, which nothing here exports"
    config = files.get(path.replace("alerts.yml", "prometheus.yml"), "") if path.endswith("alerts.yml") else ""
    jobs = {job["job_name"] for job in (documents(config)[0].get("scrape_configs") or [])} if config else set()
    asked = set(re.findall(r'\bjob="([^"]+)"', expressions))
    if config and asked - jobs:
        yield f"asks for the jobs {sorted(asked - jobs)}, which nobody fetches"
    if config and {job for job in jobs if job.endswith(("-hosts", "-outside"))} - asked:
        yield f"no alert looks at {sorted(jobs - asked)}"


def _routes(path: str, files: Files) -> Iterator[str]:
    receivers = {receiver["name"] for receiver in documents(files[path])[0].get("receivers", [])}
    used = set(re.findall(r"receiver: \"?([\w-]+)", files[path]))
    if receivers != used:
        yield f"receivers named and there differ: {sorted(receivers ^ used)}"


_SERVICE = {"flush", "log_level", "storage.path", "storage.sync", "storage.total_limit_size", "grace", "http_server"}


def _fluent_bit(path: str, files: Files) -> Iterator[str]:
    config = documents(files[path])[0]
    yield from (f"Fluent Bit does not know service.{key}" for key in set(config["service"]) - _SERVICE)
    if not isinstance(config["service"].get("flush"), int):
        yield f"flush is not a number: {config['service'].get('flush')}"
    tags = [entry.get("tag", "") for entry in config["pipeline"]["inputs"]]
    for output in config["pipeline"]["outputs"]:
        if not {"name", "match", "host", "port", "tls", "tls.verify"} <= set(output):
            yield f"an output lacks a setting: {sorted(output)}"
        wanted = str(output.get("match", "")).replace(".", r"\.").replace("*", ".*")
        if not any(re.fullmatch(wanted, tag) for tag in tags):
            yield f"no input is tagged {output.get('match')}"
        if output.get("tls") is not True or output.get("tls.verify") is not True:
            yield "sends logs in clear"
    unset = set(re.findall(r"\$\{(\w+)\}", files[path]))
    others = "".join(text for name, text in files.items() if name != path)
    yield from (f"nobody sets {name}" for name in sorted(unset) if name not in others)


CHECKS = (
    Check("our rules", named("monitoring/alerts.yml", "monitoring/alerts.yaml"), _alerts),
    Check("our rules", named("monitoring/alerts.yml", "monitoring/alerts.yaml"), _exported),
    Check("our rules", named("alertmanager.yml"), _routes),
    Check("our rules", named("fluent-bit.yaml"), _fluent_bit),
    Check(
        "promtool check rules",
        named("monitoring/alerts.yml", "monitoring/alerts.yaml"),
        _promtool_rules,
        needs="promtool",
    ),
    Check("promtool check config", named("monitoring/prometheus.yml"), _promtool_config, needs="promtool"),
    Check("amtool check-config", named("alertmanager.yml"), _amtool, needs="amtool"),
)
