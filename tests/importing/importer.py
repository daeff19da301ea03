"""Importing small files in tests: write them, import, look at the answers in one line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisor.model.imported import ImportResult
from advisor.service import Advisor
from advisor.service.importing import import_files
from tests.written_files import write


def run(advisor: Advisor, folder: Path, files: Mapping[str, str] | None = None) -> ImportResult:
    """Import a folder into a new assessment."""
    write(folder, files or {})
    return import_files(advisor, [folder], advisor.new("Shop"))


def answers(result: ImportResult, component: str) -> dict[str, str]:
    """A component's answers by question; several choices are joined by a plus."""
    found = next(one for one in result.components if one.name == component)
    return {one.question: "+".join(one.answer) for one in found.answers}


def lines(result: ImportResult, component: str, question: str) -> list[int]:
    """The lines that show an answer."""
    found = next(one for one in result.components if one.name == component)
    shown = next(one for one in found.answers if one.question == question)
    return [int(place.rpartition(":")[2]) for place in shown.evidence]


def check_evidence(result: ImportResult) -> None:
    """Every answer points to a line that is there and says something."""
    every = [answer for one in result.components for answer in one.answers] + list(result.organisation)
    for answer in every:
        assert answer.evidence, answer
        for place in answer.evidence:
            file, _, line = place.rpartition(":")
            text = Path(file).read_text("utf-8").split("\n")
            assert text[int(line) - 1].strip(), (answer, place)
