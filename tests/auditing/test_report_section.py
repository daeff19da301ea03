"""A report has what an audit found where somebody asks for it, and nothing of it else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.__main__ import main
from tests.written_files import write

ASSESSMENT = "assessment: 1\nknowledge: 2026.11\nsystem: Shop\ncomponents:\n  web:\n    answers: {state: stateless}\n"
COMPOSE = (
    "# advisor: allow writable-root because the host is thrown away\n"
    "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n"
)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_section_names_finding_place_and_change(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, {"now/compose.yaml": COMPOSE, "shop.yaml": ASSESSMENT}))
    call = ["report", "shop.yaml", "--format", form, "--output", "-", "--date", "2026-11-23"]
    assert main(call) == 0
    assert "What is there today" not in capsys.readouterr().out
    assert main([*call, "--audit", "now"]) == 0
    shown = capsys.readouterr().out
    assert "What is there today" in shown
    assert "error: A data store open to the network." in shown
    assert "now/compose.yaml:5" in shown
    assert "the host is thrown away" in shown
    assert "Docker documentation, port publishing" in shown


def test_json_has_it_as_the_audit_prints_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, {"now/compose.yaml": COMPOSE, "shop.yaml": ASSESSMENT}))
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["report", "shop.yaml", "--format", "json", "--output", "-", "--audit", "now"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert main(["audit", "now", "--json"]) == 0
    assert report["audit"] == json.loads(capsys.readouterr().out)


def test_a_pdf_has_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("typst", reason="not here: typst")
    write(tmp_path, {"now/compose.yaml": COMPOSE, "shop.yaml": ASSESSMENT})
    output = tmp_path / "shop.pdf"
    assert main(["report", str(tmp_path / "shop.yaml"), "--output", str(output), "--audit", str(tmp_path / "now")]) == 0
    assert output.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("form", ["slides", "adr"])
def test_what_has_no_room_for_it_says_so(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"now/compose.yaml": COMPOSE, "shop.yaml": ASSESSMENT})
    folder = tmp_path / "now"
    call = ["report", str(tmp_path / "shop.yaml"), "--format", form, "--output", str(tmp_path / "out")]
    call += ["--audit", str(folder)]
    assert main(call) == 2
    assert "no section for an audit" in capsys.readouterr().err
