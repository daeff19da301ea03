"""An organisation's own templates in place of ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.output.files import write_text
from advisor.service import Advisor
from advisor.service.reporting import report

SHOP = Path(__file__).parents[2] / "golden" / "shop.yaml"
DAY = date(2026, 11, 23)


def test_one_template_is_replaced_and_the_others_are_ours(tiny_advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("# {{ report.system.title }} at Acme\n")
    (tmp_path / "report.css").write_text("body { color: teal; }")
    shop = tiny_advisor.read(SHOP)
    assert report(tiny_advisor, shop, "markdown", DAY, tmp_path) == "# Shop &amp; stock at Acme\n"
    html = report(tiny_advisor, shop, "html", DAY, tmp_path)
    assert "color: teal" in html
    assert "Asked of this meeting" in html


def test_what_people_typed_is_escaped_in_a_template_of_theirs_too(tiny_advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text("<p>{{ report.system.title }}</p>")
    shop = tiny_advisor.read(SHOP).model_copy(update={"system": "<b>{{7*7}}"})
    assert report(tiny_advisor, shop, "html", DAY, tmp_path) == "<p>&lt;b&gt;{{7*7}}</p>"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("report.md.j2", "one\n{{ report.nothing }}\n", "cannot be filled: "),
        ("report.md.j2", "one\n{% if %}\n", r"report\.md\.j2:2: the template cannot be filled"),
        ("report.md.j2", "{{ ''.__class__.__mro__ }}", "cannot be filled"),
        ("reprot.md.j2", "x", "has none of the templates"),
    ],
)
def test_a_template_that_cannot_be_used_is_one_message(
    tiny_advisor: Advisor, tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(AdvisorError, match=message):
        report(tiny_advisor, tiny_advisor.read(SHOP), "markdown", DAY, tmp_path)


def test_a_misspelt_template_beside_a_right_one_is_named(tiny_advisor: Advisor, tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("")
    (tmp_path / "reports.html.j2").write_text("")
    with pytest.raises(AdvisorError, match=r"did you mean `report\.html\.j2`"):
        report(tiny_advisor, tiny_advisor.read(SHOP), "html", DAY, tmp_path)


def test_a_file_that_cannot_be_written_is_named_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AdvisorError) as caught:
        write_text(tmp_path / "file" / "report.md", "x")
    assert str(caught.value).startswith(f"{tmp_path / 'file' / 'report.md'} cannot be written")
