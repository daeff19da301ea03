"""What one file says about another: paths in prose, files that nobody names, ports that only one place knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from artifacts.static.check import Check, Files, named

_KNOWN_PORTS = {
    22,
    53,
    67,
    69,
    80,
    123,
    443,
    465,
    587,
    1514,
    2019,
    2376,
    2377,
    2379,
    2380,
    2381,
    3100,
    4646,
    4647,
    4648,
    4789,
    5432,
    5514,
    6443,
    7946,
    8006,
    8200,
    9090,
    9093,
    9100,
    9323,
    10250,
    10256,
    10257,
    10259,
    50000,
    8472,
    51820,
    8080,
    8081,
    8443,
    9000,
    9101,
    9102,
    9115,
    2049,
    7445,
}
_PORT = re.compile(
    r"(?i)(?:port\w*\"?\s*[:=]\s*\"?|localhost:|127\.0\.0\.1:|\]:|to *= *|:)(\d{2,5})(?=[\"'\s/,:}\])]|$)"
)


def _paths(path: str, files: Files) -> Iterator[str]:
    """Files that prose names in code spans are there, if their folder is."""
    folders = {name.split("/")[0] for name in files if "/" in name}
    for name in re.findall(r"`([\w.-]+/[\w./-]+\.\w+)`", files[path]):
        if name.split("/")[0] in folders and name not in files and not any(each.endswith(name) for each in files):
            yield f"names {name}, which is not there"


def _orphans(path: str, files: Files) -> Iterator[str]:
    """Every file is named by the README or by another file."""
    for name in files:
        if name == path or name.startswith((".", "tests/")):
            continue
        others = "".join(text for each, text in files.items() if each != name)
        short = name.rpartition("/")[2]
        folder = name.rpartition("/")[0]
        if short not in others and short.split(".")[0] not in others and (not folder or f"{folder}/" not in others):
            yield f"nothing names {name}"


def _headings(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for line in rows:
        if not line.rstrip().endswith("|"):
            yield f"a row is not closed: {line[:40]}"
    if not re.match(r"# \S", text):
        yield "has no title"
    if text.count("```") % 2:
        yield "a block of code is not closed"
    for wanted in ("[Cc]ommand", "back|undo|way out", "assumed|follows from", "[Ll]eft out|left out"):
        if not re.search(rf"^##.*({wanted})", text, re.MULTILINE) and not ("back" in wanted and "RUNBOOK.md" in files):
            yield f"no chapter for {wanted}"


def _ports(path: str, files: Files) -> Iterator[str]:
    """A port that only one place in the folder knows is a slip."""
    everything = "".join(files.values())
    for port in set(_PORT.findall(files[path])):
        number = int(port)
        if (
            1024 <= number <= 65535
            and number not in _KNOWN_PORTS
            and len(re.findall(rf"(?<!\d){port}(?!\d)", everything)) < 2
        ):
            yield f"a port that nothing else knows: {port}"


CHECKS = (
    Check("our rules", named(".md"), _paths),
    Check("our rules", lambda path, _: path == "README.md", _orphans),
    Check("our rules", lambda path, _: path == "README.md", _headings),
    Check("our rules", lambda path, _: not path.endswith(".md"), _ports),
)
