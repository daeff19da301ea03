"""Open questions out to their owners, and their answers back."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError, InputError
from advisor.service import Advisor
from advisor.service.sheets import fill_in, open_questions, sheet

OPEN = """\
assessment: 1
knowledge: "2026.11"
system: Shop
organisation:
  operators: {answer: unknown, owner: head of operations, note: "=1+1"}
components:
  web:  # the front
    answers:
      state: stateless
      loss: {answer: unknown, owner: finance}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(OPEN)
    return path


def written(advisor: Advisor, shop: Path, form: str, owner: str | None = None) -> Path:
    path = shop.with_name("sheet.csv" if form == "csv" else "sheet.md")
    path.write_bytes(sheet(advisor, advisor.read(shop), owner, form).encode())
    return path


def edited(path: Path, *changes: tuple[str, str]) -> Path:
    text = path.read_bytes().decode()
    for old, new in changes:
        assert old in text, (old, text)
        text = text.replace(old, new, 1)
    path.write_bytes(text.encode())
    return path


def test_only_open_questions_that_matter_are_handed_out(tiny_advisor: Advisor, shop: Path) -> None:
    found = {str(each.ref): each.owner for each in open_questions(tiny_advisor, tiny_advisor.read(shop))}
    assert found["operators"] == "head of operations"
    assert "web.cadence" in found
    assert "web.state" not in found


def test_each_owner_gets_their_own(tiny_advisor: Advisor, shop: Path) -> None:
    assessment = tiny_advisor.read(shop)
    assert "operators" in sheet(tiny_advisor, assessment, "Head of Operations", "csv")
    assert "web.cadence" not in sheet(tiny_advisor, assessment, "head of operations", "csv")
    assert "web.cadence" in sheet(tiny_advisor, assessment, "", "csv")
    with pytest.raises(AdvisorError, match="did you mean `head of operations`"):
        sheet(tiny_advisor, assessment, "head of operation", "csv")


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_a_sheet_that_comes_back_empty_changes_nothing(tiny_advisor: Advisor, shop: Path, form: str) -> None:
    assert fill_in(tiny_advisor, shop, written(tiny_advisor, shop, form)) == []
    assert shop.read_text() == OPEN


def test_a_markdown_sheet_comes_back(tiny_advisor: Advisor, shop: Path) -> None:
    path = edited(
        written(tiny_advisor, shop, "markdown"),
        ("- [ ] `several`", "- [x] `several`"),
        ("- Note: =1+1", "- Note: two \\| of <br>them"),
        ("(certain, likely or guess):", "(certain, likely or guess): certain"),
        ("- [ ] `weekly`", "- [X] `weekly`"),
    )
    assert sorted(map(str, fill_in(tiny_advisor, shop, path))) == ["operators", "web.cadence"]
    after = tiny_advisor.read(shop)
    operators = after.organisation["operators"]
    assert (operators.answer, operators.note) == (("several",), "two | of \nthem")
    assert (operators.owner, operators.confidence) == ("head of operations", "certain")
    assert after.components["web"].answers["cadence"].answer == ("weekly",)
    assert "# the front" in shop.read_text()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_sheet_comes_back_from_a_spreadsheet_of_any_country(
    tiny_advisor: Advisor, shop: Path, separator: str
) -> None:
    path = shop.with_name("back.csv")
    rows = [["key", "answer", "note"], ["operators", "Several", "line one\nline two"], ["web.cadence", "DAILY", ""]]
    text = "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace('"key"', "key", 1).encode())
    fill_in(tiny_advisor, shop, path)
    after = tiny_advisor.read(shop)
    assert after.organisation["operators"].note == "line one\nline two"
    assert after.organisation["operators"].owner == "head of operations"
    assert after.components["web"].answers["cadence"].answer == ("daily",)


def test_several_answers_come_back(tiny_advisor: Advisor, shop: Path) -> None:
    path = shop.with_name("back.csv")
    path.write_text("key,answer\nweb.needs,gpu; A device\n")
    fill_in(tiny_advisor, shop, path)
    assert tiny_advisor.read(shop).components["web"].answers["needs"].answer == ("gpu", "device")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("key,answr\noperators,one\n", ["back.csv:1: there is no column `answr`; did you mean `answer`?"]),
        ("key,note\n", ["back.csv:1: the column `answer` is missing"]),
        (
            "key,answer\noperatrs,one\nweb.cadence,dayly\n",
            ["back.csv:2: there is no question `operatrs`; did you mean", "back.csv:3: ", "did you mean `daily`?"],
        ),
        ('key,answer,note\noperators,several,"a\nb"\nwebb.cadence,daily,\n', ["back.csv:4: there is no component"]),
        ("key,answer\nweb.operators,one\n", ["is asked about the organisation"]),
        ("key,answer\noperators,one;several\n", ["takes one answer, not 2"]),
        ("key,answer,confidence\noperators,one,sure\n", ["`sure` is no confidence"]),
        ("key,answer,note\nweb.cadence,,we do not know\n", ["has a note but no answer; write `unknown`"]),
        ("key,answer\nweb.state,durable\n", ["was answered in the meantime, `stateless`"]),
        ("key,answer\noperators,one\noperators,several\n", ["back.csv:3: `operators` stands here again"]),
        ("key,answer\noperators\n", ["back.csv:2: has 1 cells where the head has 2"]),
        ("", ["is empty"]),
    ],
)
def test_what_is_not_understood_is_named_by_line_and_nothing_is_saved(
    tiny_advisor: Advisor, shop: Path, text: str, messages: list[str]
) -> None:
    path = shop.with_name("back.csv")
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        fill_in(tiny_advisor, shop, path)
    for message in messages:
        assert message in str(caught.value)
    assert shop.read_text() == OPEN


@pytest.mark.parametrize(
    ("line", "message"),
    [("- [y] `weekly` Weekly", "a choice is ticked as `- [x]`"), ("We release weekly.", "write it behind `- Note:`")],
)
def test_a_markdown_line_that_is_not_understood_is_named(
    tiny_advisor: Advisor, shop: Path, line: str, message: str
) -> None:
    path = written(tiny_advisor, shop, "markdown")
    text = path.read_text()
    at = text.index("- [ ] `weekly`")
    path.write_text(f"{text[:at]}{line}\n{text[at:]}")
    with pytest.raises(InputError) as caught:
        fill_in(tiny_advisor, shop, path)
    number = text[:at].count("\n") + 1
    assert f"sheet.md:{number}: " in str(caught.value)
    assert message in str(caught.value)


def test_an_answer_of_the_meantime_is_replaced_when_asked_for(tiny_advisor: Advisor, shop: Path) -> None:
    path = shop.with_name("back.csv")
    path.write_text("key,answer\nweb.state,durable\n")
    fill_in(tiny_advisor, shop, path, replace=True)
    assert tiny_advisor.read(shop).components["web"].answers["state"].answer == ("durable",)
