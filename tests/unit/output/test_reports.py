"""Reports hold what they promise, and their numbers add up."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment, Component
from advisor.service import Advisor
from advisor.service.presenting import recommendation
from advisor.service.reporting import report

DAY = date(2026, 11, 23)
SHOP = Path(__file__).parents[2] / "golden" / "shop.yaml"
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def shop(tiny_advisor: Advisor) -> Assessment:
    return tiny_advisor.read(SHOP)


@pytest.fixture
def data(tiny_advisor: Advisor, shop: Assessment) -> Any:
    return json.loads(recommendation(tiny_advisor, shop, as_json=True))


def test_the_contract_of_recommend_json(data: Any) -> None:
    assert set(data) >= {"system", "knowledge", "components", "platforms"}
    keys = {"name", "recommended", "settled", "close_call", "possible", "ranking", "decisions", "matters", "conflicts"}
    reason_keys = {"rule", "effect", "points", "because", "answers", "sources"}
    for component in data["components"]:
        assert set(component) >= keys
        for standing in component["ranking"]:
            assert set(standing) >= {"pattern", "points", "eligible", "reasons"}
            assert all(set(reason) >= reason_keys for reason in standing["reasons"])
    assert set(data["platforms"]) >= {"chosen", "limit", "per_component"}


def test_points_add_up_to_the_totals_shown(data: Any) -> None:
    for component in data["components"]:
        for standing in component["ranking"]:
            assert sum(reason["points"] for reason in standing["reasons"]) == standing["points"]


def test_answers_in_json_have_the_shape_of_the_file(data: Any) -> None:
    front_end = data["components"][0]
    answers = {
        name: answer
        for standing in front_end["ranking"]
        for reason in standing["reasons"]
        for name, answer in reason["answers"].items()
    }
    assert answers == {"cadence": "daily", "needs": ["gpu"]}


def test_points_in_the_markdown_add_up(tiny_advisor: Advisor, shop: Assessment) -> None:
    text = report(tiny_advisor, shop, "markdown", DAY)
    tables = re.findall(r"### Why [^\n]+\n\n((?:\|[^\n]*\n)+)", text)
    assert len(tables) == 2
    for table in tables:
        rows = [row.split("|")[1].strip(" *").replace("−", "-") for row in table.splitlines()[2:]]
        assert sum(map(int, rows[:-1])) == int(rows[-1])
    for gained, lost, total in re.findall(r"\| ([+−\d]+) \| ([+−\d]+) \| \*\*([+−\d]+)\*\* \|", text):
        assert _number(gained) + _number(lost) == _number(total)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_report_holds_what_a_review_asks_for(tiny_advisor: Advisor, shop: Assessment, form: str) -> None:
    text = report(tiny_advisor, shop, form, DAY)
    for expected in (
        "23 November 2026", "head of operations", "rota of October", "Hiring has begun.", "certain",
        "The front end's people run a pool already.", "Kept aside", "One fewer", "Asked of this meeting",
        "What changes daily has outgrown what it is.", "When the team doubles.", "Undo it.", "Every minute",
        "2026-11-01", "Our own judgement", "Needs",
    ):  # fmt: skip
        assert expected in text.replace("&#39;", "'"), expected


def test_html_needs_nothing_from_outside(tiny_advisor: Advisor, shop: Assessment) -> None:
    html = report(tiny_advisor, shop, "html", DAY)
    assert not re.search(r"<script[^>]|<link|<img|@import|url\(|fetch\(|XMLHttp", html)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_the_same_input_gives_the_same_bytes(tiny_advisor: Advisor, shop: Assessment, form: str) -> None:
    assert report(tiny_advisor, shop, form, DAY) == report(tiny_advisor, shop, form, DAY)


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_an_empty_assessment_gives_a_report_that_says_so(tiny_advisor: Advisor, form: str) -> None:
    text = report(tiny_advisor, tiny_advisor.new("Nothing yet"), form, DAY)
    assert "No components yet" in text


def test_a_stale_product_is_marked(tiny_advisor: Advisor, shop: Assessment) -> None:
    assert "check again" not in report(tiny_advisor, shop, "markdown", DAY)
    assert "check again" in report(tiny_advisor, shop, "markdown", date(2027, 11, 23))


def test_an_unknown_format_names_the_known_ones(tiny_advisor: Advisor, shop: Assessment) -> None:
    with pytest.raises(AdvisorError, match="markdown, html, slides, json"):
        report(tiny_advisor, shop, "pfd", DAY)


def test_many_components_share_a_card_by_pattern_and_are_counted(tiny_advisor: Advisor) -> None:
    parts = {f"part-{n}": Component() for n in range(20)}
    html = report(tiny_advisor, tiny_advisor.new("Many").model_copy(update={"components": parts}), "html", DAY)
    wide, narrow = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    for picture in (wide, narrow):
        assert picture.count('class="card"') == 1
        words = set(re.findall(r"part-\d+", re.sub(r"<title>.*?</title>", "", picture, flags=re.DOTALL)))
        assert words == set(parts)
    assert "Take as the working answer until the open questions are settled: the 20 verdicts not settled." in html
    assert all(f'<a href="#component-{name}">{name}</a>' in html for name in parts)
    assert (
        recommendation(tiny_advisor, tiny_advisor.new("M").model_copy(update={"components": parts})).count(
            "Stay as you are"
        )
        >= 20
    )


def test_who_talks_to_whom_is_in_the_picture_and_beside_each_component(tiny_advisor: Advisor) -> None:
    parts = {"shop": Component(talks_to=["billing", "stock"]), "stock": Component(), "billing": Component()}
    system = tiny_advisor.new("Three").model_copy(update={"components": parts})
    text, html = (report(tiny_advisor, system, form, DAY) for form in ("markdown", "html"))
    nodes = {name: node for node, name in re.findall(r"(c\d+)\[\"<b>([a-z]+)", text)}
    arrows = set(re.findall(r"(c\d+) --> (c\d+)", text))
    assert arrows == {(nodes["shop"], nodes["billing"]), (nodes["shop"], nodes["stock"])}
    for picture in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        assert "talks to billing and stock" in re.sub(r"</text>\s*<text[^>]*>", " ", picture)
        assert picture.count("talks to") == 2, "in its card, and in the picture's description"
    for form in (text, html):
        assert "It talks to billing and stock." in form
        assert form.count("Called by shop.") == 2


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_what_a_pattern_brings_is_told_once(tiny_advisor: Advisor, form: str) -> None:
    parts = {f"part-{n}": Component() for n in range(3)}
    text = report(tiny_advisor, tiny_advisor.new("Same").model_copy(update={"components": parts}), form, DAY)
    assert text.count("Look at it again when") == 1
    assert re.findall(r"told once for this pattern, .*?(part-\d)", text) == ["part-0", "part-0"]


def _number(text: str) -> int:
    return int(text.replace("−", "-"))


def test_every_product_that_an_option_names_has_its_life_in_the_report(advisor: Advisor) -> None:
    data = json.loads(report(advisor, advisor.read(EXAMPLES / "online-game.yaml"), "json", DAY))
    there = {each["id"] for each in data["technologies"]}
    listed = {each["id"] for each in data["sources"]}
    assert all(set(each["sources"]) <= listed for each in data["technologies"])
    options = {each.id: each for each in advisor.knowledge.decisions["pattern"].options}
    for component in data["components"]:
        for standing in component["ranking"]:
            for carrier in advisor.knowledge.parts_of(options[standing["pattern"]]):
                assert set(carrier.technologies) <= there
    text = report(advisor, advisor.read(EXAMPLES / "online-game.yaml"), "markdown", DAY)
    rows = re.findall(r"^\| (.+?) \| (?:active|maintenance|legacy|retired) \|", text, re.MULTILINE)
    assert len(rows) == len(there)
