"""What an import did, as text for people and as data for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from advisor.model.imported import AnswerChange, Fate, ImportResult, ShownAnswer
from advisor.model.questions import Question

MOST_LINES = 20
"""Skipped files that are listed; the data has all of them."""

_FATES = {
    Fate.CHANGED: "changed with the files",
    Fate.KEPT: "answered otherwise by a person, and kept",
    Fate.GONE: "no longer shown by the files, and taken out",
}


def summary_text(result: ImportResult, questions: Mapping[str, Question], bold: bool = False) -> str:
    """Pages of text: components with what shows each answer, connections, changes, and what was left aside."""
    return "\n".join(_lines(result, questions, _heading(bold))) + "\n"


def summary_data(result: ImportResult) -> dict[str, Any]:
    """The same for `--json`."""
    return {
        "system": result.assessment.system,
        "knowledge": result.assessment.knowledge,
        "organisation": [_answer_data(one) for one in result.organisation],
        "components": [
            {
                "name": one.name,
                "written": one.written,
                "described": [{"as": form, "evidence": place} for form, place in one.described],
                "copies": one.copies,
                "health_check": one.health_check,
                "answers": [_answer_data(answer) for answer in one.answers],
                "remarks": [{"evidence": place, "remark": text} for place, text in one.remarks],
            }
            for one in result.components
        ],
        "connections": [
            {"from": one.source, "to": one.target, "how": one.how, "evidence": one.evidence}
            for one in result.connections
        ],
        "changes": [_change_data(one) for one in result.changes],
        "new_components": list(result.new_components),
        "missing_components": list(result.missing_components),
        "read": list(result.read),
        "problems": [str(one) for one in result.problems],
        "notes": [str(one) for one in result.notes],
        "skipped": [{"file": file, "why": why} for file, why in result.skipped],
        "other_files": result.others,
    }


def _answer_data(one: ShownAnswer) -> dict[str, Any]:
    return {
        "question": one.question,
        "answer": list(one.answer),
        "confidence": one.confidence.value,
        "evidence": list(one.evidence),
        "why": one.why,
    }


def _change_data(one: AnswerChange) -> dict[str, Any]:
    return {
        "component": one.component,
        "question": one.question,
        "fate": one.fate.value,
        "before": list(one.before) if one.before else None,
        "shown": _answer_data(one.shown) if one.shown else None,
    }


def _heading(bold: bool) -> Callable[[str], str]:
    return (lambda text: f"\x1b[1m{text}\x1b[0m") if bold else (lambda text: text)


def _lines(result: ImportResult, questions: Mapping[str, Question], heading: Callable[[str], str]) -> Iterator[str]:
    new = len(result.new_components)
    yield heading(f"{result.assessment.system}: {_count(len(result.components), 'component')}, {new} of them new")
    if result.organisation:
        yield ""
        yield heading("The organisation")
        yield from _answers(result.organisation, questions)
    for one in result.components:
        yield ""
        described = ", ".join(f"{form} {place}" for form, place in one.described)
        copies = f"; {one.copies} copies" if one.copies is not None and one.copies != 1 else ""
        yield heading(one.name) + f"  ({described}{copies})"
        if one.written != one.name:
            yield f"  called `{one.written}` there; names here are lower-case words joined by hyphens"
        yield from _answers(one.answers, questions)
        for place, text in one.remarks:
            yield f"  - {text} ({place})"
    if result.connections:
        yield ""
        yield heading("What talks to what")
        for link in result.connections:
            yield f"  {link.source} -> {link.target}: {link.how} ({link.evidence})"
    yield from _changes(result, questions, heading)
    yield from _left_aside(result, heading)


def _answers(answers: tuple[ShownAnswer, ...], questions: Mapping[str, Question]) -> Iterator[str]:
    for one in sorted(answers, key=lambda each: _position(each.question, questions)):
        if one.question in questions:
            title = questions[one.question].title
            yield f"  {title}: {_labels(one.question, one.answer, questions)}"
            yield f"      {one.confidence.value}: {one.why} ({', '.join(one.evidence)})"


def _changes(result: ImportResult, questions: Mapping[str, Question], heading: Callable[[str], str]) -> Iterator[str]:
    for fate, words in _FATES.items():
        found = [one for one in result.changes if one.fate is fate]
        if not found:
            continue
        yield ""
        yield heading(f"Answers {words}")
        for one in found:
            title = questions[one.question].title if one.question in questions else one.question
            before = _labels(one.question, one.before or (), questions)
            shown = f"; the files: {_labels(one.question, one.shown.answer, questions)}" if one.shown else ""
            place = f" ({', '.join(one.shown.evidence)})" if one.shown else ""
            yield f"  {one.component or 'the organisation'}, {title}: {before}{shown}{place}"
    if result.missing_components:
        yield ""
        yield heading("Not in these files, and left as they are")
        yield f"  {', '.join(result.missing_components)}"


def _left_aside(result: ImportResult, heading: Callable[[str], str]) -> Iterator[str]:
    if not result.skipped and not result.others:
        return
    yield ""
    yield heading("Left aside")
    for file, why in result.skipped[:MOST_LINES]:
        yield f"  {file}: {why}"
    if len(result.skipped) > MOST_LINES:
        yield f"  and {_count(len(result.skipped) - MOST_LINES, 'more file')}; --json lists them all"
    if result.others:
        are = "is" if result.others == 1 else "are"
        yield f"  {_count(result.others, 'other file')} {are} of no kind that is read"


def _labels(question: str, answer: tuple[str, ...], questions: Mapping[str, Question]) -> str:
    known = questions.get(question)
    labels = {choice.id: choice.label for choice in known.choices} if known else {}
    return ", ".join(labels.get(choice, choice) for choice in answer)


def _position(question: str, questions: Mapping[str, Question]) -> int:
    return list(questions).index(question) if question in questions else len(questions)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
