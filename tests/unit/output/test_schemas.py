"""What is published about the report as JSON is true of every report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from advisor.service import Advisor
from advisor.service.catalogue import schema_data
from advisor.service.recording import Acceptance, accept
from advisor.service.reporting import report

jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema")

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "docs" / "schema" / "report.schema.json"
DAY = date(2026, 11, 23)


def test_the_published_schema_is_today_s(tiny_advisor: Advisor) -> None:
    made = schema_data(tiny_advisor.knowledge, "report")
    assert json.loads(PUBLISHED.read_text("utf-8")) == made, "make schema"
    jsonschema.Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("example", sorted(ROOT.glob("examples/*.yaml")), ids=lambda path: path.stem)
def test_every_example_s_report_is_what_the_schema_says(advisor: Advisor, example: Path, tmp_path: Path) -> None:
    path = tmp_path / example.name
    path.write_text(example.read_text("utf-8"), "utf-8")
    if advisor.read(path).components:
        accept(advisor, path, Acceptance(DAY))
    data = json.loads(report(advisor, advisor.read(path), "json", DAY))
    jsonschema.validate(data, json.loads(PUBLISHED.read_text("utf-8")))


def test_a_report_of_nothing_is_what_the_schema_says(tiny_advisor: Advisor) -> None:
    data = json.loads(report(tiny_advisor, tiny_advisor.new("Nothing"), "json", DAY))
    jsonschema.validate(data, json.loads(PUBLISHED.read_text("utf-8")))


def test_an_assessment_with_milestones_is_what_its_schema_says(tiny_advisor: Advisor, tmp_path: Path) -> None:
    import yaml

    path = tmp_path / "shop.yaml"
    path.write_text((ROOT / "tests" / "golden" / "shop.yaml").read_text("utf-8"), "utf-8")
    accept(tiny_advisor, path, Acceptance(DAY, "board"))
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    data["assessment"] = 1
    for part in data["milestones"]["board"]["components"].values():
        part |= {key: json.loads(part[key]) for key in ("points", "margin", "close_call", "settled") if key in part}
    jsonschema.validate(data, schema_data(tiny_advisor.knowledge, "assessment"))
