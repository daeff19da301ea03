"""`advisor recommend` for a table or a folder: the same as for each component by itself, with every error at once."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from cli.conftest import SHOP, Command

CHOICES = {
    "cadence": ["yearly", "weekly", "daily"],
    "loss": ["a-day", "nothing"],
    "needs": ["nothing", "gpu", "device", "gpu;device"],
    "state": ["stateless", "durable"],
    "operators": ["none", "one", "several"],
}
ORGANISATION = {"operators"}


def _written(path: Path, row: dict[str, str]) -> Path:
    """One component of the table as an assessment."""
    own, shared = [], []
    for question, said in row.items():
        if said not in ("", "unknown"):
            (shared if question in ORGANISATION else own).append(f"{question}: [{said.replace(';', ', ')}]")
    path.write_text(
        "assessment: 1\nknowledge: tiny\nsystem: One\n"
        f"organisation: {{{', '.join(shared)}}}\ncomponents: {{part: {{answers: {{{', '.join(own)}}}}}}}\n",
        "utf-8",
    )
    return path


def test_a_table_is_answered_as_each_line_by_itself(advisor_command: Command, tmp_path: Path) -> None:
    rng = random.Random(5)
    rows = [{name: rng.choice([*said, "", "unknown"]) for name, said in CHOICES.items()} for _ in range(25)]
    table = tmp_path / "estate.csv"
    lines = [",".join([f"part-{number}", *row.values()]) for number, row in enumerate(rows)]
    table.write_text("\n".join([",".join(["component", *CHOICES]), *lines, ""]), "utf-8")
    together = json.loads(advisor_command("recommend", str(table), "--json").out)["components"]
    for number, (row, found) in enumerate(zip(rows, together, strict=True)):
        alone = advisor_command("recommend", str(_written(tmp_path / f"{number}.yaml", row)), "--json")
        (component,) = json.loads(alone.out)["components"]
        assert found == {"name": f"part-{number}", "recommended": component["recommended"]}, row


def test_a_folder_names_every_component_after_its_file(advisor_command: Command, tmp_path: Path) -> None:
    shutil.copy(SHOP, tmp_path / "shop.yaml")
    run = advisor_command("recommend", str(tmp_path))
    assert run.code == 0
    assert "shop/archive" in run.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("name\nweb\n", "has no column `component`"),
        ("component,cadense\nweb,daily\n", "did you mean `cadence`?"),
        ("component,cadence,cadence\nweb,daily,daily\n", "names the column `cadence` twice"),
        ("component,cadence\nweb,daily\nshop,dayly\n", "estate.csv:3: there is no choice of cadence `dayly`"),
        ("component,needs\nweb,nothing;gpu\n", "`nothing` stands alone"),
        ("component,cadence\nweb\n", "estate.csv:2: has 1 fields, the first line names 2"),
        ("component,cadence\nweb,\udcff\n", "is not a CSV file in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(
    text: str, said: str, advisor_command: Command, tmp_path: Path
) -> None:
    table = tmp_path / "estate.csv"
    table.write_bytes(text.encode("utf-8", "surrogateescape"))
    run = advisor_command("recommend", str(table))
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_a_folder_without_assessments_is_an_error(advisor_command: Command, tmp_path: Path) -> None:
    run = advisor_command("recommend", str(tmp_path))
    assert run.code == 2
    assert "has no assessments" in run.err
