"""Slips that no format forbids: a tag for a digest, root, a name that only one place knows, a word for a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from artifacts.static.check import Check, Files, unkept

ROOT = re.compile(
    r"(?im)\b(runAsUser|runAsGroup|fsGroup|user|group|uid|gid|owner)\"?\s*[:=]\s*\"?0(\"|\s*$|[:,}])|"
    r"\bchown\"?,? *\"?0\b|--user[= ]0\b|install [^\n]*--(owner|group)[= ]0\b| 0[67]00 0 10001| -[og] 0\b"
)
_RIGHTS = re.compile(
    r"allowPrivilegeEscalation: true|readOnlyRootFilesystem: false|privileged: true|NoNewPrivileges=(no|false)"
)
_NUMBER = re.compile(
    r"(?mi)^\s*[\"\w.-]*(?:timeout|minutes|seconds|limit|retries|count|size|memory|workers|redirects|"
    r"replicas|tries|days|parallelism|managers|threshold|delay|panic|somaxconn|interval|hours)\"?\s*[:=]\s*([a-z]+)\s*$"
)
_PORT = re.compile(r"(?m)^\w*port(?:=|: )[a-z]+$")
_KERNEL = re.compile(r"(?m)^\s*(?:kernel|net|vm|fs)\.[\w.]+ *= *[a-z]+$")
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
_WANTED = re.compile(r"\$\{([A-Z][A-Z_]{3,}):?\?")
_PATCHED = re.compile(r"path: \S*/(?:runAs\w+|fsGroup)\s+value: (?:0\b|[a-z])")
_FROM_OUTSIDE = re.compile(
    r"^(ansible_\w+|PWD|HOME|PATH|CI_\w+|GITHUB_\w+|HOSTNAME|USER|RUNNER_\w+|TMPDIR|HOST|MAINPID|KAMAL_\w+|VERSION)$"
)


def _digest(path: str, files: Files) -> Iterator[str]:
    if "AutoUpdate=" in "".join(files.values()):
        return
    for image in re.findall(r"registry\.example\.org/[\w./-]+:[a-z][\w.-]*", files[path]):
        yield f"not by digest: {image}"
    for image in re.findall(
        r"(?m)^ *(?:- )?image: \"?([a-z0-9-]+(?:\.[a-z0-9-]+)+/[^\s\"@]+:[^\s\"@]+)\"?$", files[path]
    ):
        yield f"not by digest: {image}"


def _rights(path: str, files: Files) -> Iterator[str]:
    if not path.startswith("monitoring/"):  # what reads the host's logs may read all of them
        yield from (f"root: {found.group(0).strip()}" for found in ROOT.finditer(files[path]))
    yield from (f"rights: {found.group(0)}" for found in _RIGHTS.finditer(files[path]))
    yield from (f"root: {found.group(0)}" for found in _PATCHED.finditer(files[path]))


def _numbers(path: str, files: Files) -> Iterator[str]:
    yield from (f"not a number: {found.strip()}" for kind in (_PORT, _KERNEL) for found in kind.findall(files[path]))
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
    everything = "".join(files.values())
    for name in set(_WANTED.findall(files[path])):
        if len(re.findall(rf"\b{name}\b", everything)) < 2:
            yield f"nothing sets {name}"


def _counters(path: str, files: Files) -> Iterator[str]:
    """A variable that a script counts or compares with holds a number everywhere."""
    text = files[path]
    numbers = set(re.findall(r"(?m)^\s*(\w+)=\d+$", text))
    numbers |= set(re.findall(r"(?:seq|sleep|exit|return|-(?:lt|gt|le|ge|eq)) \"?\$\{?(\w+)", text))
    for name, word in re.findall(r"(?m)^\s*(\w+)=([a-z]+)$", text):
        if name in numbers:
            yield f"{name} is not a number: {word}"


def _handed_on(path: str, files: Files) -> Iterator[str]:
    """A secret is taken from the variable of its own name, or from one that the file sets."""
    for name, source in re.findall(r"(?m)^(\w+)=\$(\w+)$", files[path]):
        if source != name and f"{source}=" not in files[path]:
            yield f"nothing sets {source}"


def _image_unit(path: str, files: Files) -> Iterator[str]:
    yield from unkept(
        (
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "TasksMax=",
            "MemoryMax=",
            "ProtectSystem=strict",
            "SystemCallFilter=",
        ),
        files[path],
    )


def _not_prose(path: str, _: str) -> bool:
    return not path.endswith((".md", ".lock.yaml"))


CHECKS = (
    Check("our rules", _not_prose, _digest),
    Check("our rules", _not_prose, _rights),
    Check("our rules", _not_prose, _numbers),
    Check(
        "our rules", lambda path, _: path.endswith((".sh", ".yml", ".secrets")) or path.startswith(".kamal"), _lonely
    ),
    Check("our rules", lambda path, text: path.endswith(".sh") or text.startswith("#!/bin/"), _counters),
    Check("our rules", lambda path, _: path == ".kamal/secrets", _handed_on),
    Check("our rules", lambda path, _: path.startswith("image/files/") and path.endswith(".service"), _image_unit),
)
