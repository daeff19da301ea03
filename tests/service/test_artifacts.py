"""Artifacts written again and again into a folder that people edit: edits are never lost, and all is said."""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from advisor.errors import AdvisorError, InputError
from advisor.model.assessment import Assessment
from advisor.output.files import TextFile
from advisor.service import Advisor
from advisor.service.artifacts import LOCK, TEXTS, ArtifactPlan, ChangeKind, carry_out, plan_artifacts

FIRST = "one\ntwo\nthree\nfour\nfive\n"


class Folder:
    """A folder, and an advisor that writes what it is told into it."""

    def __init__(self, advisor: Advisor, path: Path) -> None:
        self.path = path
        self._knowledge, self._program = advisor.knowledge, advisor.program

    def plan(self, files: Mapping[str, str], executable: Sequence[str] = ()) -> ArtifactPlan:
        made = tuple(TextFile(name, text, "a test", name in executable) for name, text in files.items())

        class Fixed(Advisor):
            def artifacts(self, _: Assessment) -> tuple[TextFile, ...]:
                return made

        advisor = Fixed(self._knowledge, self._program)
        return plan_artifacts(advisor, advisor.new("Shop"), self.path)

    def write(self, files: Mapping[str, str], executable: Sequence[str] = ()) -> dict[str, ChangeKind]:
        return {change.path: change.kind for change in carry_out(self.plan(files, executable))}

    def text(self, name: str = "a.yaml") -> str:
        return (self.path / name).read_bytes().decode()

    def edit(self, old: str, new: str, name: str = "a.yaml") -> None:
        assert old in self.text(name)
        (self.path / name).write_bytes(self.text(name).replace(old, new).encode())

    def names(self) -> set[str]:
        found = {path.relative_to(self.path).as_posix() for path in self.path.rglob("*") if not path.is_dir()}
        return found - {LOCK, TEXTS}


@pytest.fixture
def folder(tiny_advisor: Advisor, tmp_path: Path) -> Folder:
    """A folder with one file of ours in it."""
    folder = Folder(tiny_advisor, tmp_path / "out")
    folder.write({"a.yaml": FIRST})
    return folder


def test_a_folder_that_is_not_there_is_made(tiny_advisor: Advisor, tmp_path: Path) -> None:
    folder = Folder(tiny_advisor, tmp_path / "deep" / "out")
    assert folder.write({"web/a.yaml": FIRST}) == {"web/a.yaml": ChangeKind.NEW}
    assert folder.text("web/a.yaml") == FIRST


def test_written_twice_is_written_once(folder: Folder) -> None:
    before = {name: folder.text(name) for name in (*folder.names(), LOCK)}
    archive = (folder.path / TEXTS).read_bytes()
    assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.SAME}
    assert {name: folder.text(name) for name in (*folder.names(), LOCK)} == before
    assert (folder.path / TEXTS).read_bytes() == archive


def test_what_nobody_edited_is_replaced(folder: Folder) -> None:
    assert folder.write({"a.yaml": FIRST.upper()}) == {"a.yaml": ChangeKind.REPLACED}
    assert folder.text() == FIRST.upper()


def test_edits_stay_while_there_is_nothing_new(folder: Folder) -> None:
    folder.edit("two", "deux")
    for _ in range(2):
        assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.KEPT}
        assert folder.text() == FIRST.replace("two", "deux")


def test_edits_and_news_in_different_places_are_merged(folder: Folder) -> None:
    folder.edit("one", "un")
    assert folder.write({"a.yaml": FIRST.replace("five", "FIVE")}) == {"a.yaml": ChangeKind.MERGED}
    assert folder.text() == "un\ntwo\nthree\nfour\nFIVE\n"
    folder.edit("three", "trois")
    assert folder.write({"a.yaml": FIRST.replace("five", "FIVE!")}) == {"a.yaml": ChangeKind.MERGED}
    assert folder.text() == "un\ntwo\ntrois\nfour\nFIVE!\n"


def test_the_same_change_on_both_sides_is_no_conflict(folder: Folder) -> None:
    folder.edit("one", "un")
    folder.edit("three", "THREE")
    assert folder.write({"a.yaml": FIRST.replace("three", "THREE")}) == {"a.yaml": ChangeKind.KEPT}
    assert folder.text() == "un\ntwo\nTHREE\nfour\nfive\n"


def test_a_conflict_has_both_versions_between_markers_and_waits_for_people(folder: Folder) -> None:
    folder.edit("three", "trois")
    assert folder.write({"a.yaml": FIRST.replace("three", "THREE")}) == {"a.yaml": ChangeKind.CONFLICT}
    marked = folder.text()
    assert marked == ("one\ntwo\n<<<<<<< yours\ntrois\n=======\nTHREE\n>>>>>>> new from the advisor\nfour\nfive\n")
    assert folder.plan({"a.yaml": FIRST.replace("three", "THREE")}).needs_people
    assert folder.write({"a.yaml": "something else\n"}) == {"a.yaml": ChangeKind.UNRESOLVED}
    assert folder.text() == marked


