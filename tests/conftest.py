"""What every test may use: the tiny knowledge base, read by the real loader."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from advisor.graph.compile import compile_knowledge
from advisor.graph.program import Program
from advisor.loading.knowledge import load_knowledge
from advisor.model.knowledge import Knowledge
from advisor.service import Advisor, open_advisor

TINY = Path(__file__).parent / "tiny"

# The same examples every time, so that a change is judged by what it changed; `make oracle` looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    """One cache for the whole run, from the collection on, and not that of whoever runs it; the workers inherit it."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="advisor-cache-")
        os.environ["ADVISOR_CACHE_DIR"] = folder.name
        config.add_cleanup(folder.cleanup)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: what tests the interface waits as much as it works."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the recent files of whoever runs it."""
    monkeypatch.setenv("ADVISOR_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture(scope="session")
def tiny() -> Knowledge:
    """Three patterns, two facts, one later decision."""
    return load_knowledge([TINY])[0]


@pytest.fixture(scope="session")
def tiny_program(tiny: Knowledge) -> Program:
    """The tiny knowledge, compiled."""
    return compile_knowledge(tiny)


@pytest.fixture(scope="session")
def tiny_advisor(tiny: Knowledge, tiny_program: Program) -> Advisor:
    """The advisor over the tiny knowledge."""
    return Advisor(tiny, tiny_program)


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """A copy of the tiny knowledge, to break."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def advisor() -> Advisor:
    """The advisor over the shipped knowledge."""
    return open_advisor()
