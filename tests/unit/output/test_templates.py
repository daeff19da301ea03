"""An organisation's own templates in place of ours."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.output.files import write_text
from advisor.output.report.forms import pdf
from advisor.service import Advisor
from advisor.service.reporting import given, report

SHOP = Path(__file__).parents[2] / "golden" / "shop.yaml"
EXAMPLES = Path(__file__).parents[3] / "examples"
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
    ("form", "name", "text", "message"),
    [
        ("markdown", "report.md.j2", "one\n{{ report.nothing }}\n", "report.md.j2:2: the template cannot be filled: "),
        ("markdown", "report.md.j2", "one\n{% if %}\n", "report.md.j2:2: the template cannot be filled: "),
        ("markdown", "report.md.j2", "\n{{ ''.__class__.__mro__ }}", "report.md.j2:2: the template cannot be filled: "),
        ("markdown", "report.md.j2", "\n\n{{ 1 + 'a' }}", "report.md.j2:3: the template cannot be filled: "),
        ("markdown", "report.md.j2", "{% extends 'theirs/report.md.j2' %}", "cannot be filled: theirs/report.md.j2"),
        ("html", "report.html.j2", "<p>{{ 1 // 0 }}", "report.html.j2:1: the template cannot be filled: "),
        ("html", "report.html.j2", "{{ nothing }}", "report.html.j2:1: the template cannot be filled: 'nothing' is"),
        ("slides", "slides.html.j2", "\n{% for %}", "slides.html.j2:2: the template cannot be filled: "),
        ("markdown", "reprot.md.j2", "x", "has none of the templates: "),
    ],
)
def test_a_template_that_cannot_be_used_is_one_message(
    tiny_advisor: Advisor, tmp_path: Path, form: str, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(AdvisorError) as caught:
        report(tiny_advisor, tiny_advisor.read(SHOP), form, DAY, tmp_path)
    assert message in str(caught.value)
    assert str(tmp_path) in str(caught.value) or "theirs" in message


@pytest.mark.parametrize("name", ["report.html.j2", "report.css"])
def test_a_template_that_is_no_text_is_one_message(tiny_advisor: Advisor, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AdvisorError, match="not UTF-8 text"):
        report(tiny_advisor, tiny_advisor.read(SHOP), "html", DAY, tmp_path)


def test_a_pdf_template_that_typst_cannot_set_is_one_message(tiny_advisor: Advisor, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="needs typst: pip install 'deployment-advisor[pdf]'")
    (tmp_path / "report.typ.j2").write_text("#nothing-of-the-kind()")
    with pytest.raises(AdvisorError, match=r"report\.typ\.j2: typst cannot set what it gave: unknown variable"):
        pdf(given(tiny_advisor, tiny_advisor.read(SHOP)), DAY, tmp_path)


BLOCKS = {
    "markdown": ("report.md.j2", ("top", "front", "annex")),
    "html": ("report.html.j2", ("style", "top", "front", "annex")),
    "slides": ("slides.html.j2", ("style", "top", "annex")),
}


@pytest.mark.parametrize("form", BLOCKS)
def test_a_template_may_add_to_ours(tiny_advisor: Advisor, tmp_path: Path, form: str) -> None:
    name, blocks = BLOCKS[form]
    shop = tiny_advisor.read(SHOP)
    own = "".join(f"{{% block {each} %}}{{{{ super() }}}}own-{each}{{% endblock %}}" for each in blocks)
    (tmp_path / name).write_text(f"{{% extends 'ours/{name}' %}}{own}")
    text = report(tiny_advisor, shop, form, DAY, tmp_path)
    assert [text.count(f"own-{each}") for each in blocks] == [1] * len(blocks)
    added = re.sub(r"own-[a-z]+", "", text)
    assert "".join(added.split()) == "".join(report(tiny_advisor, shop, form, DAY).split())


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_example_of_templates_puts_a_house_style_around_a_report(advisor: Advisor, form: str) -> None:
    game = advisor.read(EXAMPLES / "online-game.yaml")
    text = report(advisor, game, form, DAY, EXAMPLES / "templates" / "acme")
    assert text.count("Acme, for internal use. Architecture board.") == 1
    assert "Who decides" in text
    assert "Sources" in text


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
