"""Decision records: numbered, linked, and written again over what people added."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from advisor.model.assessment import Assessment
from advisor.output.records.folder import render_records
from advisor.output.report.contents import make_report
from advisor.service import Advisor
from advisor.service.recording import Acceptance, accept
from advisor.service.reporting import given, write_report
from advisor.service.settings import with_answers

SHOP = Path(__file__).parents[2] / "golden" / "shop.yaml"
DAY = date(2026, 11, 23)
FRONT = "0002-front-end-deployment-pattern.md"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP.read_text("utf-8"), "utf-8")
    return path


def written(
    advisor: Advisor, assessment: Assessment, present: dict[str, str] | None = None, on: date = DAY
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The whole folder after writing, and what was remarked."""
    made, remarks = render_records(given(advisor, assessment), on, Path("shop.yaml"), present or {})
    return {**(present or {}), **{file.path: file.text for file in made}}, remarks


def changed(advisor: Advisor, assessment: Assessment) -> Assessment:
    return with_answers(advisor.knowledge, assessment, ["front-end.cadence=yearly"])


def test_a_record_has_every_part_of_madr_4(tiny_advisor: Advisor, shop: Path) -> None:
    files, remarks = written(tiny_advisor, tiny_advisor.read(shop))
    assert remarks == ()
    assert sorted(files) == [
        "0001-platforms.md",
        FRONT,
        "0003-orders-deployment-pattern.md",
        "0004-archive-deployment-pattern.md",
        "0005-backup.md",
        "README.md",
    ]
    text = files[FRONT]
    assert text.startswith('---\nstatus: "proposed"\ndate: "2026-11-23"\n---\n')
    for heading in (
        "# Run front-end as: A pool", "## Context and Problem Statement", "## Decision Drivers",
        "## Considered Options", "## Decision Outcome", "### Consequences", "### Confirmation",
        "## Pros and Cons of the Options",
        "## More Information",
    ):  # fmt: skip
        assert f"\n{heading}\n" in text, heading
    assert "Chosen option: “A pool”, because" in text
    assert "```sh\nadvisor check shop.yaml\n```" in text
    assert "- When the team doubles." in text


def test_every_link_leads_to_a_record(tiny_advisor: Advisor, shop: Path) -> None:
    files, _ = written(tiny_advisor, tiny_advisor.read(shop))
    for name, text in files.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert target in files, (name, target)
    assert "(0005-backup.md)" in files["0003-orders-deployment-pattern.md"]
    assert "[Platforms of Shop &amp; stock](0001-platforms.md)" in files[FRONT]
    assert f"({FRONT})" in files["0001-platforms.md"]


def test_writing_again_on_another_day_changes_nothing(tiny_advisor: Advisor, shop: Path) -> None:
    assessment = tiny_advisor.read(shop)
    files, _ = written(tiny_advisor, assessment)
    assert written(tiny_advisor, assessment, files, date(2027, 5, 5)) == (files, ())


def test_what_people_added_stays(tiny_advisor: Advisor, shop: Path) -> None:
    assessment = tiny_advisor.read(shop)
    files, _ = written(tiny_advisor, assessment)
    own = files[FRONT].replace("---\n\n<!--", 'consulted: ["security"]\n---\n\nOur own preface.\n\n<!--', 1)
    own = own.replace("<!-- advisor: begin options", "## Our costs\n\n12,000 a year.\n\n<!-- advisor: begin options", 1)
    after, remarks = written(tiny_advisor, changed(tiny_advisor, assessment), {**files, FRONT: own + "\nThe end.\n"})
    assert remarks == ()
    for kept in ('consulted: ["security"]', "Our own preface.", "## Our costs\n\n12,000 a year.", "\nThe end.\n"):
        assert kept in after[FRONT], kept
    # It was only proposed, so the record itself changes.
    assert "# Run front-end as: One box each" in after[FRONT]
    assert "A pool”, because" not in after[FRONT]


def test_a_part_that_people_changed_is_theirs_from_then_on(tiny_advisor: Advisor, shop: Path) -> None:
    assessment = tiny_advisor.read(shop)
    files, _ = written(tiny_advisor, assessment)
    own = files[FRONT].replace("### Consequences\n", "### Consequences\n\n- Bad, because we say so.\n", 1)
    after, remarks = written(tiny_advisor, changed(tiny_advisor, assessment), {**files, FRONT: own})
    assert "we say so" in after[FRONT]
    assert "# Run front-end as: One box each" in after[FRONT]
    assert remarks == (f"{FRONT}: changed by hand, so it was left as it is: outcome",)


