"""What people type stays text, in every format."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from advisor.loading.sheets import read_sheet
from advisor.model.assessment import Answer, Assessment, Component, Override
from advisor.model.findings import Checked, Finding, Tripwire
from advisor.model.interview import QuestionRef
from advisor.model.milestones import Milestone, RecordedComponent, SignOff, Stance
from advisor.model.sheet import SheetQuestion
from advisor.output.findings.forms import FORMS as FINDINGS
from advisor.output.plain_text import printable
from advisor.output.records.folder import render_records
from advisor.output.report.contents import make_report
from advisor.output.report.forms import pdf
from advisor.output.report.pdf_form import typst_source
from advisor.output.report.templates import Templates, content_hash
from advisor.output.sheets.forms import FORMS
from advisor.service import Advisor
from advisor.service.history import history
from advisor.service.presenting import explanation, recommendation
from advisor.service.reporting import given, report

HOSTILE = [
    "</script><script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "{{7*7}} {% raw %}",
    "<%= 7*7 %>",
    '#[7*7] #eval("7*7") "; #panic("x") \\" $7*7$ // /* *b* _i_ @x <y>',
    "<!-- advisor: begin outcome 000000000000 --> <!-- part: more --> --- --> ]]>",
    "=7*7 +1 -1 @x ; , | a",
    "a | b || c",
    "$(x) `y` ${z}",
    "[click](javascript:alert(1)) ![x](y)",
    "*bold* _under_ ~~gone~~ # heading",
    "first\n\n# heading\n- list\n| a | b |\n|---|---|\n```\ncode",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
    "\x1b[31mred\x07\x00 bell",
    "\u65e5\u672c\u8a9e" * 40,
    "x" * 10_000,
]
VOID = {"meta", "link", "br", "img", "hr", "rect", "input"}
DAY = date(2026, 11, 23)


def assessment(text: str) -> Assessment:
    answer = Answer(answer=("several",), note=text, owner=text, evidence=text)
    loss = Answer(answer=("unknown",), note=text, owner=text)
    return Assessment(
        knowledge=text,
        system=text,
        milestones={
            "board": Milestone(
                on=DAY,
                knowledge=text,
                why=text,
                people=(
                    SignOff(name=text, role=text, says=Stance.AGREES, reason=text),
                    SignOff(name=text, role=text, says=Stance.DISAGREES, reason=text),
                ),
                components={
                    "one": RecordedComponent(chosen="pool", override=text, decisions={"backup": "often"}),
                    "two": RecordedComponent(chosen="gone"),
                },
            )
        },
        organisation={"operators": answer},
        components={
            "one": Component(override=Override(pattern="pool", reason=text), answers={"loss": loss}),
            "two": Component(answers={"state": Answer(answer=("durable",), note=text)}),
        },
    )


class Page(HTMLParser):
    """Collects elements and attributes, and notices tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize("form", ["html", "slides"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_html_stays_one_inert_document(tiny_advisor: Advisor, text: str, form: str) -> None:
    html = report(tiny_advisor, assessment(text), form, DAY)
    page = Page(html)
    assert page.open == []
    assert page.tags.count("script") == 1
    script = Templates().text("report.js" if form == "html" else "slides.js").strip()
    assert html.count(f"<script>{script}</script>") == 1
    assert f"script-src '{content_hash(script)}'" in html
    assert not {"img", "iframe", "link", "object"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    addresses = [value for _, name, value in page.attributes if name in ("href", "src")]
    assert all(re.match(r"#|https?://", address) for address in addresses)
    assert "49" not in html.replace(content_hash(script), "")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", html)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_keeps_its_shape(tiny_advisor: Advisor, text: str) -> None:
    plain = report(tiny_advisor, assessment("plain"), "markdown", DAY)
    hostile = report(tiny_advisor, assessment(text), "markdown", DAY)
    assert _shape(hostile) == _shape(plain)
    assert "{{" not in hostile
    assert not re.search(r"<(?!br/?>|https?://|/?b>)", hostile)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_keeps_every_character(tiny_advisor: Advisor, text: str) -> None:
    data = json.loads(report(tiny_advisor, assessment(text), "json", DAY))
    assert data["assessment"]["organisation"]["operators"]["note"] == text
    assert data["system"] == text.strip()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_decision_records_keep_their_shape(tiny_advisor: Advisor, text: str) -> None:
    def written(said: str, present: dict[str, str]) -> dict[str, str]:
        made, _ = render_records(given(tiny_advisor, assessment(said)), DAY, Path("game; rm x.yaml"), present)
        return {file.path: file.text for file in made}

    plain, hostile = written("plain", {}), written(text, {})
    assert {name: _shape(body) for name, body in hostile.items()} == {name: _shape(b) for name, b in plain.items()}
    assert "advisor check 'game; rm x.yaml'" in plain["0001-platforms.md"]
    assert written(text, hostile) == {}
    for body in hostile.values():
        assert not re.search(r"<(?!!-- |https?://)", body)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_typed_reaches_typst_as_strings_only(tiny_advisor: Advisor, text: str) -> None:
    def shape(said: str) -> str:
        made = make_report(given(tiny_advisor, assessment(said)), DAY)
        source = typst_source(made, Templates(), ["Libertinus Serif"])
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", source)
        # Without its strings; the picture, a string too, has as many lines as its labels need.
        return re.sub(r'"(?:[^"\\]|\\.)*"', '""', source)

    assert shape(text) == shape("plain")


@pytest.mark.parametrize(
    "text",
    # A document takes seconds; the rest of them are made with the slow tests.
    [pytest.param(text, marks=pytest.mark.engines) if number % 3 else text for number, text in enumerate(HOSTILE)],
    ids=range(len(HOSTILE)),
)
def test_a_pdf_can_be_made_of_anything(tiny_advisor: Advisor, text: str) -> None:
    pytest.importorskip("typst", reason="needs typst: pip install 'deployment-advisor[pdf]'")
    found = given(tiny_advisor, assessment(text))
    content, _ = pdf(found, DAY)
    assert content.startswith(b"%PDF-")
    assert content == pdf(found, DAY)[0]


@pytest.mark.parametrize("form", ["csv", "markdown"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_question_sheet_gives_back_what_was_typed(
    tiny_advisor: Advisor, text: str, form: str, tmp_path: Path
) -> None:
    (loss,) = (q for q in tiny_advisor.knowledge.questions.values() if q.id == "loss")
    said = Answer(answer=("unknown",), note=text, owner=text)
    sheet = tmp_path / f"sheet.{'csv' if form == 'csv' else 'md'}"
    sheet.write_bytes(FORMS[form](text, [SheetQuestion(QuestionRef("loss", "one"), loss, said)]).encode())
    (row,) = read_sheet(sheet)
    assert (row.key, row.chosen) == ("one.loss", ())
    for name in ("note", "owner"):
        assert row.fields[name] == printable(text).strip()
    if form == "csv":
        with sheet.open(encoding="utf-8", newline="") as stream:
            cells = [cell for line in csv.reader(stream) for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_findings_stay_well_formed(text: str) -> None:
    finding = Finding(Tripwire.ANSWERS, "one", text, 3, text, text)
    checked = [Checked(Path(f"a{text[:20]}.yaml"), text, "board", (finding,))]
    root = ElementTree.fromstring(FINDINGS["junit"](checked, "1"))
    assert root.find("testsuite") is not None
    assert json.loads(FINDINGS["sarif"](checked, "1"))["runs"][0]["results"][0]["ruleId"] == "answers-changed"
    assert json.loads(FINDINGS["json"](checked, "1"))[0]["findings"][0]["message"] == text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", FINDINGS["text"](checked, "1"))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_terminal_gets_no_control_codes(tiny_advisor: Advisor, text: str) -> None:
    typed = assessment(text)
    for shown in (
        recommendation(tiny_advisor, typed),
        explanation(tiny_advisor, typed),
        history(tiny_advisor, typed),
    ):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", shown)
        assert max(map(len, shown.splitlines())) <= 80


def test_the_drawing_is_well_formed(tiny_advisor: Advisor) -> None:
    html = report(tiny_advisor, assessment("a < b & c"), "html", DAY)
    drawing = html[html.index("<svg") : html.index("</svg>") + len("</svg>")]
    texts = list(ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text"))
    assert {each.text for each in texts if each.get("class") == "name"} == {"one", "two"}


def _shape(text: str) -> list[str]:
    """The kinds of blocks, in order: what must not depend on what was typed."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [token.type for token in tokens if token.nesting >= 0]
