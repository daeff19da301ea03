"""Every element of the knowledge can be looked up and shown."""

from __future__ import annotations

import json

import pytest

from advisor.errors import AdvisorError
from advisor.output.data.schema import ELEMENTS
from advisor.output.plain_text import cells
from advisor.service import Advisor
from advisor.service.catalogue import element_text, elements, schema_data, technologies


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("cadence", "Question", "cluster.often"),
        ("changes-often", "Fact", "Cadence is at least “Weekly”"),
        ("cluster", "Block", "A cluster does not run itself."),
        ("pool", "Pattern", "When the team doubles."),
        ("pattern/pool", "Pattern", "When the team doubles."),
        ("backup", "Decision", "often"),
        ("boxes", "Platform", "One box each"),
        ("old-scheduler", "Technology", "Scheduler (active)"),
        ("judgement", "Source", "box.durable"),
        ("stay.no-change", "Rule", "not (Cadence is “Daily”)"),
        ("cluster.often", "Rule", "A pool"),
    ],
)
def test_an_element_is_shown_with_what_hangs_on_it(tiny_advisor: Advisor, name: str, kind: str, says: str) -> None:
    found = elements(tiny_advisor.knowledge, name)
    text = element_text(tiny_advisor.knowledge, found)
    assert [each for each, _ in found if each.startswith(kind)]
    assert says in " ".join(text.split())
    assert all(cells(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("nowhere-to-run", "Contradiction", "What to do: Name the data centre"),
        ("lego-serverless", "Case", "They chose: Functions"),
        ("azure-container-choice", "Guide", "Publisher: Microsoft"),
        ("stay-as-is/nowhere", "Scenario", "Expects: nothing"),
        ("graceful-stop", "Practice", "Check:"),
        ("isolation-for-machines", "Direction", "a higher sensitivity never disfavours vm-per-service"),
    ],
)
def test_what_the_knowledge_is_held_against_has_pages_too(advisor: Advisor, name: str, kind: str, says: str) -> None:
    found = [each for each in elements(advisor.knowledge, name) if each[0] == kind]
    text = element_text(advisor.knowledge, tuple(found))
    assert says in " ".join(text.split())
    assert all(cells(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize("name", ["Old scheduler", "old-scheduler", "OS", "os", "OLD  SCHEDULER"])
def test_a_product_is_found_by_any_of_its_names(tiny_advisor: Advisor, name: str) -> None:
    assert [each.id for each in technologies(tiny_advisor.knowledge, name)] == ["old-scheduler"]


def test_part_of_a_name_finds_all_that_have_it(tiny_advisor: Advisor) -> None:
    assert {each.id for each in technologies(tiny_advisor.knowledge, "sched")} == {"old-scheduler", "scheduler"}


def test_an_unknown_product_is_an_error(tiny_advisor: Advisor) -> None:
    with pytest.raises(AdvisorError, match="no product called `zzz`"):
        technologies(tiny_advisor.knowledge, "zzz")


@pytest.mark.parametrize("element", ELEMENTS)
def test_a_schema_asks_for_nothing_that_the_loader_fills_in(tiny_advisor: Advisor, element: str) -> None:
    schema = schema_data(tiny_advisor.knowledge, element)
    assert schema["$schema"].endswith("2020-12/schema")
    if element == "report":
        return  # nobody writes a report by hand
    assert '"pack"' not in json.dumps(schema)
    if element not in ("assessment", "scenario"):
        assert "id" not in schema["properties"]


def test_one_identifier_may_stand_for_a_list_in_the_schema(tiny_advisor: Advisor) -> None:
    platforms = schema_data(tiny_advisor.knowledge, "pattern")["properties"]["platforms"]
    assert [each["type"] for each in platforms["anyOf"]] == ["string", "array"]
