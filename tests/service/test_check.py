"""A recorded verdict held against another day: each tripwire fires once, by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from advisor.graph.compile import compile_knowledge
from advisor.loading.knowledge import load_knowledge
from advisor.loading.saving import fingerprint, save_assessment
from advisor.model.findings import Checked, Tripwire
from advisor.service import Advisor
from advisor.service.history import CHECK_FORMS, findings
from advisor.service.recording import Acceptance, accept
from advisor.service.tripwires import check

SHOP = Path(__file__).parents[1] / "golden" / "shop.yaml"
DAY = date(2026, 11, 23)
CLASHING = """\
kept-for-a-year:
  title: A year without a release, and data to lose
  when: {all: [{answer: cadence, is: yearly}, {answer: state, is: durable}]}
  because: Nobody has tried the way back.
  instead: Try it once a quarter.
  sources: [judgement]
"""


@dataclass
class Place:
    """A recorded assessment and the knowledge it is checked with, both to be changed."""

    assessment: Path
    knowledge: Path

    def edit(self, old: str, new: str) -> None:
        self._edit(self.assessment, old, new)

    def edit_knowledge(self, name: str, old: str, new: str) -> None:
        self._edit(self.knowledge / name, old, new)

    @staticmethod
    def _edit(path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), "utf-8")

    def advisor(self) -> Advisor:
        knowledge, _ = load_knowledge([self.knowledge])
        return Advisor(knowledge, compile_knowledge(knowledge))


@pytest.fixture
def place(tmp_path: Path, tiny_folder: Path) -> Place:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP.read_text("utf-8"), "utf-8")
    place = Place(path, tiny_folder)
    accept(place.advisor(), path, Acceptance(DAY, "board", revisit=date(2027, 3, 1)))
    return place


def add_component(place: Place) -> None:
    place.edit("components:\n", "components:\n  fresh: {answers: {cadence: yearly, state: stateless}}\n")


def another_later_decision(place: Place) -> None:
    place.edit_knowledge("decisions/backup/options/often.yaml", "effect: favours", "effect: disfavours")


def near_end(place: Place) -> None:
    place.edit_knowledge(
        "technologies/scheduler.yaml", "sources:", "milestones: [{on: 2027-04-01, what: End of life}]\nsources:"
    )


def retired(place: Place) -> None:
    place.edit_knowledge("technologies/scheduler.yaml", "status: active", "status: legacy\ninstead: A pool of fish.")


def newer_knowledge(place: Place) -> None:
    place.edit_knowledge("knowledge.yaml", "'2026.11'", "'2027.01'")


def smaller_team(place: Place) -> None:
    place.edit("answer: several", "answer: one")


def other_answer(place: Place) -> None:
    place.edit("{cadence: yearly, state: stateless, loss: nothing}", "{cadence: yearly, state: durable}")


def contradiction(place: Place) -> None:
    (place.knowledge / "contradictions.yaml").write_text(CLASHING, "utf-8")


def nothing(place: Place) -> None:
    del place


CASES: list[tuple[Callable[[Place], None], date, Tripwire, str]] = [
    (nothing, date(2027, 3, 1), Tripwire.REVISIT, "1 March 2027"),
    (nothing, date(2027, 5, 1), Tripwire.STALE, "1 November 2026: Scheduler"),
    (near_end, date(2026, 11, 24), Tripwire.END_OF_LIFE, "Scheduler, behind front-end and orders: end of life is on"),
    (retired, date(2026, 11, 24), Tripwire.END_OF_LIFE, "instead: A pool of fish."),
    (add_component, date(2026, 11, 24), Tripwire.COMPONENTS, "fresh is new"),
    (smaller_team, date(2026, 11, 24), Tripwire.TEAM, "Operators was Several; now it is One"),
    (other_answer, date(2026, 11, 24), Tripwire.ANSWERS, "State was No; now it is Yes"),
    (newer_knowledge, date(2026, 11, 24), Tripwire.KNOWLEDGE, "recorded with knowledge 2026.11"),
]


def fired(checked: Checked) -> set[Tripwire]:
    return {each.tripwire for each in checked.findings}


def test_the_verdict_holds_on_the_day_after(place: Place) -> None:
    checked = check(place.advisor(), place.assessment, date(2026, 11, 24))
    assert (checked.findings, checked.holds, checked.milestone) == ((), True, "board")


@pytest.mark.parametrize(("change", "day", "tripwire", "says"), CASES)
def test_each_tripwire_fires_and_says_what_happened(
    place: Place, change: Callable[[Place], None], day: date, tripwire: Tripwire, says: str
) -> None:
    change(place)
    checked = check(place.advisor(), place.assessment, day)
    found = [each for each in checked.findings if each.tripwire is tripwire]
    assert len(found) == 1, checked.findings
    assert says in found[0].message
    assert checked.holds is not tripwire.fails


def test_a_changed_verdict_says_what_it_would_be_now(place: Place) -> None:
    place.edit_knowledge("blocks/cluster/block.yaml", "effect: favours", "effect: disfavours")
    checked = check(place.advisor(), place.assessment, date(2026, 11, 24))
    (found,) = [
        each for each in checked.findings if each.tripwire is Tripwire.VERDICT and each.component == "front-end"
    ]
    assert (found.recorded, found.now) == ("pool", "box")
    assert found.message == "recorded as A pool; now it would be One box each"
    lines = place.assessment.read_text("utf-8").splitlines()
    assert lines[found.line - 1].strip() == "front-end:"
    assert "milestones:" in lines[: found.line]


def test_a_lead_that_has_shrunk_is_said_though_the_verdict_holds(place: Place) -> None:
    place.edit_knowledge("knowledge.yaml", "close_call: 3", "close_call: 9")
    checked = check(place.advisor(), place.assessment, date(2026, 11, 24))
    margins = [each for each in checked.findings if each.tripwire is Tripwire.MARGIN]
    # Where people chose themselves there is no lead to lose.
    assert {each.component for each in margins} == {"front-end"}
    assert Tripwire.VERDICT not in fired(checked)


def test_another_later_decision_is_found(place: Place) -> None:
    another_later_decision(place)
    checked = check(place.advisor(), place.assessment, date(2026, 11, 24))
    assert Tripwire.DECISION in fired(checked)
    assert Tripwire.VERDICT not in fired(checked)


def test_a_verdict_that_is_open_again_is_found(place: Place) -> None:
    place.edit("{cadence: daily, state: stateless, needs: [gpu]}", "{state: stateless, needs: [gpu]}")
    checked = check(place.advisor(), place.assessment, date(2026, 11, 24))
    assert fired(checked) & {Tripwire.UNSETTLED, Tripwire.VERDICT}
    assert Tripwire.ANSWERS in fired(checked)


def test_a_new_answer_that_changes_nothing_is_no_tripwire(place: Place) -> None:
    place.edit("{answer: unknown, owner: finance}", "{answer: a-day, owner: finance}")
    found = fired(check(place.advisor(), place.assessment, date(2026, 11, 24)))
    assert Tripwire.ANSWERS not in found


def test_a_file_without_a_record_holds_and_says_so(place: Place) -> None:
    bare = place.assessment.with_name("bare.yaml")
    bare.write_text(SHOP.read_text("utf-8"))
    checked = check(place.advisor(), bare, DAY)
    assert checked.holds
    assert fired(checked) == {Tripwire.NO_RECORD}


@pytest.mark.parametrize("form", CHECK_FORMS)
def test_every_form_says_what_fired(place: Place, form: str) -> None:
    smaller_team(place)
    checked = check(place.advisor(), place.assessment, date(2027, 6, 1))
    text = findings([checked], form)
    assert text == findings([checked], form)
    for tripwire in fired(checked):
        assert tripwire.value in text
    match form:
        case "junit":
            suite = ElementTree.fromstring(text).find("testsuite")
            assert suite is not None
            assert int(suite.get("failures", 0)) == len(suite.findall("testcase/failure")) > 1
            assert int(suite.get("tests", 0)) == len(suite.findall("testcase"))
        case "sarif":
            run = json.loads(text)["runs"][0]
            for result in run["results"]:
                assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
                assert result["locations"][0]["physicalLocation"]["region"]["startLine"] > 0
        case "json":
            assert json.loads(text)[0]["holds"] is False
        case _:
            assert all(len(line) <= 80 for line in text.splitlines())


@pytest.fixture
def everything(place: Place) -> Checked:
    """One run over a record in which each tripwire has one reason to fire."""
    place.assessment.write_text(
        SHOP.read_text("utf-8").partition("components:")[0]
        + "components:\n"
        + "".join(
            f"  {name}: {{answers: {{cadence: {cadence}, state: {state}, needs: [gpu], loss: a-day}}}}\n"
            for name, cadence, state in (
                ("verdict", "daily", "stateless"), ("decision", "yearly", "durable"), ("margin", "weekly", "durable"),
                ("answer", "daily", "stateless"),
            )
        )
        + "  settled: {answers: {loss: a-day}}\n",
        "utf-8",
    )  # fmt: skip
    accept(place.advisor(), place.assessment, Acceptance(DAY, "board", revisit=date(2027, 3, 1)))
    assessment = place.advisor().read(place.assessment)
    board = assessment.milestones["board"]
    changes: dict[str, dict[str, object]] = {
        "verdict": {"chosen": "box", "decisions": {}},
        "margin": {"close_call": False},
        "decision": {"decisions": {"backup": "often"}},
        "settled": {"settled": True},
        "answer": {"answers": {**board.components["answer"].answers, "needs": ("none",)}},
    }
    components = {name: part.model_copy(update=changes[name]) for name, part in board.components.items()}
    then = board.model_copy(update={"components": components, "organisation": {"operators": ("one",)}})
    changed = assessment.model_copy(update={"milestones": {"board": then}})
    save_assessment(changed, place.assessment, fingerprint(place.assessment))
    place.edit("components:\n", "components:\n  fresh: {answers: {cadence: yearly, state: stateless}}\n")
    near_end(place)
    contradiction(place)
    newer_knowledge(place)
    return check(place.advisor(), place.assessment, date(2027, 5, 1))


def test_in_one_run_each_tripwire_fires_once(everything: Checked) -> None:
    assert sorted(each.tripwire for each in everything.findings) == sorted(set(Tripwire) - {Tripwire.NO_RECORD})
    assert not everything.holds


@pytest.mark.parametrize("form", CHECK_FORMS)
def test_every_form_names_each_of_them_once(everything: Checked, form: str) -> None:
    failing = sorted(each.value for each in Tripwire if each.fails)
    text = findings([everything], form)
    match form:
        case "junit":
            cases = ElementTree.fromstring(text).findall("testsuite/testcase")
            assert sorted(each.get("name", "") for each in cases if each.find("failure") is not None) == failing
        case "sarif":
            results = json.loads(text)["runs"][0]["results"]
            assert sorted(each["ruleId"] for each in results if each["level"] == "error") == failing
            assert [each["ruleId"] for each in results if each["level"] == "note"] == ["knowledge-changed"]
        case "json":
            said = json.loads(text)[0]["findings"]
            assert sorted(each["tripwire"] for each in said if each["fails"]) == failing
        case _:
            assert sorted(re.findall(r"^  ! ([a-z-]+)", text, re.MULTILINE)) == failing


@pytest.mark.parametrize("recorded", [True, False])
def test_answers_that_cannot_all_be_true_are_said_with_the_contradictions_name(place: Place, recorded: bool) -> None:
    contradiction(place)
    assert Tripwire.CONTRADICTION not in fired(check(place.advisor(), place.assessment, DAY))
    if not recorded:
        place.assessment.write_text(SHOP.read_text("utf-8"), "utf-8")
    other_answer(place)
    checked = check(place.advisor(), place.assessment, DAY)
    (found,) = [each for each in checked.findings if each.tripwire is Tripwire.CONTRADICTION]
    assert not checked.holds
    assert found.component == "archive"
    assert found.message.startswith("A year without a release, and data to lose (Cadence: ")
    assert found.message.endswith("Try it once a quarter.")
    assert "cadence: yearly" in place.assessment.read_text("utf-8").splitlines()[found.line - 1]
    suite = ElementTree.fromstring(findings([checked], "junit")).find("testsuite")
    assert suite is not None
    assert int(suite.get("failures", 0)) == len(suite.findall("testcase/failure")) > 0
    assert int(suite.get("skipped", 0)) == len(suite.findall("testcase/skipped"))
