"""Pipes that close, disks that are full, terminals of other encodings: tried with a real process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TINY = Path(__file__).parents[1] / "tiny"
SHOP = Path(__file__).parents[1] / "golden" / "shop.yaml"
CALL = f"{sys.executable} -m advisor explain {SHOP} --knowledge {TINY}"


def shell(line: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=60
    )


def test_a_reader_that_leaves_is_no_error() -> None:
    run = shell(f"set -o pipefail; {CALL} | true; echo ${{PIPESTATUS[0]}}")
    assert run.stdout.strip() == "0"
    assert run.stderr == ""


def test_a_closed_standard_output_is_one_message() -> None:
    run = shell(f"{CALL} >&-")
    assert run.returncode == 2
    assert run.stderr.startswith("advisor: standard output")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_message() -> None:
    run = shell(f"{CALL} > /dev/full")
    assert run.returncode == 2
    assert "No space left" in run.stderr
    assert "Traceback" not in run.stderr


def test_output_is_utf8_whatever_the_machine_says() -> None:
    run = shell(CALL, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert run.returncode == 0
    assert "−3" in run.stdout
