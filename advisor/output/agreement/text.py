"""Agreement with published decisions and guides, as plain text 80 columns wide and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from advisor.model.agreement import FIRST_FEW, CaseResult, RowResult
from advisor.model.knowledge import Knowledge
from advisor.output import wording
from advisor.output.data.verdicts import Data
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import WIDTH, headings

UNEXPLAINED = "No reason is recorded."
_MARK = 10


def cases_summary(results: Sequence[CaseResult]) -> str:
    """The figures in one sentence."""
    first, few, missed = _figures(results)
    return (
        f"{first} of {wording.counted(len(results), 'case')} agree with our first pattern, {few} with one of our "
        f"first {FIRST_FEW}; in {missed} our first is one that the case left or refused."
    )


def guides_summary(results: Sequence[RowResult]) -> str:
    """The figures in one sentence."""
    held = [result for result in results if not result.is_outside]
    agree = sum(result.agrees for result in held)
    outside = len(results) - len(held)
    if not held:
        return f"None of its {wording.counted(outside, 'row')} is about choosing a pattern."
    rest = f"; {outside} more {'is' if outside == 1 else 'are'} not about choosing a pattern" if outside else ""
    return f"{agree} of {wording.counted(len(held), 'row')} agree{rest}."


def cases_text(knowledge: Knowledge, results: Sequence[CaseResult], bold: bool) -> str:
    """Every case with what was chosen and what we say, those that differ with their reason."""
    lines = [headings(bold)("Published cases"), *folded(cases_summary(results), WIDTH), ""]
    for result in results:
        case = result.case
        lines += _marked(case_mark(result), f"{case.title} ({case.year})")
        lines += _noted(f"They: {titles(knowledge, case.chosen or case.accept)}")
        if not result.agrees:
            lines += _noted(f"We: {titles(knowledge, result.ranking[:FIRST_FEW], 'then')}")
            lines += _noted(case.disagreement or UNEXPLAINED)
    return "\n".join([*lines, ""])


def guides_text(knowledge: Knowledge, results: Sequence[RowResult], bold: bool) -> str:
    """Every row of every guide with its advice, those that differ with what we say and why."""
    lines = [headings(bold)("Published guides"), *folded(guides_summary(results), WIDTH)]
    for guide, rows in groupby(results, key=lambda result: result.guide):
        of_guide = list(rows)
        lines += ["", headings(bold)(f"{guide.title} ({guide.publisher})")]
        lines += folded(guides_summary(of_guide), WIDTH)
        for result in of_guide:
            lines += _marked(row_mark(result), f"{result.row.condition}: {result.row.advice}")
            lines += [line for note in row_notes(knowledge, result) for line in _noted(note)]
    return "\n".join([*lines, ""])


def case_mark(result: CaseResult) -> str:
    """How a case came out, in one or two words."""
    if result.agrees:
        return "agrees"
    if result.hard_miss:
        return "hard miss"
    return f"place {result.place}" if result.place else "ruled out"


def row_mark(result: RowResult) -> str:
    """How a row came out, in one word."""
    if result.is_outside:
        return "outside"
    return "agrees" if result.agrees else "differs"


def row_notes(knowledge: Knowledge, result: RowResult) -> Iterator[str]:
    """What is to be said where a row does not simply agree."""
    if result.row.outside is not None:
        yield result.row.outside
    elif not result.agrees:
        yield f"We: {wording.option_title(knowledge, result.ranking[0] if result.ranking else None)}."
        if result.unopposed:
            yield f"Nothing speaks against {titles(knowledge, result.unopposed, 'or')} with us."
        yield result.row.differs or UNEXPLAINED


def titles(knowledge: Knowledge, patterns: Sequence[str], last: str = "or") -> str:
    """The names of patterns; "Nothing fits" for none."""
    named = [wording.option_title(knowledge, each) for each in patterns]
    return wording.listed(named, last) if named else wording.NOTHING_FITS


def cases_data(results: Sequence[CaseResult]) -> Data:
    """What `advisor knowledge cases --json` prints."""
    first, few, missed = _figures(results)
    return {
        "total": len(results),
        "first": first,
        "first_three": few,
        "hard_misses": missed,
        "unexplained": [result.case.id for result in results if not result.is_explained],
        "cases": [_case_data(result) for result in results],
    }


def guides_data(results: Sequence[RowResult]) -> Data:
    """What `advisor knowledge guides --json` prints."""
    held = [result for result in results if not result.is_outside]
    return {
        "total": len(held),
        "agree": sum(result.agrees for result in held),
        "outside": len(results) - len(held),
        "unexplained": [f"{result.guide.id}/{result.row.id}" for result in results if not result.is_explained],
        "rows": [_row_data(result) for result in results],
    }


def _figures(results: Sequence[CaseResult]) -> tuple[int, int, int]:
    return (
        sum(result.agrees for result in results),
        sum(result.in_first_few for result in results),
        sum(result.hard_miss for result in results),
    )


def _case_data(result: CaseResult) -> Data:
    case = result.case
    return {
        "id": case.id,
        "title": case.title,
        "year": case.year,
        "source": case.source,
        "chosen": list(case.chosen),
        "accept": list(case.accept),
        "reject": list(case.reject),
        "ranking": list(result.ranking[:FIRST_FEW]),
        "place": result.place,
        "agrees": result.agrees,
        "hard_miss": result.hard_miss,
        "disagreement": case.disagreement,
    }


def _row_data(result: RowResult) -> Data:
    row = result.row
    return {
        "guide": result.guide.id,
        "id": row.id,
        "condition": row.condition,
        "advice": row.advice,
        "source": row.source or result.guide.source,
        "evidence": row.evidence.value,
        "accept": list(row.accept),
        "reject": list(row.reject),
        "ranking": list(result.ranking[:FIRST_FEW]),
        "result": row_mark(result),
        "unopposed": list(result.unopposed),
        "differs": row.differs,
        "outside": row.outside,
    }


def _marked(mark: str, text: str) -> list[str]:
    return folded(text, WIDTH, f"  {mark:<{_MARK}}")


def _noted(text: str) -> list[str]:
    return folded(text, WIDTH, " " * (_MARK + 4))