def test_a_settled_conflict_is_not_brought_up_again(folder: Folder) -> None:
    folder.edit("three", "trois")
    folder.write({"a.yaml": FIRST.replace("three", "THREE")})
    (folder.path / "a.yaml").write_text("one\ntwo\ntrois\nfour\nfive\n")
    assert folder.write({"a.yaml": FIRST.replace("three", "THREE")}) == {"a.yaml": ChangeKind.KEPT}
    newer = FIRST.replace("three", "THREE").replace("five", "FIVE")
    assert folder.write({"a.yaml": newer}) == {"a.yaml": ChangeKind.MERGED}
    assert folder.text() == "one\ntwo\ntrois\nfour\nFIVE\n"


@pytest.mark.parametrize("newer", [FIRST, FIRST.upper()])
def test_what_people_deleted_stays_away(folder: Folder, newer: str) -> None:
    (folder.path / "a.yaml").unlink()
    for _ in range(2):
        assert folder.write({"a.yaml": newer}) == {"a.yaml": ChangeKind.GONE}
        assert folder.names() == set()


def test_what_we_no_longer_write_goes_with_its_empty_folder(tiny_advisor: Advisor, tmp_path: Path) -> None:
    folder = Folder(tiny_advisor, tmp_path)
    folder.write({"a.yaml": FIRST, "deep/er/b.yaml": FIRST})
    assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.SAME, "deep/er/b.yaml": ChangeKind.REMOVED}
    assert folder.names() == {"a.yaml"}
    assert not (tmp_path / "deep").exists()
    assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.SAME}


def test_what_we_no_longer_write_stays_if_people_edited_it(folder: Folder) -> None:
    folder.edit("one", "un")
    assert folder.write({}) == {"a.yaml": ChangeKind.LEFT}
    assert folder.text() == FIRST.replace("one", "un")
    assert folder.write({}) == {}
    assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.BESIDE}


def test_a_file_in_the_way_is_not_touched(folder: Folder) -> None:
    (folder.path / "b.yaml").write_text("mine\n")
    assert folder.write({"a.yaml": FIRST, "b.yaml": "ours\n"})["b.yaml"] is ChangeKind.BESIDE
    assert (folder.text("b.yaml"), folder.text("b.yaml.new")) == ("mine\n", "ours\n")
    assert folder.write({"a.yaml": FIRST, "b.yaml": "ours\n"})["b.yaml"] is ChangeKind.KEPT


def test_what_was_put_beside_is_not_overwritten_either(folder: Folder) -> None:
    (folder.path / "b.yaml").write_text("mine\n")
    (folder.path / "b.yaml.new").write_text("mine too\n")
    folder.write({"a.yaml": FIRST, "b.yaml": "ours\n"})
    texts = [folder.text(name) for name in ("b.yaml", "b.yaml.new", "b.yaml.new.2")]
    assert texts == ["mine\n", "mine too\n", "ours\n"]


def test_a_file_that_is_there_and_the_same_becomes_ours(folder: Folder) -> None:
    (folder.path / "b.yaml").write_text("ours\n")
    assert folder.write({"a.yaml": FIRST, "b.yaml": "ours\n"})["b.yaml"] is ChangeKind.SAME
    assert folder.write({"a.yaml": FIRST, "b.yaml": "newer\n"})["b.yaml"] is ChangeKind.REPLACED


@pytest.mark.parametrize("obstacle", ["binary", "link", "folder"])
def test_what_is_no_text_is_never_merged(folder: Folder, obstacle: str) -> None:
    path = folder.path / "a.yaml"
    path.unlink()
    if obstacle == "binary":
        path.write_bytes(b"\x89PNG\xff\x00")
    elif obstacle == "link":
        path.symlink_to(LOCK)
    else:
        path.mkdir()
    assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.KEPT}
    assert folder.write({"a.yaml": FIRST.upper()}) == {"a.yaml": ChangeKind.BESIDE}
    assert folder.text("a.yaml.new") == FIRST.upper()
    assert path.read_bytes() == b"\x89PNG\xff\x00" if obstacle == "binary" else path.is_symlink() or path.is_dir()


def test_line_ends_of_windows_are_no_edit_and_stay(folder: Folder) -> None:
    (folder.path / "a.yaml").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert folder.write({"a.yaml": FIRST}) == {"a.yaml": ChangeKind.SAME}
    assert folder.write({"a.yaml": FIRST.upper()}) == {"a.yaml": ChangeKind.REPLACED}
    assert folder.text() == FIRST.upper().replace("\n", "\r\n")
    folder.edit("ONE", "un")
    assert folder.write({"a.yaml": FIRST.upper() + "six\n"}) == {"a.yaml": ChangeKind.MERGED}
    assert folder.text() == "un\r\nTWO\r\nTHREE\r\nFOUR\r\nFIVE\r\nsix\r\n"


