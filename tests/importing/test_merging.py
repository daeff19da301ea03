"""Importing again: people's answers and comments stay, what the files changed is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.__main__ import main
from advisor.model.imported import Fate
from advisor.service import Advisor
from advisor.service.importing import import_to_file
from tests.written_files import write

BEFORE = "services:\n  web:\n    image: example.org/web\n    restart: always\n    ports: ['80:80']\n"
AFTER = "# moved\nservices:\n  web:\n    image: example.org/web\n    ports: ['53:53/udp']\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "shop", {"compose.yaml": BEFORE})


def test_a_second_import(folder: Path, advisor: Advisor) -> None:
    target = Path("shop.yaml")
    import_to_file(advisor, [folder], target, system="The shop")
    text = target.read_text("utf-8")
    assert "evidence: shop/compose.yaml:5" in text
    text = text.replace("system: The shop", "# ours\nsystem: The shop")
    text = text.replace("    answers:\n", "    answers:\n      privileges: host-access  # the sensor\n", 1)
    start = text.index("      privileges:\n")
    end = text.index("      packaging:") if "      packaging:" in text[start:] else len(text)
    cut = text[:start] + (text[end:] if end > start else "")
    target.write_text(cut, "utf-8")
    write(folder, {"compose.yaml": AFTER})
    result = import_to_file(advisor, [folder], target)
    made = advisor.read(target).components["web"].answers
    kept = target.read_text("utf-8")
    assert "# ours" in kept
    assert "# the sensor" in kept
    assert made["privileges"].answer == ("host-access",)
    assert made["listener"].answer == ("udp",)
    fates = {one.question: one.fate for one in result.changes if one.component == "web"}
    assert fates["privileges"] is Fate.KEPT
    assert fates["listener"] is Fate.CHANGED
    assert fates["restart"] is Fate.GONE
    assert "restart" not in made
    assert made["listener"].evidence == "shop/compose.yaml:5"


def test_nothing_changes_without_a_change(folder: Path, advisor: Advisor) -> None:
    target = Path("shop.yaml")
    import_to_file(advisor, [folder], target)
    before = target.read_bytes()
    result = import_to_file(advisor, [folder], target)
    assert target.read_bytes() == before
    assert {one.fate for one in result.changes} == {Fate.SAME}
    assert result.new_components == ()


def test_components_that_are_not_in_the_files_stay(folder: Path, advisor: Advisor) -> None:
    target = Path("shop.yaml")
    import_to_file(advisor, [folder], target)
    other = write(folder.parent / "other", {"compose.yaml": "services: {api: {image: a}}\n"})
    result = import_to_file(advisor, [other], target)
    assert set(advisor.read(target).components) == {"web", "api"}
    assert result.missing_components == ("web",)
    assert Fate.GONE not in {one.fate for one in result.changes}


def test_the_command_prints_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(folder), "--output", "shop.yaml", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    answer = next(one for one in data["components"][0]["answers"] if one["question"] == "listener")
    assert (answer["answer"], answer["evidence"]) == (["http"], ["shop/compose.yaml:5"])


def test_without_output_nothing_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(folder.parent.iterdir())
    assert main(["import", str(folder)]) == 0
    captured = capsys.readouterr()
    assert "shop/compose.yaml:5" in captured.out
    assert "nothing was written" in captured.err
    assert set(folder.parent.iterdir()) == before


def test_an_output_that_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(folder), "--output", "no/such/shop.yaml"]) == 2
    assert main(["import", str(folder), "--output", "."]) == 2
    assert "Traceback" not in capsys.readouterr().err
