"""Agreement with published decisions and guides, as the Markdown page `docs/agreement.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from advisor.model.agreement import FIRST_FEW, CaseResult, RowResult
from advisor.model.expectations import Guide
from advisor.model.knowledge import Knowledge
from advisor.output.agreement.text import (
    UNEXPLAINED,
    case_mark,
    cases_summary,
    guides_summary,
    row_mark,
    row_notes,
    titles,
)
from advisor.output.markdown import escaped

_INTRODUCTION = """\
# Agreement with what others published

<!-- Made by `advisor knowledge guides --markdown`; change knowledge/cases and knowledge/guides instead. -->

The knowledge is held against decisions that others took and described, and against the guides that vendors
give to choosing. Each is restated as answers that say only what the source says; every other question stays
open. What comes out is compared with what they chose or advise. Where we come to something else, the reason
stands beside it.
"""


def agreement_page(knowledge: Knowledge, cases: Sequence[CaseResult], rows: Sequence[RowResult]) -> str:
    """The whole page."""
    lines = [_INTRODUCTION, "## Decisions that were taken", "", cases_summary(cases), "", *_cases(knowledge, cases)]
    lines += ["", "## Guides to choosing", "", guides_summary(rows)]
    lines += ["", "A row agrees if our first pattern is one that it advises, and if our rules, too, hold something"]
    lines += ["against what it advises against."]
    for guide, of_guide in groupby(rows, key=lambda result: result.guide):
        lines += ["", *_guide(knowledge, guide, list(of_guide))]
    return "\n".join(lines) + "\n"


def _cases(knowledge: Knowledge, results: Sequence[CaseResult]) -> Iterator[str]:
    yield "| case | year | they chose | we | why we differ |"
    yield "|---|---|---|---|---|"
    for result in results:
        case = result.case
        ours = "" if result.agrees else f": {titles(knowledge, result.ranking[:FIRST_FEW], 'then')}"
        why = "" if result.agrees else case.disagreement or UNEXPLAINED
        chosen = titles(knowledge, case.chosen or case.accept)
        yield _row(case.title, str(case.year), chosen, f"{case_mark(result)}{ours}", why)


def _guide(knowledge: Knowledge, guide: Guide, results: Sequence[RowResult]) -> Iterator[str]:
    source = knowledge.sources[guide.source]
    where = f" (<{source.url}>)" if source.url else ""
    dated = f", {source.published}" if source.published else ""
    yield f"### {escaped(guide.title)}, {escaped(guide.publisher)}"
    yield ""
    yield f"Source: {escaped(source.title)}{dated}{where}. {guides_summary(results)}"
    if guide.summary:
        yield str(escaped(guide.summary))
    yield ""
    yield "| condition | advice | read | we | note |"
    yield "|---|---|---|---|---|"
    for result in results:
        note = " ".join(row_notes(knowledge, result))
        yield _row(result.row.condition, result.row.advice, result.row.evidence.value, row_mark(result), note)


def _row(*cells: str) -> str:
    return f"| {' | '.join(str(escaped(cell)) for cell in cells)} |"
