"""A table of components, one a line, to columns of answers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.loading.answers import check_answer
from advisor.loading.near import unknown
from advisor.model.assessment import UNKNOWN
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Question

NAME = "component"
"""The column with the component's name."""

_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Table:
    """The components' names and, by question, the different answers and which of them each component has."""

    names: tuple[str, ...]
    answers: dict[str, tuple[tuple[str, ...], ...]]
    codes: dict[str, tuple[int, ...]]


def read_table(path: Path, knowledge: Knowledge) -> Table:
    """Read a CSV file: a column `component`, and one for each question that is answered.

    Several choices are separated by semicolons; an empty field or `unknown` is no answer. Raises InputError with
    the problems of the file, at most fifty.
    """
    lines, rows = _rows(path)
    if not rows:
        raise InputError([Problem(str(path), 0, f"is empty; its first line names the columns, `{NAME}` and questions")])
    head, *body = rows
    problems = _head(path, head, knowledge)
    for line, row in zip(lines[1:], body, strict=True):
        if len(row) != len(head):
            problems.append(Problem(str(path), line, f"has {len(row)} fields, the first line names {len(head)}"))
    if problems:
        raise InputError(problems[:_MOST_PROBLEMS])
    columns = dict(zip(head, zip(*body, strict=True), strict=True)) if body else dict.fromkeys(head, ())
    answers, codes = {}, {}
    for name in head:
        if name != NAME:
            answers[name], codes[name] = _column(path, lines[1:], columns[name], knowledge.questions[name], problems)
    if problems:
        raise InputError(problems[:_MOST_PROBLEMS])
    return Table(tuple(columns[NAME]), answers, codes)


def _rows(path: Path) -> tuple[list[int], list[list[str]]]:
    """The lines that are not empty, with their numbers."""
    lines, rows = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            for row in reader:
                if row:
                    lines.append(reader.line_num)
                    rows.append(row)
    except OSError as error:
        raise InputError([Problem(str(path), 0, f"cannot be read: {error.strerror}")]) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError([Problem(str(path), 0, f"is not a CSV file in UTF-8: {error}")]) from None
    return lines, rows


def _head(path: Path, head: Sequence[str], knowledge: Knowledge) -> list[Problem]:
    problems = [
        Problem(str(path), 1, unknown("question", name, [NAME, *knowledge.questions]))
        for name in head
        if name != NAME and name not in knowledge.questions
    ]
    twice = (name for name in set(head) if head.count(name) > 1)
    problems += [Problem(str(path), 1, f"names the column `{name}` twice") for name in twice]
    if NAME not in head:
        problems.append(Problem(str(path), 1, f"has no column `{NAME}`"))
    return problems


def _column(
    path: Path, lines: Sequence[int], column: Sequence[str], question: Question, problems: list[Problem]
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """The different answers and, for each line, which of them it has. Adds to `problems`."""
    places: dict[str, int] = {}
    answers: dict[tuple[str, ...], int] = {}
    for text in dict.fromkeys(column):
        chosen = tuple(part.strip() for part in text.split(";") if part.strip())
        chosen = () if chosen == (UNKNOWN,) else chosen
        for sentence in check_answer(question, chosen) if chosen else ():
            problems.append(Problem(str(path), lines[column.index(text)], sentence))
        places[text] = answers.setdefault(tuple(sorted(set(chosen))), len(answers))
    return tuple(answers), tuple(map(places.__getitem__, column))
