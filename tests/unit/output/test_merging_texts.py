"""The three-way merge, held to its meaning and to what git does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.output.rewriting.merging import has_markers, merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "", "x: 1"]), max_size=8)
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))


@given(base=TEXTS, changed=TEXTS)
def test_what_one_side_changed_is_taken(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed


@given(base=TEXTS, changed=TEXTS)
def test_the_same_change_on_both_sides_is_taken_once(base: str, changed: str) -> None:
    merged = merge(base, changed, changed)
    assert (merged.text, merged.conflicts) == (changed, 0)


@given(base=TEXTS, yours=TEXTS, new=TEXTS)
def test_no_line_that_either_side_added_is_lost(base: str, yours: str, new: str) -> None:
    merged = merge(base, yours, new).text.splitlines()
    for side in (yours, new):
        for line in set(side.splitlines()) - set(base.splitlines()):
            assert line in merged


@given(base=TEXTS, yours=TEXTS, new=TEXTS)
def test_a_conflict_can_be_seen_and_which_side_is_which_decides_nothing_else(base: str, yours: str, new: str) -> None:
    one, other = merge(base, yours, new), merge(base, new, yours)
    assert has_markers(one.text) is (one.conflicts > 0)
    assert one.conflicts == other.conflicts
    if not one.conflicts:
        assert one.text == other.text


@pytest.mark.parametrize(
    ("yours", "new"),
    [
        ("A\n2\n3\n4\n5\n", "1\n2\n3\n4\nE\n"),
        ("1\n3\n4\n5\n", "1\n2\n3\n4\nE\n"),
        ("1\n2\n3\n4\n5\n6\n", "0\n1\n2\n3\n4\n5\n"),
        ("1\n2\nC\n4\n5\n", "1\n2\nc\n4\n5\n"),
        ("1\n2\nC\n4\n5\n", "1\n2\n4\n5\n"),
        ("1\nB\n3\n4\n5\n", "1\n2\nC\n4\n5\n"),
        ("1\n2\n3\n4\n5\nyours\n", "1\n2\n3\n4\n5\nnew\n"),
        ("1\n2\n3\n4\nend", "1\n2\n3\n4\nEND"),
        ("", "1\n2\n3\n4\n5\n6\n"),
    ],
)
def test_a_merge_reads_as_gits(yours: str, new: str, tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    for name, text in (("yours", yours), ("base", "1\n2\n3\n4\n5\n"), ("new", new)):
        (tmp_path / name).write_text(text)
    labels = ["-L", "yours", "-L", "base", "-L", "new from the advisor"]
    ran = subprocess.run(
        [git, "merge-file", "-p", *labels, "yours", "base", "new"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    merged = merge("1\n2\n3\n4\n5\n", yours, new)
    assert merged.conflicts == ran.returncode
    assert merged.text == ran.stdout


def test_markers_of_a_document_are_no_conflict() -> None:
    assert not has_markers("Title\n=======\n\ntext\n")
