"""What every test may use: the tiny knowledge base, read by the real loader."""

from __future__ import annotations

import os
import shutil
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


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the caches or the recent files of whoever runs it."""
    monkeypatch.setenv("ADVISOR_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path.parent.parent / "advisor-cache"))


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
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    """The advisor over the shipped knowledge."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE_DIR", str(tmp_path_factory.getbasetemp().parent / "advisor-cache"))
        return open_advisor()
