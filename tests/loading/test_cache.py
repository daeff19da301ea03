"""The cache decides nothing: whatever is wrong with it, it is made again."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.loading.cache import cached
from advisor.loading.knowledge import load_knowledge
from advisor.model.knowledge import Knowledge

Made = Callable[[], int]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def look(cache: Path, tiny_folder: Path) -> Callable[[], int]:
    """How many times the knowledge was made until now, after asking for it once more."""
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return (tiny_folder / "facts.yaml").read_text("utf-8")

    def again() -> int:
        assert cached([tiny_folder], make) == (tiny_folder / "facts.yaml").read_text("utf-8")
        return len(made)

    return again


def test_the_second_start_makes_nothing(look: Made) -> None:
    assert [look(), look()] == [1, 1]


def test_other_content_is_seen_though_size_and_time_are_the_same(look: Made, tiny_folder: Path) -> None:
    look()
    path = tiny_folder / "facts.yaml"
    before = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("e", "o", 1), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert look() == 2


def test_the_same_content_with_another_time_is_recognised(look: Made, tiny_folder: Path) -> None:
    look()
    os.utime(tiny_folder / "facts.yaml", (1, 1))
    assert look() == 1


def test_a_new_file_is_seen(look: Made, tiny_folder: Path) -> None:
    look()
    (tiny_folder / "questions" / "component" / "new.yaml").write_text("title: New\n", "utf-8")
    assert look() == 2


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05cposix\nnothing\n.", None], ids=str)
def test_a_damaged_cache_is_made_again(content: bytes | None, look: Made, cache: Path) -> None:
    look()
    (path,) = cache.glob("*.pickle")
    path.write_bytes(path.read_bytes()[:-5] if content is None else content)
    assert [look(), look()] == [2, 2]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"0" * 64])
def test_a_damaged_index_only_costs_time(content: bytes, look: Made, cache: Path) -> None:
    look()
    (path,) = cache.glob("*.index")
    path.write_bytes(content)
    assert look() <= 2


def test_a_folder_that_cannot_be_written_only_costs_time(look: Made, cache: Path) -> None:
    cache.write_text("a file, no folder", "utf-8")
    assert [look(), look()] == [1, 2]


@pytest.mark.parametrize("ask", [lambda one: one.sources, Knowledge.rules, Knowledge.model_dump])
def test_knowledge_that_is_read_in_two_parts_is_whole(ask: Callable[[Knowledge], object], tiny_folder: Path) -> None:
    knowledge, _ = load_knowledge([tiny_folder])
    read = pickle.loads(pickle.dumps(knowledge))
    assert ask(read) == ask(knowledge)
    assert read == knowledge
    assert list(read.__dict__) == list(knowledge.__dict__)
