"""Exit codes, and what goes to which stream."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

PRINTING = [
    ("recommend", "SHOP"),
    ("explain", "SHOP"),
    ("explain", "SHOP", "--component", "orders", "--pattern", "box"),
    ("what-if", "SHOP", "--set", "front-end.cadence=yearly"),
    ("knowledge", "show", "pool"),
    ("knowledge", "technologies", "OS"),
    ("knowledge", "technologies"),
]


def with_shop(arguments: tuple[str, ...], shop: str) -> list[str]:
    return [shop if each == "SHOP" else each for each in arguments]


@pytest.mark.parametrize("arguments", PRINTING)
def test_results_go_to_standard_output_and_nothing_else(
    advisor_command: Command, shop: str, arguments: tuple[str, ...]
) -> None:
    run = advisor_command(*with_shop(arguments, shop))
    assert (run.code, run.err) == (0, "")
    assert run.out.strip()
    assert "\x1b" not in run.out


@pytest.mark.parametrize("arguments", PRINTING)
def test_results_come_as_json_too(advisor_command: Command, shop: str, arguments: tuple[str, ...]) -> None:
    run = advisor_command(*with_shop(arguments, shop), "--json")
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out)


@pytest.mark.parametrize("arguments", PRINTING[:4])
def test_a_recommendation_fits_eighty_columns(advisor_command: Command, shop: str, arguments: tuple[str, ...]) -> None:
    assert all(len(line) <= 80 for line in advisor_command(*with_shop(arguments, shop)).out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("recomend", "SHOP"), "there is no command `recomend`; did you mean `recommend`?"),
        (("recommend",), "the following arguments are required: FILE"),
        (("recommend", "nowhere.yaml"), "nowhere.yaml"),
        (("explain", "SHOP", "--component", "order"), "there is no component `order`; did you mean `orders`?"),
        (("explain", "SHOP", "--pattern", "pol"), "there is no pattern `pol`; did you mean `pool`?"),
        (("what-if", "SHOP", "--set", "front-end.cadnce=daily"), "there is no question `cadnce`"),
        (("what-if", "SHOP", "--set", "front-end.cadence=dayly"), "did you mean `daily`?"),
        (("what-if", "SHOP", "--set", "frontend.cadence=daily"), "did you mean `front-end`?"),
        (("what-if", "SHOP", "--set", "cadence=daily"), "is asked about one component"),
        (("what-if", "SHOP", "--set", "orders.operators=one"), "is asked about the organisation"),
        (("what-if", "SHOP", "--set", "nothing"), "write component.question=answer"),
        (("report", "SHOP", "--output", "x.doc"), "say --format"),
        (("report", "SHOP", "--output", "-", "--format", "pfd"), "--format cannot be `pfd`"),
        (("report", "SHOP", "--output", "x.md", "--date", "23.11.2026"), "`23.11.2026` is not a date"),
        (("report", "SHOP", "--output", "SHOP", "--format", "json"), "is the assessment itself"),
        (("artifacts", "SHOP"), "say where to write with --output"),
        (
            ("recommend", "SHOP", "--jsno"),
            "no option `--jsno`; did you mean `--json`?\nSee `advisor recommend --help`.",
        ),
        (("flips", "SHOP", "orders"), "`orders` is one too many\nSee `advisor flips --help`."),
        (("knowledge", "show", "pol"), "did you mean `pool`?"),
        (("knowledge", "technologies", "Schedular"), "did you mean `scheduler`?"),
        (("knowledge", "schema", "patern"), "did you mean `pattern`?"),
        (("knowledge", "graph", "--around", "nothing"), "there is no `nothing` in the decision graph"),
        (("knowledge",), "COMMAND"),
        (("open", "SHOP"), "needs a terminal"),
    ],
)
def test_a_wrong_call_is_one_clear_message_and_exit_code_two(
    advisor_command: Command, shop: str, arguments: tuple[str, ...], message: str
) -> None:
    run = advisor_command(*with_shop(arguments, shop))
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert "Traceback" not in run.err


def test_without_a_terminal_there_is_no_interface(advisor_command: Command) -> None:
    run = advisor_command()
    assert (run.code, run.out) == (2, "")
    assert "needs a terminal" in run.err


def test_every_problem_of_a_file_is_named(advisor_command: Command, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        "assessment: 1\nknowledge: '2026.11'\nsystem: S\norganisation: {operatrs: one}\n"
        "components:\n  a:\n    answers: {cadence: hourly}\n"
    )
    run = advisor_command("recommend", str(broken))
    assert (run.code, run.out) == (2, "")
    assert "broken.yaml:4: " in run.err
    assert "broken.yaml:7: " in run.err


def test_version_and_help_are_results(advisor_command: Command) -> None:
    assert advisor_command("--version").out.startswith("advisor ")
    assert "recommend" in advisor_command("--help").out
    assert "examples:" in advisor_command("what-if", "--help").out


@pytest.mark.parametrize("ending", ["md", "html", "json"])
def test_a_report_is_written_by_its_ending(advisor_command: Command, shop: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "deep" / f"report.{ending}"
    run = advisor_command("report", shop, "--output", str(path), "--date", "2026-11-23")
    golden = Path(shop).with_name(f"report.{ending}").read_text("utf-8")
    assert (run.code, run.out, run.err) == (0, "", f"written: {path}\n")
    assert path.read_text("utf-8") == golden


def test_a_report_can_go_to_standard_output(advisor_command: Command, shop: str) -> None:
    run = advisor_command("report", shop, "--output", "-", "--format", "json", "--date", "2026-11-23")
    assert json.loads(run.out)["date"] == "2026-11-23"


def test_an_unwritable_folder_is_one_message(advisor_command: Command, shop: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = advisor_command("report", shop, "--output", str(tmp_path / "file" / "report.md"))
    assert (run.code, run.out) == (2, "")
    assert "cannot be written" in run.err


def test_artifacts_are_listed_before_they_are_written(advisor_command: Command, shop: str, tmp_path: Path) -> None:
    listed = advisor_command("artifacts", shop, "--list")
    assert listed.code == 0
    assert "README.md" in listed.out
    assert not list(tmp_path.iterdir())
    written = advisor_command("artifacts", shop, "--output", str(tmp_path / "out"), "--json")
    for file in json.loads(written.out):
        assert (tmp_path / "out" / file["path"]).is_file()


def test_artifacts_written_again_say_what_happens_and_leave_conflicts_to_people(
    advisor_command: Command, shop: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    call = ("artifacts", shop, "--output", str(out))
    assert advisor_command(*call, "--dry-run").code == 0
    assert not out.exists()
    assert advisor_command(*call).code == 0
    index = out / "README.md"
    index.write_text(index.read_text().replace("# Starter artifacts for", "# Ours:"))
    kept = advisor_command(*call)
    assert (kept.code, kept.out) == (0, "kept  README.md  you edited it, and there is nothing new\n")
    renamed = tmp_path / "renamed.yaml"
    renamed.write_text(Path(shop).read_text().replace("system: Shop & stock", "system: Stall"))
    call = ("artifacts", str(renamed), "--output", str(out))
    looked = advisor_command(*call, "--diff")
    assert looked.code == 1
    assert "+<<<<<<< yours" in looked.out
    assert "<<<<<<<" not in index.read_text()
    told = json.loads(advisor_command(*call, "--json").out)
    assert {change["path"]: change["change"] for change in told}["README.md"] == "conflict"
    assert "<<<<<<< yours\n# Ours:" in index.read_text()
    again = advisor_command(*call)
    assert again.code == 1
    assert "to settle by hand: README.md" in again.err


def test_lint_says_no_with_exit_code_one(
    advisor_command: Command, tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from advisor.__main__ import main

    assert advisor_command("knowledge", "lint").code == 0
    source = tiny_folder / "patterns" / "stay" / "scenarios.yaml"
    source.write_text(source.read_text().replace("recommended: stay,", "recommended: box,"))
    assert main(["knowledge", "lint", "--json", "--knowledge", str(tiny_folder)]) == 1
    findings = json.loads(capsys.readouterr().out)
    assert any("quiet" in finding["message"] for finding in findings)


@pytest.mark.parametrize("form", ["dot", "mermaid", "json"])
def test_the_graph_around_an_element(advisor_command: Command, form: str) -> None:
    run = advisor_command("knowledge", "graph", "--format", form, "--around", "cadence")
    assert run.code == 0
    assert "cluster.often" in run.out
    assert "box.durable" not in run.out


def test_a_name_of_2016_leads_to_todays(advisor_command: Command) -> None:
    run = advisor_command("knowledge", "technologies", "OS")
    assert "retired" in run.out
    assert "Scheduler (active)" in run.out


def test_the_schema_spells_out_the_questions(advisor_command: Command) -> None:
    schema = json.loads(advisor_command("knowledge", "schema").out)
    component = schema["$defs"]["Component"]["properties"]["answers"]["properties"]
    assert {"enum": ["a-day", "nothing", "unknown"]} in component["loss"]["anyOf"]
    assert set(schema["properties"]["organisation"]["properties"]) == {"operators"}
