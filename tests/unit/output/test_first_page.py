"""The first page of a report is one page, whatever the system."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from large_system import EXAMPLES, twenty

from advisor.loading.saving import save_assessment
from advisor.model.assessment import Assessment
from advisor.model.milestones import SignOff, Stance
from advisor.output.report.contents import make_report
from advisor.output.report.pdf_form import typst_source
from advisor.output.report.templates import Templates
from advisor.service import Advisor
from advisor.service.recording import Acceptance, accept
from advisor.service.reporting import given, report

typst = pytest.importorskip("typst", reason="needs typst: pip install 'deployment-advisor[pdf]'")

DAY = date(2026, 11, 23)
PEOPLE = (
    SignOff(name="Ada Lovelace", role="architect", says=Stance.AGREES, on=DAY),
    SignOff(name="Bob", role="operations", says=Stance.DISAGREES, reason="We are two people short. " * 6, on=DAY),
)


@pytest.fixture(params=["shop-branches", "twenty"])
def system(request: pytest.FixtureRequest, advisor: Advisor) -> Assessment:
    return twenty(advisor) if request.param == "twenty" else advisor.read(EXAMPLES / f"{request.param}.yaml")


def test_it_is_one_page_of_the_pdf_even_with_a_dissent(advisor: Advisor, system: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "system.yaml"
    save_assessment(system, path, None)
    accept(advisor, path, Acceptance(DAY, "board", "First reading.", date(2027, 6, 1), PEOPLE))
    made = make_report(given(advisor, advisor.read(path)), DAY)
    source = typst_source(made, Templates(), typst.Fonts().families())
    assert "*Dissent.*" in source
    assert ", 1 for it and 1 against; to be looked at again" in source
    assert json.loads(typst.query(source.encode(), "<annex>", field="value", one=True)) == 2


def test_it_has_everything_that_the_meeting_decides_by(advisor: Advisor, system: Assessment) -> None:
    front = report(advisor, system, "markdown", DAY).partition("\n# Annex\n")[0]
    headings = re.findall(r"^## (.+)$", front, re.MULTILINE)
    few = len(system.components) <= 4
    assert headings == [
        "The recommendation", "Platforms", *(["How sure, and what would change it"] if few else []), "Open questions",
        "Asked of this meeting",
    ]  # fmt: skip
    assert "```mermaid" in front
    for name in system.components:
        assert re.search(rf"^\| \*\*{name}\*\* \| [^|]+ \| [^|]+ \| [^|]+ \|$", front, re.MULTILINE), name
    assert re.search(r"^1\. .+\.$", front, re.MULTILINE)
    assert "| Owner |" in front or "No open answer can change a recommendation." in front
