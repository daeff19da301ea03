"""What people type stays text, in every format."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from advisor.model.assessment import Answer, Assessment, Component, Override
from advisor.service import Advisor
from advisor.service.presenting import explanation, recommendation

HOSTILE = [
    "</script><script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "{{7*7}} {% raw %}",
    "<%= 7*7 %>",
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


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_html_stays_one_inert_document(tiny_advisor: Advisor, text: str) -> None:
    html = tiny_advisor.report(assessment(text), "html", DAY)
    page = Page(html)
    assert page.open == []
    assert not {"script", "img", "iframe", "link", "object"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    addresses = [value for _, name, value in page.attributes if name in ("href", "src")]
    assert all(re.match(r"#|https?://", address) for address in addresses)
    assert "49" not in html or "49" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", html)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_keeps_its_shape(tiny_advisor: Advisor, text: str) -> None:
    plain = tiny_advisor.report(assessment("plain"), "markdown", DAY)
    hostile = tiny_advisor.report(assessment(text), "markdown", DAY)
    assert _shape(hostile) == _shape(plain)
    assert "{{" not in hostile
    assert not re.search(r"<(?!br/?>|https?://|/?b>)", hostile)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_keeps_every_character(tiny_advisor: Advisor, text: str) -> None:
    data = json.loads(tiny_advisor.report(assessment(text), "json", DAY))
    assert data["assessment"]["organisation"]["operators"]["note"] == text
    assert data["system"] == text.strip()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_terminal_gets_no_control_codes(tiny_advisor: Advisor, text: str) -> None:
    given = assessment(text)
    for shown in (recommendation(tiny_advisor, given), explanation(tiny_advisor, given)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", shown)
        assert max(map(len, shown.splitlines())) <= 80


def test_the_drawing_is_well_formed(tiny_advisor: Advisor) -> None:
    html = tiny_advisor.report(assessment("a < b & c"), "html", DAY)
    drawing = html[html.index("<svg") : html.index("</svg>") + len("</svg>")]
    root = ElementTree.fromstring(drawing)
    assert {each.text for each in root.iter("text") if each.get("class") == "name"} == {"one", "two"}


def _shape(text: str) -> list[str]:
    """The kinds of blocks, in order: what must not depend on what was typed."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [token.type for token in tokens if token.nesting >= 0]
