"""Slips that no format forbids: a tag for a digest, root, a name that only one place knows, a word for a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from artifacts.static.check import Check, Files
from artifacts.static.formats import documents

_ROOT = re.compile(
    r"(?i)\b(runAsUser|runAsGroup|fsGroup|user|uid|gid)\"?\s*[:=]\s*\"?0(\"|\s*$|:)|\bchown 0\b|--user[= ]0\b|"
    r" 0[67]00 0 10001"
)
_RIGHTS = re.compile(
    r"allowPrivilegeEscalation: true|readOnlyRootFilesystem: false|privileged: true|NoNewPrivileges=(no|false)"
)
_NUMBER = re.compile(
    r"(?m)^\s*[\"\w.-]*(?:timeout|minutes|seconds|limit|retries|count|size|memory|workers|redirects|replicas)\"?\s*[:=]\s*([a-z]+)\s*$"
)
_PLAIN_WORDS = {
    "true",
    "false",
    "none",
    "null",
    "auto",
    "medium",
    "small",
    "max",
    "unlimited",
    "default",
    "large",
    "text",
    "object",
}
_USED = re.compile(r"\{\{ ([a-z_]{3,})\b(?!\()|\"\$\{?([A-Za-z_]{3,})\}?\"|\$([A-Z][A-Z_]{3,})\b")
_FROM_OUTSIDE = re.compile(
    r"^(ansible_\w+|PWD|HOME|PATH|CI_\w+|GITHUB_\w+|HOSTNAME|USER|RUNNER_\w+|TMPDIR|HOST|MAINPID|KAMAL_\w+|VERSION)$"
)


def _digest(path: str, files: Files) -> Iterator[str]:
    if "AutoUpdate=" in "".join(files.values()):
        return
    for image in re.findall(r"registry\.example\.org/[\w./-]+:[a-z][\w.-]*", files[path]):
        yield f"not by digest: {image}"


def _rights(path: str, files: Files) -> Iterator[str]:
    if not path.startswith("monitoring/"):  # what reads the host's logs may read all of them
        yield from (f"root: {found.group(0).strip()}" for found in _ROOT.finditer(files[path]))
    yield from (f"rights: {found.group(0)}" for found in _RIGHTS.finditer(files[path]))


def _numbers(path: str, files: Files) -> Iterator[str]:
    yield from (
        f"not a number: {found.group(0).strip()}"
        for found in _NUMBER.finditer(files[path])
        if found.group(1) not in _PLAIN_WORDS
    )


@cache
def _words(texts: tuple[str, ...]) -> Counter[str]:
    return sum((_words_of(text) for text in texts), Counter())


@cache
def _words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _lonely(path: str, files: Files) -> Iterator[str]:
    """A variable that is used in one place and set in none."""
    known = _words(tuple(files.values()))
    for words in set(_USED.findall(files[path])):
        name = next(word for word in words if word)
        if not _FROM_OUTSIDE.match(name) and known[name] < 2:
            yield f"nothing sets {name}"


_RULE = {"alert", "expr", "for", "labels", "annotations", "record", "keep_firing_for"}
_MONITORING = {
    "prometheus.yml": {"global", "rule_files", "scrape_configs", "alerting", "remote_write", "storage"},
    "alertmanager.yml": {
        "route",
        "receivers",
        "inhibit_rules",
        "global",
        "templates",
        "time_intervals",
        "mute_time_intervals",
    },
    "alerts.yml": {"groups"},
}
_GLOBAL = {
    "scrape_interval",
    "scrape_timeout",
    "evaluation_interval",
    "external_labels",
    "resolve_timeout",
    "smtp_from",
    "smtp_smarthost",
    "smtp_auth_username",
    "smtp_auth_password_file",
    "smtp_require_tls",
    "query_log_file",
}


def _monitoring(path: str, files: Files) -> Iterator[str]:
    document: dict[str, Any] = documents(files[path])[0]
    name = path.rpartition("/")[2]
    for key in set(document) - _MONITORING.get(name, set(document)):
        yield f"unknown: {key}"
    for key in set(document.get("global") or {}) - _GLOBAL:
        yield f"unknown: global.{key}"
    groups = document.get("groups") or (document.get("spec") or {}).get("groups") or []
    for rule in (rule for group in groups for rule in group.get("rules", [])):
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
        if "alert" in rule and not {"summary", "runbook", "description", "do"} & set(rule.get("annotations", {})):
            yield f"{rule['alert']} says nothing to do"
    receivers = {receiver["name"] for receiver in document.get("receivers", [])}
    for used in re.findall(r"receiver: \"?([\w-]+)", files[path]):
        if receivers and used not in receivers:
            yield f"no receiver {used}"


def _image_unit(path: str, files: Files) -> Iterator[str]:
    for promise in ("NoNewPrivileges=yes", "TasksMax=", "MemoryMax=", "ProtectSystem=strict", "SystemCallFilter="):
        if promise not in files[path]:
            yield f"no {promise}"


def _not_prose(path: str, _: str) -> bool:
    return not path.endswith((".md", ".lock.yaml"))


CHECKS = (
    Check("our rules", _not_prose, _digest),
    Check("our rules", _not_prose, _rights),
    Check("our rules", _not_prose, _numbers),
    Check(
        "our rules", lambda path, _: path.endswith((".sh", ".yml", ".secrets")) or path.startswith(".kamal"), _lonely
    ),
    Check(
        "our rules",
        lambda path, _: path.startswith("monitoring/") and path.endswith((".yml", "alerts.yaml")),
        _monitoring,
    ),
    Check("our rules", lambda path, _: path.startswith("image/files/") and path.endswith(".service"), _image_unit),
)