def test_rights_that_people_set_stay_and_a_script_can_be_run(folder: Folder) -> None:
    (folder.path / "a.yaml").chmod(0o600)
    folder.write({"a.yaml": FIRST.upper(), "run.sh": "#!/bin/sh\n"}, executable=["run.sh"])
    assert stat.S_IMODE((folder.path / "a.yaml").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder.path / "run.sh").stat().st_mode) == 0o755


def test_only_what_is_chosen_is_written_and_the_rest_is_told_again(folder: Folder) -> None:
    folder.write({"a.yaml": FIRST, "b.yaml": FIRST})
    plan = folder.plan({"a.yaml": FIRST.upper(), "b.yaml": FIRST.upper()})
    assert [change.path for change in carry_out(plan, only={"b.yaml"})] == ["b.yaml"]
    assert (folder.text("a.yaml"), folder.text("b.yaml")) == (FIRST, FIRST.upper())
    again = folder.write({"a.yaml": FIRST.upper(), "b.yaml": FIRST.upper()})
    assert again == {"a.yaml": ChangeKind.REPLACED, "b.yaml": ChangeKind.SAME}


def test_what_changes_after_it_was_looked_at_is_not_overwritten(folder: Folder) -> None:
    plan = folder.plan({"a.yaml": FIRST.upper(), "b.yaml": FIRST})
    folder.edit("one", "un")
    with pytest.raises(AdvisorError, match="changed meanwhile"):
        carry_out(plan)
    assert folder.text() == FIRST.replace("one", "un")
    assert folder.names() == {"a.yaml"}


def test_a_plan_writes_nothing_and_shows_each_change(folder: Folder) -> None:
    folder.edit("one", "un")
    plan = folder.plan({"a.yaml": FIRST.replace("five", "FIVE"), "b.yaml": "new\n"})
    assert folder.names() == {"a.yaml"}
    merged, new = plan.changes
    assert "-five\n+FIVE\n" in merged.diff
    assert "un" not in {line[1:] for line in merged.diff.splitlines() if line[0] in "+-"}
    assert new.diff == "--- /dev/null\n+++ b/b.yaml\n@@ -0,0 +1 @@\n+new\n"


@pytest.mark.parametrize("damage", ["missing", "broken", "other"])
def test_without_the_old_texts_edits_still_stay(folder: Folder, damage: str) -> None:
    if damage == "missing":
        (folder.path / TEXTS).unlink()
    elif damage == "broken":
        (folder.path / TEXTS).write_bytes(b"PK\x03\x04 no more")
    else:
        folder.write({"a.yaml": FIRST.upper()})
        stale = (folder.path / TEXTS).read_bytes()
        folder.write({"a.yaml": FIRST})
        (folder.path / TEXTS).write_bytes(stale)
    folder.edit("one", "un")
    assert folder.write({"a.yaml": FIRST + "six\n"}) == {"a.yaml": ChangeKind.BESIDE}
    assert folder.text() == FIRST.replace("one", "un")
    assert folder.text("a.yaml.new") == FIRST + "six\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lock: 2\nsystem: S\nknowledge: k\nfiles: {}\n", "advisor.lock.yaml:1: lock"),
        ("lock: [\n", "not valid YAML"),
        (
            f"lock: 1\nsystem: S\nknowledge: k\nfiles:\n  ../b: {{sha256: {'0' * 64}, why: x}}\n",
            "advisor.lock.yaml:5: `../b` is not below this folder",
        ),
        (
            f"lock: 1\nsystem: S\nknowledge: k\nfiles:\n  /etc/b: {{sha256: {'0' * 64}, why: x}}\n",
            "`/etc/b` is not below this folder",
        ),
    ],
)
def test_a_lock_that_cannot_be_trusted_is_named_and_nothing_is_written(folder: Folder, text: str, message: str) -> None:
    (folder.path / LOCK).write_text(text)
    with pytest.raises(InputError, match=message.replace("[", r"\[")):
        folder.plan({"a.yaml": FIRST.upper()})


def test_what_was_done_before_a_failure_is_in_the_lock(folder: Folder) -> None:
    (folder.path / "deep").write_text("in the way of a folder\n")
    with pytest.raises(AdvisorError, match="cannot be written"):
        folder.write({"a.yaml": FIRST.upper(), "deep/b.yaml": "x\n"})
    folder.edit("ONE", "un")
    assert folder.write({"a.yaml": FIRST.upper() + "SIX\n"}) == {"a.yaml": ChangeKind.MERGED}
