"""In which order the slow tests begin: the longest first, so that the short ones fill the time beside them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

_FIRST = ("openstack", "containers", "host")
"""Groups of tests that share an engine, so that they run one after another on one worker."""


def _turn(item: pytest.Item) -> int:
    marker = item.get_closest_marker("xdist_group")
    return _FIRST.index(marker.args[0]) if marker else len(_FIRST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


@pytest.fixture(scope="session")
def rootfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Debian with the applications of the live tests, as an archive that every engine can import."""
    images = Path(os.environ.get("ADVISOR_ENGINES_CACHE", tmp_path_factory.mktemp("images")))
    subprocess.run([Path(__file__).parent / "swarm" / "image.sh", images], check=True, timeout=600)
    return images / "rootfs.tar"
