"""What leaves the program, to the byte. After a meant change: ADVISOR_UPDATE_GOLDEN=1 pytest tests/golden."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from advisor.service import Advisor
from advisor.service.presenting import comparison, explanation, recommendation
from advisor.service.reporting import report
from advisor.service.settings import with_answers

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "name", ["recommend.txt", "recommend.json", "explain.txt", "what-if.txt", "report.md", "report.html", "report.json"]
)
def test_the_output_is_what_it_was(tiny_advisor: Advisor, name: str) -> None:
    made = output(tiny_advisor, name)
    golden = HERE / name
    if os.environ.get("ADVISOR_UPDATE_GOLDEN"):
        golden.write_text(made, "utf-8", newline="\n")
    assert made == golden.read_text("utf-8")
    assert made == output(tiny_advisor, name)


def output(advisor: Advisor, name: str) -> str:
    shop = advisor.read(HERE / "shop.yaml")
    match name:
        case "recommend.txt":
            return recommendation(advisor, shop)
        case "recommend.json":
            return recommendation(advisor, shop, as_json=True)
        case "explain.txt":
            return explanation(advisor, shop)
        case "what-if.txt":
            changed = with_answers(advisor.knowledge, shop, ["front-end.cadence=yearly", "operators=one"])
            return comparison(advisor, shop, changed)
        case _:
            form = {"md": "markdown", "html": "html", "json": "json"}[name.rpartition(".")[2]]
            return report(advisor, shop, form, DAY)
