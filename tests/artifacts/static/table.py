"""The tables in docs/artifacts.md, from the checks themselves: `make tables` writes them, a test holds them to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml
from artifacts.spread import HOSTS, MACHINES, SPREAD, Starter, spread
from artifacts.static.every import CHECKS
from engines.cloud.test_cloud_files import PLAYBOOKS
from engines.kubernetes.test_kustomize_live import PATTERNS as OVERLAYS

from advisor.service import open_advisor

PAGE = Path(__file__).parents[3] / "docs" / "artifacts.md"
NOT_RUN = Path(__file__).parents[2] / "engines" / "static" / "not_run.yaml"
BEGIN, END = "<!-- begin: written by `make tables` -->", "<!-- end: written by `make tables` -->"

# Tools that read a whole folder, or cases of their own beside the spread, and the patterns that their tests name.
BESIDE: dict[str, Iterable[str]] = {
    "kubectl kustomize": OVERLAYS,
    "ansible-lint, ansible-playbook --syntax-check": (*MACHINES, *HOSTS, *PLAYBOOKS),
    "terraform fmt": MACHINES,
    "systemd-analyze security": ("systemd-services",),
    "checkov": SPREAD,
}


def written(page: str, starters: Iterable[Starter]) -> str:
    """The page with its tables as they ought to be. Raises ValueError where it has no place for them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no place for the tables: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{_tables(list(starters))}{END}{after}"


def _tables(starters: list[Starter]) -> str:
    by_pattern: dict[str, dict[str, int]] = {pattern: defaultdict(int) for pattern in SPREAD}
    light = {check.name: check.needs is None for check in CHECKS}
    for starter in starters:
        for path, text in starter.files.items():
            for name in {check.name for check in CHECKS if check.reads(path, text)}:
                by_pattern[starter.pattern][name] += 1
    lines = ["| Pattern | Cases | Read by, and how many files; none has a complaint |", "|---|---|---|"]
    for pattern, read in by_pattern.items():
        said = ", ".join(f"{name} {read[name]}" for name in light if read[name])
        beside = ", ".join(name for name, patterns in BESIDE.items() if pattern in patterns)
        lines.append(f"| {pattern} | {len(SPREAD[pattern])} | {said}; {beside} |")
    lines += ["", "| Tool | Files | Patterns | Runs in |", "|---|---|---|---|"]
    for name, quick in light.items():
        files = sum(read[name] for read in by_pattern.values())
        patterns = sum(bool(read[name]) for read in by_pattern.values())
        lines.append(f"| {name} | {files} | {patterns} | `make test{'' if quick else '-engines'}` |")
    for name, those in BESIDE.items():
        lines.append(f"| {name} | whole folders | {len(set(those))} | `make test-engines` |")
    lines += ["", "| What nobody could run here | Why | Instead |", "|---|---|---|"]
    for left in yaml.safe_load(NOT_RUN.read_text("utf-8")):
        lines.append(f"| {left['what']} | {left['why']} | {left['instead']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8"), spread(open_advisor())), "utf-8")
