"""One cloud for all tests of this folder: starting it takes longer than most of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines.engine_tools import tool
from engines.openstack.cloud import Cloud


@pytest.fixture(scope="session")
def cloud() -> Iterator[Cloud]:
    binary = tool("nova-manage")
    assert binary is not None
    work = Path(tempfile.mkdtemp(prefix="advisor-openstack-"))
    made = Cloud(work, binary.resolve().parent.parent)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(work, ignore_errors=True)
