"""Checkov over everything that is written, in one run: no finding without a recorded reason, no reason without one."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from artifacts.kustomized import kustomized
from artifacts.spread import Starter, spread
from engines.engine_tools import needs, tool

from advisor.service import Advisor

pytestmark = [pytest.mark.engines, needs("checkov")]

REASONS = yaml.safe_load((Path(__file__).parent / "checkov_reasons.yaml").read_text("utf-8"))
KINDS = ("kubernetes", "dockerfile", "terraform", "github_actions", "gitlab_ci", "ansible", "cloudformation")
_OVERLAY = "overlays/production/kustomization.yaml"


def _read_by_checkov(starter: Starter) -> Iterator[tuple[str, str]]:
    """The files as a cluster or a cloud gets them: overlays built, Cloud Run's own left out."""
    texts = starter.files
    if _OVERLAY in texts:
        namespace = yaml.safe_load(texts["base/kustomization.yaml"])["namespace"]
        objects = kustomized(dict(texts))
        for thing in objects:
            if thing["kind"] != "Namespace":
                thing["metadata"]["namespace"] = namespace
        text = yaml.safe_dump_all(objects)
        yield "built-for-windows.yaml" if "kubernetes.io/os: windows" in text else "built.yaml", text
    for path, text in texts.items():
        if not path.startswith(("base/", "overlays/", "platform/", "tenant/", "cloud-run/")):
            yield path, text
    if "tenant/kustomization.yaml" in texts:
        yield "tenant/session.yaml", _with_its_namespace(texts)


def _with_its_namespace(texts: dict[str, str]) -> str:
    kustomization = yaml.safe_load(texts["tenant/kustomization.yaml"])
    objects = list(yaml.safe_load_all(texts["tenant/session.yaml"]))
    for thing in objects:
        thing["metadata"]["namespace"] = kustomization["namespace"]
    text = yaml.safe_dump_all(objects)
    for image in kustomization["images"]:
        text = text.replace(f"image: {image['name']}\n", f"image: {image['newName']}@{image['digest']}\n")
    return text


def _written(advisor: Advisor, folder: Path) -> dict[str, str]:
    """Every different file once. Returns the pattern of each starter's folder."""
    patterns, seen = {}, set()
    for number, starter in enumerate(spread(advisor)):
        patterns[str(number)] = starter.pattern
        for path, text in _read_by_checkov(starter):
            if (path, text) not in seen and not path.endswith((".md", ".sh")):
                seen.add((path, text))
                (folder / str(number) / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / str(number) / path).write_text(text)
    return patterns


def _failed(folder: Path) -> Iterator[dict[str, Any]]:
    command = [
        str(tool("checkov")),
        "-d",
        str(folder),
        "--framework",
        *KINDS,
        "--skip-download",
        "--quiet",
        "--compact",
    ]
    done = subprocess.run(
        [*command, "-o", "json"], capture_output=True, text=True, timeout=900, check=False,
        env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    reports = json.loads(done.stdout)
    for report in reports if isinstance(reports, list) else [reports]:
        print(f"{report['check_type']}: {report['summary']['passed']} passed, {report['summary']['failed']} failed")
        yield from report["results"]["failed_checks"]


def test_every_finding_has_a_reason_and_every_reason_a_finding(advisor: Advisor, tmp_path: Path) -> None:
    patterns = _written(advisor, tmp_path)
    unexplained, needed = set(), set()
    for finding in _failed(tmp_path):
        number, _, path = finding["file_path"].lstrip("/").partition("/")
        where = f"{patterns[number]}/{path}"
        reasons = [
            place
            for place, reason in enumerate(REASONS)
            if reason["check"] == finding["check_id"] and fnmatch(where, reason["where"])
        ]
        needed.update(reasons)
        if not reasons:
            unexplained.add(f"{where}: {finding['check_id']} {finding['check_name']}: {finding['resource']}")
    assert unexplained == set(), "\n".join(sorted(unexplained))
    unneeded = [reason for place, reason in enumerate(REASONS) if place not in needed]
    assert unneeded == []
    assert all(len(reason["why"]) > 30 for reason in REASONS)
