"""What docs/review.md says is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from advisor.cli.main import parser
from advisor.model.findings import Tripwire

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")
TEMPLATES = ROOT / "advisor" / "output" / "report" / "templates"


def calls() -> list[str]:
    """Every call, without what is said about it behind two or more blanks."""
    blocks = re.findall(r"^```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    inline = re.findall(r"`(advisor [a-z]+ .+?)`", PAGE)
    return [re.split(r" {2,}(?=[a-z])", line)[0] for line in (*lines, *inline) if line.startswith("advisor ")]


def rows(column: str) -> set[str]:
    """The names in the first column of the table with that head."""
    table = re.search(rf"^\| {column} \|.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None
    return set(re.findall(r"^\| `([a-z-]+)` \|", table[1], re.MULTILINE))


@pytest.mark.parametrize("call", calls())
def test_every_call_is_understood(call: str) -> None:
    _, command, *rest = shlex.split(call)
    parser(command).parse_args([command, *rest])


def test_there_are_calls_of_every_command_of_the_meeting() -> None:
    assert {call.split()[1] for call in calls()} == {
        "questions", "answer", "report", "accept", "history", "compare", "check",
    }  # fmt: skip


def test_every_tripwire_is_explained() -> None:
    assert rows("tripwire") == {each.value for each in Tripwire if each.fails}


def test_every_template_and_block_is_named() -> None:
    blocks: set[str] = set()
    for path in TEMPLATES.iterdir():
        assert f"`{path.name}`" in PAGE
        blocks |= set(re.findall(r"{% block (\w+) %}", path.read_text("utf-8")))
    assert rows("block") == blocks


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\((\.\./[^)]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
