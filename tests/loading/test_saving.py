"""Saving: what people wrote stays, and nothing is lost when it goes wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.loading.assessment import read_assessment
from advisor.loading.saving import fingerprint, save_assessment, write_atomically
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.knowledge import Knowledge

WRITTEN = """\
# Reviewed on Mondays.
assessment: 1                  # format version
knowledge: 2026.10             # the knowledge it was made with
system: Online game

components:                    # the parts
  billing:
    answers: {cadence: yearly}
    override: {pattern: box, reason: auditor's letter of 2026-09}
organisation:
  # counted with the team lead
  operators:
    answer: one                # since June
    note: "yes: two from July"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "game.yaml"
    path.write_text(WRITTEN, "utf-8")
    return path


def with_answer(assessment: Assessment, component: str, question: str, answer: Answer) -> Assessment:
    part = assessment.components.get(component, Component())
    changed = part.model_copy(update={"answers": {**part.answers, question: answer}})
    return assessment.model_copy(update={"components": {**assessment.components, component: changed}})


def test_saving_what_was_read_changes_nothing(path: Path, tiny: Knowledge) -> None:
    save_assessment(read_assessment(path, tiny), path, fingerprint(path))
    assert path.read_text("utf-8") == WRITTEN


def test_a_new_answer_leaves_comments_order_and_quotes_alone(path: Path, tiny: Knowledge) -> None:
    changed = with_answer(read_assessment(path, tiny), "billing", "state", Answer(answer=("durable",)))
    save_assessment(changed, path, fingerprint(path))
    assert path.read_text("utf-8") == WRITTEN.replace("{cadence: yearly}", "{cadence: yearly, state: durable}")
    assert read_assessment(path, tiny) == changed


def test_what_is_taken_back_disappears(path: Path, tiny: Knowledge) -> None:
    read = read_assessment(path, tiny)
    billing = read.components["billing"].model_copy(update={"override": None, "answers": {}})
    changed = read.model_copy(update={"components": {"billing": billing}})
    save_assessment(changed, path, fingerprint(path))
    assert "override" not in path.read_text("utf-8")
    assert read_assessment(path, tiny) == changed


def test_a_component_keeps_its_place_and_its_comments_under_another_name(path: Path, tiny: Knowledge) -> None:
    more = "  front-end:  # seen by players\n    # asked in May\n    answers: {cadence: daily}  # said\norganisation:"
    written = WRITTEN.replace("organisation:", more).replace("  billing:\n", "  billing:  # money\n")
    path.write_text(written, "utf-8")
    read = read_assessment(path, tiny)
    parts = {("charges" if name == "billing" else name): part for name, part in read.components.items()}
    save_assessment(read.model_copy(update={"components": parts}), path, fingerprint(path))
    assert path.read_text("utf-8") == written.replace("  billing:", "  charges:")
    save_assessment(read, path, fingerprint(path))
    assert path.read_text("utf-8") == written


@pytest.mark.parametrize(
    "note", ["no", "12", "true", "1.10", "a: b", "# x", "- x", "", "日本語", "two\nlines", "'", '"', "{x}"]
)
def test_any_note_comes_back_as_it_was_written(note: str, path: Path, tiny: Knowledge) -> None:
    answer = Answer(answer=("daily",), note=note)
    changed = with_answer(read_assessment(path, tiny), "billing", "cadence", answer)
    save_assessment(changed, path, fingerprint(path))
    assert read_assessment(path, tiny).components["billing"].answers["cadence"] == answer


def test_a_file_that_somebody_else_changed_is_not_overwritten(path: Path, tiny: Knowledge) -> None:
    read, before = read_assessment(path, tiny), fingerprint(path)
    path.write_text(WRITTEN + "# mine\n", "utf-8")
    with pytest.raises(AdvisorError, match="was changed by somebody else"):
        save_assessment(read, path, before)
    assert path.read_text("utf-8") == WRITTEN + "# mine\n"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match=r"missing/a.yaml cannot be written: No such file or directory"):
        write_atomically(tmp_path / "missing" / "a.yaml", "x")


def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AdvisorError, match="No space left on device; what was there is unchanged"):
        write_atomically(path, "new")
    assert path.read_text("utf-8") == WRITTEN
    assert [entry.name for entry in path.parent.iterdir()] == ["game.yaml"]


def test_permissions_and_links_survive(path: Path, tiny: Knowledge) -> None:
    path.chmod(0o600)
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    write_atomically(link, "a: 1\n")
    assert link.is_symlink()
    assert path.read_text("utf-8") == "a: 1\n"
    assert path.stat().st_mode & 0o777 == 0o600
