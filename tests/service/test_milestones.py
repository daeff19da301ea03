"""Verdicts that are accepted, kept in the file, and compared."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from advisor.errors import AdvisorError, InputError
from advisor.model.assessment import Answer
from advisor.model.interview import QuestionRef
from advisor.model.milestones import SignOff, Stance
from advisor.service import Advisor, Session
from advisor.service.history import compared, history
from advisor.service.recording import Acceptance, accept, sign

SHOP = Path(__file__).parents[1] / "golden" / "shop.yaml"
DAY = date(2026, 11, 23)
ADA = SignOff(name="Ada Lovelace", role="architect", says=Stance.AGREES, on=DAY)
BOB = SignOff(name="Bob", says=Stance.DISAGREES, reason='Two people: "short" # of time', on=DAY)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP.read_text("utf-8").replace("system:", "# the name\nsystem:"), "utf-8")
    return path


def test_what_was_accepted_is_read_back_and_the_rest_of_the_file_stays(tiny_advisor: Advisor, shop: Path) -> None:
    before = shop.read_text("utf-8")
    done = accept(tiny_advisor, shop, Acceptance(DAY, "board", "first\nreading", date(2027, 6, 1), (ADA, BOB)))
    assert shop.read_text("utf-8").startswith(before)
    assert tiny_advisor.read(shop).milestones == {"board": done.milestone}
    front_end = done.milestone.components["front-end"]
    assert (front_end.chosen, front_end.points, front_end.reasons["cluster.often"]) == ("pool", 6, 6)
    assert front_end.answers == {"cadence": ("daily",), "state": ("stateless",), "needs": ("gpu",)}
    # What does not apply, and what nobody knew, is no part of what the verdict rests on.
    assert done.milestone.components["orders"].answers == {"cadence": ("weekly",), "state": ("durable",)}
    assert done.milestone.components["orders"].override == "The front end's people run a pool already."


def test_a_session_keeps_milestones_and_comments(tiny_advisor: Advisor, shop: Path) -> None:
    accept(tiny_advisor, shop, Acceptance(DAY, "board", people=(ADA,)))
    recorded = shop.read_text("utf-8").partition("milestones:")[2]
    Session.open(tiny_advisor, shop).answer(QuestionRef("cadence", "archive"), Answer(answer=("daily",)))
    text = shop.read_text("utf-8")
    assert text.partition("milestones:")[2] == recorded
    assert "# the name" in text


def test_names_are_the_day_and_never_taken_twice(tiny_advisor: Advisor, shop: Path) -> None:
    names = [accept(tiny_advisor, shop, Acceptance(DAY)).name for _ in range(3)]
    assert names == ["2026-11-23", "2026-11-23-2", "2026-11-23-3"]
    with pytest.raises(AdvisorError, match="there is already a milestone `2026-11-23`"):
        accept(tiny_advisor, shop, Acceptance(DAY, "2026-11-23"))


def test_people_sign_later_and_may_change_their_mind(tiny_advisor: Advisor, shop: Path) -> None:
    accept(tiny_advisor, shop, Acceptance(DAY, people=(BOB,)))
    changed = SignOff(name="Bob", says=Stance.AGREES, on=date(2026, 12, 1))
    done = sign(tiny_advisor, shop, None, (ADA, changed))
    assert done.milestone.people == (ADA, changed)
    with pytest.raises(AdvisorError, match="there is no milestone `bord`"):
        sign(tiny_advisor, shop, "bord", (ADA,))


def test_nothing_is_accepted_where_there_is_no_verdict(tiny_advisor: Advisor, tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("assessment: 1\nknowledge: '2026.11'\nsystem: Empty\n")
    with pytest.raises(AdvisorError, match="no components"):
        accept(tiny_advisor, empty, Acceptance(DAY))
    with pytest.raises(AdvisorError, match="has no milestone yet"):
        sign(tiny_advisor, empty, None, (ADA,))


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("people: [{name: Bob, says: disagrees}]", "Bob disagrees; `reason` must say why"),
        ("people: [{name: Bob, says: dissagrees, reason: no}]", "did you mean `disagrees`?"),
        ("organisation: operators", "`operators` is not understood; write NAME=VALUE"),
        ("revisit: soon", "`soon` is not a date"),
        ("revisitt: 2027-01-01", "did you mean `revisit`?"),
    ],
)
def test_a_broken_record_is_named_with_its_line(tiny_advisor: Advisor, shop: Path, record: str, message: str) -> None:
    lines = len(shop.read_text("utf-8").splitlines())
    with shop.open("a") as stream:
        stream.write(f"milestones:\n  board:\n    on: 2026-11-23\n    knowledge: '1'\n    {record}\n")
    with pytest.raises(InputError) as caught:
        tiny_advisor.read(shop)
    assert message in str(caught.value)
    assert f"shop.yaml:{lines + 5}: " in str(caught.value)


def test_a_record_may_name_what_the_knowledge_no_longer_has(tiny_advisor: Advisor, shop: Path) -> None:
    accept(tiny_advisor, shop, Acceptance(DAY, "old"))
    shop.write_text(shop.read_text("utf-8").replace("chosen: pool", "chosen: fleet").replace("cadence=", "rhythm="))
    assert "fleet" in history(tiny_advisor, tiny_advisor.read(shop))
    text = compared(tiny_advisor, f"{shop}@old", str(shop))
    assert "front-end: fleet -> A pool" in text
    assert "rhythm: daily -> not answered" in text


def test_nothing_differs_from_what_was_just_recorded(tiny_advisor: Advisor, shop: Path) -> None:
    accept(tiny_advisor, shop, Acceptance(DAY, "board"))
    assert "Nothing differs." in compared(tiny_advisor, f"{shop}@board", str(shop))
    assert json.loads(compared(tiny_advisor, f"{shop}@", f"{shop}@board", as_json=True))["same"] is True


def test_answers_verdicts_reasons_and_facts_are_compared(tiny_advisor: Advisor, shop: Path) -> None:
    accept(tiny_advisor, shop, Acceptance(DAY, "board"))
    shop.write_text(shop.read_text("utf-8").replace("{cadence: daily, state", "{cadence: yearly, state", 1))
    text = " ".join(compared(tiny_advisor, f"{shop}@board", str(shop)).split())
    assert "Cadence: Daily -> Yearly" in text
    assert "front-end: A pool -> One box each" in text
    assert "No longer so: " in text
    assert "none -> " in text
    data = json.loads(compared(tiny_advisor, f"{shop}@board", str(shop), as_json=True))
    front_end = data["components"][0]
    assert (front_end["from"], front_end["to"], front_end["changed"]) == ("pool", "box", True)
    assert front_end["facts"]["lost"]
    assert data["answers"] == [{"component": "front-end", "question": "cadence", "from": "Daily", "to": "Yearly"}]


def test_a_file_with_an_at_sign_is_still_a_file(tiny_advisor: Advisor, shop: Path) -> None:
    odd = shop.with_name("a@b.yaml")
    shutil.copy(shop, odd)
    assert "Nothing differs." in compared(tiny_advisor, str(odd), str(shop))


def test_a_record_has_no_key_without_a_value(tiny_advisor: Advisor, tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text("assessment: 1\nknowledge: '2026.11'\nsystem: Bare\ncomponents:\n  one: {}\n")
    done = accept(tiny_advisor, path, Acceptance(DAY))
    assert tiny_advisor.read(path).milestones == {done.name: done.milestone}
    assert not [line for line in path.read_text("utf-8").splitlines() if line.endswith("|")]
