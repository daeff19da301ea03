"""The quick reader of files reads what the parser reads, lines and all, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import InputError
from advisor.loading.plain_yaml import read_plain
from advisor.loading.yaml_events import read_yaml

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*.yaml"))
FILES = [*EXAMPLES, *sorted(ROOT.glob("tests/golden/*.yaml")), *sorted(ROOT.glob("knowledge/questions/**/*.yaml"))]

PIECES = st.sampled_from(
    [
        *("a", "b: c", "key:", "key: ", " ", "  ", "\n", "\n  ", "\n    ", "- ", "-", ": ", ":", " # note", "#", "'"),
        *('"', "[", "]", "{", "}", ", ", ",", "[x, y]", "{k: v}", "{k: [x, 'y z']}", "'quoted text'", '"quoted"'),
        *("&x ", "*x", "|", ">-", "!t ", "? ", "---", "...", "%", "@", "`", "~", "null", "true", "12", "-3", "0755"),
        *("1.10", "\t", "\r", "ä", "\u2028", "\x85", "\ufeff", "\\", "''", "it's", "a: b: c", "\na: 1"),
        *("\nb:\n  c: 2", "\nd:\n- e\n- f", "[" * 30),
    ]
)


def agrees(text: str) -> bool:
    """Whether the quick reader took the text; if so, it must have read what the parser reads."""
    quick = read_plain(text)
    if quick is None:
        return False
    assert quick == read_yaml(text, "file")
    return True


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_read_the_quick_way(path: Path) -> None:
    assert agrees(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text", ["", "a: b\n  c", "a: b\n  c: d", "a: 'b\n  c'", "a: >-\n  b", "a: &x b", "a: 1\na: 2", "a: b: c", "- a"]
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text) is None


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_anything_is_read_alike_or_not_at_all(text: str) -> None:
    agrees(text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_changed_files_are_read_alike_or_not_at_all(path: Path, data: st.DataObject) -> None:
    text = path.read_text("utf-8")
    place = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    agrees(text[:place] + data.draw(PIECES) + text[place + gone :])


@pytest.mark.parametrize("text", ["a: [b", "a: {b: c", "a: [b, ", "a: 'b", "a: [b]]", "a: {b: 1, b: 2}", "[" * 5000])
def test_what_is_broken_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text) is None
    with pytest.raises(InputError):
        read_yaml(text, "file")
