"""Published cases and guides that we differ from without saying why, or say we do and do not."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.checking.cases import replay_cases
from advisor.checking.guides import replay_guides
from advisor.checking.subject import Subject
from advisor.errors import Problem


def disagreement(subject: Subject) -> Iterator[Problem]:
    """Cases and rows of guides whose recorded reason is missing or out of date."""
    for case in replay_cases(subject.program, subject.knowledge.cases.values()):
        place, name = subject.places["case", case.case.id], case.case.id
        if not case.is_explained:
            ours = case.ranking[0] if case.ranking else "nothing"
            yield place.problem((), f"we differ from the case `{name}` and come to `{ours}`; say why: `disagreement`")
        elif case.agrees and case.case.disagreement is not None:
            yield place.problem(("disagreement",), f"says why we differ from the case `{name}`, but we agree with it")
    for result in replay_guides(subject.program, subject.knowledge.guides.values()):
        place, row = subject.places["guide", result.guide.id], result.row
        at = ("rows", result.guide.rows.index(row))
        if not result.is_explained:
            ours = result.ranking[0] if result.ranking else "nothing"
            what = f"hold nothing against `{result.unopposed[0]}`" if result.unopposed else f"come to `{ours}`"
            yield place.problem(at, f"we differ from the row `{row.id}` and {what}; say why: `differs`")
        elif result.agrees and row.differs is not None:
            yield place.problem((*at, "differs"), f"says why we differ from the row `{row.id}`, but we agree with it")