def test_an_accepted_decision_is_superseded_and_not_rewritten(tiny_advisor: Advisor, shop: Path) -> None:
    accept(tiny_advisor, shop, Acceptance(DAY, "board"))
    assessment = tiny_advisor.read(shop)
    files, _ = written(tiny_advisor, assessment)
    assert 'status: "accepted"' in files[FRONT]
    after, _ = written(tiny_advisor, changed(tiny_advisor, assessment), files, date(2027, 1, 2))
    new = next(name for name in after if name.endswith("front-end-deployment-pattern.md") and name != FRONT)
    assert re.match(r"000[6-9]-", new)
    assert f'status: "superseded by [{new[:4]}]({new})"' in after[FRONT]
    assert "# Run front-end as: A pool" in after[FRONT]
    assert 'status: "proposed"' in after[new]
    assert f"Supersedes [{FRONT}]({FRONT})." in after[new]
    assert f"| [0002]({FRONT}) | Run front-end as: A pool | superseded by {new[:4]} |" in after["README.md"]
    assert written(tiny_advisor, changed(tiny_advisor, assessment), after) == (after, ())


def test_numbers_go_on_behind_peoples_own_records(tiny_advisor: Advisor, shop: Path) -> None:
    present = {"0041-use-postgres.md": "# Use Postgres\n", "README.md": "# Ours\n"}
    files, remarks = written(tiny_advisor, tiny_advisor.read(shop), present)
    assert "0042-platforms.md" in files
    assert files["0041-use-postgres.md"] == "# Use Postgres\n"
    assert files["README.md"] == "# Ours\n"
    assert remarks == ("README.md is not ours, so it has no table of the records",)


def test_a_status_that_people_gave_stays_and_a_component_that_left_is_deprecated(
    tiny_advisor: Advisor, shop: Path
) -> None:
    assessment = tiny_advisor.read(shop)
    files, _ = written(tiny_advisor, assessment)
    rejected = {**files, FRONT: files[FRONT].replace('"proposed"', '"rejected"')}
    rest = {name: part for name, part in assessment.components.items() if name != "archive"}
    after, _ = written(tiny_advisor, assessment.model_copy(update={"components": rest}), rejected)
    assert 'status: "rejected"' in after[FRONT]
    assert 'status: "deprecated"' in after["0004-archive-deployment-pattern.md"]


def test_dissent_and_who_agreed_are_in_the_record(tiny_advisor: Advisor, shop: Path, tmp_path: Path) -> None:
    from advisor.model.milestones import SignOff, Stance

    people = (
        SignOff(name="Ada", role="architect", says=Stance.AGREES),
        SignOff(name="Bob", says=Stance.DISAGREES, reason="Too early."),
    )
    accept(tiny_advisor, shop, Acceptance(DAY, "board", revisit=date(2027, 6, 1), people=people))
    done = write_report(tiny_advisor, shop, "adr", tmp_path / "adr", DAY)
    text = (tmp_path / "adr" / FRONT).read_text("utf-8")
    assert 'decision-makers: ["Ada (architect)"]' in text
    assert "- Bob disagrees: Too early." in text
    assert "- The day is 1 June 2027." in text
    assert len(done.paths) == 6
    assert write_report(tiny_advisor, shop, "adr", tmp_path / "adr", DAY).paths == ()


def test_a_sentence_goes_on_in_small_letters_unless_a_name_begins_it(tiny_advisor: Advisor) -> None:
    made = make_report(given(tiny_advisor, tiny_advisor.read(SHOP)), DAY)
    assert made.lowered("The platform is ours.") == "the platform is ours."
    assert made.lowered("Scheduler does it.") == "Scheduler does it."
    assert made.lowered("SQL is spoken.") == "SQL is spoken."


def test_another_number_of_platforms_is_an_option_only_where_it_changes_something(
    tiny_advisor: Advisor, shop: Path
) -> None:
    made = make_report(given(tiny_advisor, tiny_advisor.read(shop)), DAY)
    files, _ = written(tiny_advisor, tiny_advisor.read(shop))
    options = files["0001-platforms.md"].partition("## Considered Options")[2].partition("<!--")[0]
    for change in (made.system.fewer, made.system.more):
        if change:
            assert (f"- {change.title}: " in options) == bool(change.moved or not change.feasible)
    assert options.count("\n- ") < 3
