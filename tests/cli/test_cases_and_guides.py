"""`advisor knowledge cases` and `guides`: what they print, and when the answer is no."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.__main__ import main

Command = Callable[..., Any]

CASE = """\
title: A shop
year: 2026
source: judgement
evidence: full
confidence: high
answers: {operators: several, cadence: daily}
accept: [box]
"""

GUIDE = """\
title: How to choose
publisher: A vendor
source: judgement
rows:
  - id: often
    condition: It changes often
    advice: A box
    evidence: full
    answers: {operators: several, cadence: daily}
    accept: [box]
  - id: colour
    condition: It is blue
    advice: Paint it
    evidence: full
    outside: Colours are not asked.
"""


@pytest.fixture
def differing(tmp_path: Path) -> Path:
    """A tiny knowledge with a case and a guide that it differs from."""
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "tiny", tmp_path / "tiny"))
    for file, text in (("cases/shop.yaml", CASE), ("guides/vendor.yaml", GUIDE)):
        (folder / file).parent.mkdir()
        (folder / file).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(("command", "named"), [("cases", "the case shop"), ("guides", "the row vendor/often")])
def test_a_difference_without_a_reason_is_a_no(
    command: str, named: str, differing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knowledge", command, "--knowledge", str(differing)]) == 1
    said = capsys.readouterr()
    assert said.err == f"advisor: we differ from {named}, and no reason is recorded\n"
    assert "No reason is recorded." in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_a_recorded_reason_is_printed_and_makes_it_a_yes(differing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file, text in (
        ("cases/shop.yaml", CASE + "disagreement: They had the boxes already.\n"),
        ("guides/vendor.yaml", GUIDE.replace("[box]\n", "[box]\n    differs: The vendor sells boxes.\n")),
    ):
        (differing / file).write_text(text, "utf-8")
    assert main(["knowledge", "cases", "--knowledge", str(differing)]) == 0
    assert "They had the boxes already." in capsys.readouterr().out
    assert main(["knowledge", "guides", "--knowledge", str(differing)]) == 0
    assert "The vendor sells boxes." in capsys.readouterr().out


def test_the_figures_come_as_json(differing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["knowledge", "cases", "--json", "--knowledge", str(differing)])
    cases = json.loads(capsys.readouterr().out)
    assert (cases["total"], cases["first"], cases["first_three"], cases["hard_misses"]) == (1, 0, 1, 0)
    assert cases["cases"][0]["ranking"] == ["pool", "box"]
    main(["knowledge", "guides", "--json", "--knowledge", str(differing)])
    guides = json.loads(capsys.readouterr().out)
    assert (guides["total"], guides["agree"], guides["outside"]) == (1, 0, 1)
    assert [row["result"] for row in guides["rows"]] == ["differs", "outside"]


def test_the_page_has_both(differing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["knowledge", "guides", "--markdown", "--knowledge", str(differing)])
    page = capsys.readouterr().out
    assert "| A shop | 2026 |" in page
    assert "| It is blue | Paint it | full | outside | Colours are not asked. |" in page
