"""The engines are started once for all tests of this folder."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines.swarm.nodes import HERE, Engines, tear_down


@pytest.fixture(scope="session")
def engines(rootfs: Path) -> Iterator[Engines]:
    """Each has the small Debian as `live/base:1`; they know nothing of each other yet."""
    work = Path("/tmp/advisor-swarm")
    tear_down(work)
    try:
        subprocess.run([HERE / "up.sh", work, "3"], check=True, timeout=200)
        made = Engines(work)
        for node in (1, 2, 3):
            made.take(rootfs, node)
        yield made
    finally:
        tear_down(work)
