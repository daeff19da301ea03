"""What is said about verdicts that the tiny knowledge cannot reach by answers alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.model.conditions import FactHolds
from advisor.model.record import replaced
from advisor.model.rules import Contradiction
from advisor.model.verdict import Alternative, Clash, Conflict, Consolidation
from advisor.output.given import Given
from advisor.output.report.forms import text_report
from advisor.output.terminal.explanation import explanation_text
from advisor.output.terminal.recommendation import recommendation_text
from advisor.service import Advisor

SHOP = Path(__file__).parents[2] / "golden" / "shop.yaml"


@pytest.fixture
def given(tiny_advisor: Advisor) -> Given:
    shop = tiny_advisor.read(SHOP)
    return Given(tiny_advisor.knowledge, shop, tiny_advisor.recommend(shop), tiny_advisor.interview(shop))


def conflicting(given: Given) -> Given:
    front_end, *others = given.verdict.components
    ranking = tuple(replaced(standing, eligible=False) for standing in front_end.pattern.ranking)
    conflict = Conflict(
        answers={"operators": ("several",), "cadence": ("daily",)},
        rules_out={"operators": ("pool",), "cadence": ("stay", "box")},
    )
    pattern = replaced(
        front_end.pattern,
        ranking=ranking,
        recommended=None,
        possible=(),
        settled=False,
        margin=None,
        conflicts=(conflict,),
    )
    changed = replaced(front_end, pattern=pattern, chosen=None, decisions={})
    return replaced(given, verdict=replaced(given.verdict, components=(changed, *others)))


def clashing(given: Given, *questions: str) -> Given:
    contradiction = Contradiction(
        id="no-hands",
        title="Nobody to do it",
        when=FactHolds(fact="changes-often"),
        because="Somebody has to.",
        instead="Name somebody.",
        sources=("judgement",),
    )
    answers = {"operators": ("several",), "cadence": ("daily",)}
    clash = Clash("no-hands", {name: answers[name] for name in questions})
    components = tuple(replaced(each, clashes=(clash,)) for each in given.verdict.components)
    knowledge = given.knowledge.model_copy(update={"contradictions": {"no-hands": contradiction}})
    return replaced(given, knowledge=knowledge, verdict=replaced(given.verdict, components=components))


def everywhere(given: Given) -> list[str]:
    reports = [text_report(given, form, date(2026, 11, 23)) for form in ("markdown", "html", "json")]
    return [recommendation_text(given, bold=False), *reports]


def test_a_contradiction_is_said_with_its_answers_their_owner_and_what_to_do(given: Given) -> None:
    texts = everywhere(clashing(given, "operators", "cadence"))
    names = [each.name for each in given.verdict.components]
    for shown in texts[:3]:
        for name in names:
            assert f"{name}: these answers cannot all be true" in shown
        assert "Nobody to do it. Somebody has to." in shown
        assert "head of operations" in shown
        assert "Name somebody." in shown
    assert texts[3].count('"contradiction": "no-hands"') == len(names)


def test_a_contradiction_of_the_organisation_is_said_once(given: Given) -> None:
    for shown in everywhere(clashing(given, "operators"))[:3]:
        assert shown.count("The organisation: these answers cannot all be true") == 1
        assert shown.count("Name somebody.") == 1


def test_answers_that_cannot_stand_together_are_named_with_their_owner(given: Given) -> None:
    text, markdown, html, data = everywhere(conflicting(given))
    for shown in (text, markdown, html):
        assert "Nothing fits" in shown
        assert "head of operations" in shown
        assert "Stay as you are and One box each" in shown
    assert "Say what gives way for front-end" in markdown
    assert '"recommended": null' in data


def test_nothing_fits_can_be_explained(given: Given) -> None:
    shown = explanation_text(conflicting(given), "front-end", None, bold=False)
    assert "No option is left" in shown
    assert "These answers cannot stand together" in shown


def test_the_price_of_another_number_of_platforms_is_said(given: Given) -> None:
    now = given.verdict.platforms.chosen
    fewer = Alternative(
        limit=0,
        feasible=True,
        platforms=(),
        per_component={**now.per_component, "front-end": "stay"},
        cost={**now.cost, "front-end": 6},
    )
    platforms = Consolidation(limit=1, because="So it is.", chosen=now, fewer=fewer, more=now)
    text, markdown, html, _ = everywhere(replaced(given, verdict=replaced(given.verdict, platforms=platforms)))
    for shown in (text, markdown, html):
        said = " ".join(shown.split())
        assert "front-end would get “Stay as you are”, 6 points worse" in said
        assert "Would change nothing." in said


def test_a_component_that_gives_way_says_what_it_gives_up(given: Given) -> None:
    front_end, *others = given.verdict.components
    moved = replaced(given.verdict, components=(replaced(front_end, chosen="box"), *others))
    for shown in everywhere(replaced(given, verdict=moved))[:3]:
        said = " ".join(shown.split())
        assert "Alone it would get A pool, which has 5 points more" in said


def test_headings_are_only_marked_where_asked_for(given: Given) -> None:
    assert "\x1b[1m" in recommendation_text(given, bold=True)
    assert "\x1b" not in recommendation_text(given, bold=False)
