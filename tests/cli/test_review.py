"""The commands of the review meeting: exit codes, streams, files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Command = Callable[..., Any]

CI = Path(__file__).parents[2] / "examples" / "ci"


@pytest.fixture
def own(shop: str, tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(Path(shop).read_text("utf-8"), "utf-8")
    return path


def test_a_verdict_is_accepted_signed_listed_and_checked(advisor_command: Command, own: Path) -> None:
    run = advisor_command(
        "accept", str(own), "--date", "2026-11-23", "--agree", "Ada Lovelace (architect)", "--revisit", "2027-02-01",
        "--disagree", "Bob: too early: wait", "--reason", "The board's first reading",
    )  # fmt: skip
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith(f"recorded: 2026-11-23 in {own}\n")
    run = advisor_command("accept", str(own), "--sign", "--agree", "Carol (security): at last", "--date", "2026-12-01")
    assert (run.code, run.err) == (0, f"signed: 2026-11-23 in {own}\n")
    run = advisor_command("history", str(own))
    for said in (
        "Ada Lovelace (architect) agrees",
        "Bob disagrees: too early: wait",
        "Carol (security) agrees: at last",
    ):
        assert said in run.out
    people = json.loads(advisor_command("history", str(own), "--json").out)["milestones"][0]["people"]
    assert [each["on"] for each in people] == ["2026-11-23", "2026-11-23", "2026-12-01"]

    assert advisor_command("check", str(own), "--as-of", "2026-12-01").code == 0
    run = advisor_command("check", str(own), "--as-of", "2027-02-02")
    assert (run.code, run.err) == (1, "")
    assert "revisit-date" in run.out


def test_one_file_of_several_that_fails_is_enough(advisor_command: Command, own: Path, shop: str) -> None:
    advisor_command("accept", str(own), "--date", "2026-11-23", "--revisit", "2026-11-24")
    out = own.with_name("check.sarif")
    run = advisor_command("check", shop, str(own), "--as-of", "2026-11-25", "--format", "sarif", "--output", str(out))
    assert (run.code, run.out, run.err) == (1, "", f"written: {out}\n")
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in json.loads(out.read_text())["runs"][0]["results"]
    }
    assert uris == {shop, str(own)}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("accept", "OWN", "--disagree", "Bob"), "gives no reason"),
        (("accept", "OWN", "--agree", "(architect)"), "is not understood"),
        (("accept", "OWN", "--name", "The Board"), "cannot be a milestone's name"),
        (("accept", "OWN", "--sign"), "say who signs"),
        (("accept", "OWN", "--date", "today"), "`today` is not a date"),
        (("check", "OWN", "nowhere.yaml"), "nowhere.yaml: there is no such file"),
        (("check", "OWN", "--milestone", "board"), "there is no milestone `board`"),
        (("check", "OWN", "--months", "soon"), "`soon` is not a number of months"),
        (("check", "OWN", "--format", "junitt"), "did you mean `junit`?"),
        (("compare", "OWN", "OWN@board"), "there is no milestone `board`"),
        (("questions", "OWN", "--owner", "finanse"), "owns no open question that matters"),
        (("answer", "OWN", "--from", "nowhere.csv"), "nowhere.csv: cannot be read"),
        (("report", "OWN", "--format", "pdf", "--output", "-"), "cannot go to standard output"),
        (("report", "OWN", "--format", "adr", "--output", "OWN"), "is not a folder"),
        (("report", "OWN", "--output", "x.md", "--templates", "nowhere"), "is not a folder"),
    ],
)
def test_a_wrong_call_is_one_message(
    advisor_command: Command, own: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = own.read_text()
    run = advisor_command(*(each.replace("OWN", str(own)) for each in arguments))
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert "Traceback" not in run.err
    assert own.read_text() == before


def test_a_sheet_goes_out_and_comes_back(advisor_command: Command, own: Path) -> None:
    own.write_text(own.read_text().replace("{cadence: daily, state: stateless, needs: [gpu]}", "{state: stateless}"))
    sheet = own.with_name("sheet.csv")
    assert advisor_command("questions", str(own), "--output", str(sheet)).err == f"written: {sheet}\n"
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    (row,) = (row for row in rows if row["key"] == "front-end.cadence")
    row["answer"] = "Weekly"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    run = advisor_command("answer", str(own), "--from", str(sheet), "--json")
    assert json.loads(run.out) == {"answered": ["front-end.cadence"]}
    assert run.err == f"1 answer put into {own}\n"
    assert "cadence: weekly" in own.read_text()


@pytest.mark.parametrize("form", ["slides", "adr", "pdf"])
def test_the_other_reports_are_written(advisor_command: Command, own: Path, form: str) -> None:
    if form == "pdf":
        pytest.importorskip("typst", reason="needs typst: pip install 'deployment-advisor[pdf]'")
    output = own.with_name("out" if form == "adr" else f"out.{'pdf' if form == 'pdf' else 'html'}")
    run = advisor_command("report", str(own), "--format", form, "--output", str(output), "--date", "2026-11-23")
    assert (run.code, run.out) == (0, "")
    assert f"{output}\n" in run.err
    assert output.is_dir() if form == "adr" else output.stat().st_size > 5_000


def test_without_typst_a_pdf_is_one_message(
    advisor_command: Command, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "typst", None)
    run = advisor_command("report", str(own), "--output", str(own.with_name("x.pdf")))
    assert (run.code, run.out) == (2, "")
    assert "pip install 'deployment-advisor[pdf]'" in run.err


def test_products_are_shown_as_they_stood_on_a_day(advisor_command: Command, own: Path) -> None:
    run = advisor_command("report", str(own), "--format", "json", "--output", "-", "--as-of", "2016-06-01")
    assert {each["verified"] for each in json.loads(run.out)["technologies"]} == {"2016-06-01"}


@pytest.mark.parametrize("path", sorted(CI.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_ready_workflows_call_what_there_is(advisor_command: Command, path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    options = set(re.findall(r"advisor check .*?(--[a-z]+)", text)) | set(re.findall(r"(--(?:format|output))", text))
    known = advisor_command("check", "--help").out
    assert options
    assert all(option in known for option in options)


def test_the_published_schema_is_what_make_schema_writes(advisor_command: Command) -> None:
    makefile = (CI.parents[1] / "Makefile").read_text("utf-8")
    assert "-m advisor knowledge schema report > docs/schema/report.schema.json" in makefile
    published = (CI.parents[1] / "docs" / "schema" / "report.schema.json").read_text("utf-8")
    assert advisor_command("knowledge", "schema", "report").out == published
