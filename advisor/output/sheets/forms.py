"""The open questions as a sheet in Markdown or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from advisor.model.assessment import UNKNOWN
from advisor.model.questions import Kind, Question
from advisor.model.sheet import FIELDS, SheetQuestion
from advisor.output.markdown import escaped
from advisor.output.plain_text import one_line, printable

COLUMNS = ("key", "about", "question", "choices", "answer", *FIELDS)

_NOBODY = "Nobody knows yet"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


def csv_sheet(system: str, questions: Sequence[SheetQuestion]) -> str:
    """A row per question; the columns from `answer` on are to be filled in."""
    del system  # a spreadsheet has no place for a title
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in questions:
        said = [str(each.ref), each.where, f"{each.question.title}: {each.question.ask}", _choices(each.question), ""]
        writer.writerow([_cell(text) for text in (*said, *(each.field(name) for name in FIELDS))])
    return stream.getvalue()


def markdown_sheet(system: str, questions: Sequence[SheetQuestion]) -> str:
    """A section per question with a box to tick for each choice."""
    lines = [
        f"# {_line(system)}: open questions",
        "",
        "> Put an x between the brackets of what is true, write what there is to say behind the colons, and send",
        "> this file back. What is left empty stays open. `advisor answer FILE --from THIS-FILE` reads it.",
    ]
    if not questions:
        lines += ["", "> No open answer can change a recommendation, so there is nothing to fill in."]
    for each in questions:
        lines += ["", *_section(each)]
    return "\n".join([*lines, ""])


FORMS: dict[str, Callable[[str, Sequence[SheetQuestion]], str]] = {"markdown": markdown_sheet, "csv": csv_sheet}


def _section(each: SheetQuestion) -> Iterator[str]:
    question = each.question
    several = "any number of boxes" if question.kind is Kind.SEVERAL else "one box"
    yield f"## {_line(question.title)} ({_line(each.where)})"
    yield ""
    yield f"<!-- advisor: {each.ref} -->"
    yield ""
    yield f"> {_line(question.ask)} Tick {several}."
    yield ">"
    yield f"> {_line(question.because)}"
    yield ""
    for choice in question.choices:
        yield f"- [ ] `{choice.id}` {_line(choice.label)}"
    yield f"- [ ] `{UNKNOWN}` {_NOBODY}"
    yield ""
    for name in FIELDS:
        hint = " (certain, likely or guess)" if name == "confidence" else ""
        yield f"- {name.capitalize()}{hint}: {escaped(each.field(name))}".rstrip()


def _choices(question: Question) -> str:
    shown = [f"{choice.id} = {choice.label}" for choice in question.choices]
    several = " (several may be joined by ;)" if question.kind is Kind.SEVERAL else ""
    return " | ".join([*shown, f"{UNKNOWN} = {_NOBODY}"]) + several


def _cell(text: str) -> str:
    safe = printable(text)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe


def _line(text: str) -> str:
    return str(escaped(one_line(text)))
