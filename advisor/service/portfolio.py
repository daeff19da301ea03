"""Many components at once, from a table or a folder of assessments, ready to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.engine.portfolio import Column, coded, recommended
from advisor.engine.system import known_answers
from advisor.engine.tally import NOTHING
from advisor.errors import AdvisorError, InputError, Problem
from advisor.loading.portfolio import read_table
from advisor.service.advisor import Advisor

NOTHING_FITS = "nothing fits"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Components by name, each with the pattern that is recommended for it alone (None: nothing fits)."""

    components: tuple[tuple[str, str | None], ...]

    @property
    def counts(self) -> list[tuple[str | None, int]]:
        """How many components each pattern is recommended for, the most first."""
        found = Counter(pattern for _, pattern in self.components)
        return sorted(found.items(), key=lambda entry: (-entry[1], entry[0] or ""))


def read_portfolio(advisor: Advisor, path: Path) -> Portfolio:
    """Recommend for every component of a CSV file or of the assessments in a folder. Raises InputError."""
    return _folder(advisor, path) if path.is_dir() else _table(advisor, path)


def portfolio_text(portfolio: Portfolio) -> str:
    """How many components get what, then every component."""
    total = len(portfolio.components)
    wide = max((len(pattern or NOTHING_FITS) for pattern, _ in portfolio.counts), default=0)
    lines = [f"{total} components"]
    for pattern, count in portfolio.counts:
        lines.append(f"  {pattern or NOTHING_FITS:<{wide}}  {count:>7}  {count / total:>4.0%}")
    wide = max((len(name) for name, _ in portfolio.components), default=0)
    lines += ["", *(f"{name:<{wide}}  {pattern or NOTHING_FITS}" for name, pattern in portfolio.components), ""]
    return "\n".join(lines)


def portfolio_data(portfolio: Portfolio) -> dict[str, Any]:
    """The same for programs."""
    return {
        "components": [{"name": name, "recommended": pattern} for name, pattern in portfolio.components],
        "counts": [{"recommended": pattern, "components": count} for pattern, count in portfolio.counts],
    }


def _table(advisor: Advisor, path: Path) -> Portfolio:
    table = read_table(path, advisor.knowledge)
    questions = advisor.program.question_index
    columns = {
        questions[name]: Column(tuple(_mask(advisor, name, answer) for answer in answers), coded(table.codes[name]))
        for name, answers in table.answers.items()
    }
    return _portfolio(advisor, table.names, columns)


def _folder(advisor: Advisor, folder: Path) -> Portfolio:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    if not paths:
        raise AdvisorError(f"{folder} has no assessments; they are files that end in .yaml")
    names: list[str] = []
    parts: list[Mapping[str, tuple[str, ...]]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            assessment = advisor.read(path)
        except InputError as error:
            problems += error.problems
            continue
        shared = known_answers(assessment.organisation)
        for name, component in assessment.components.items():
            names.append(f"{path.stem}/{name}")
            parts.append(shared | known_answers(component.answers))
    if problems:
        raise InputError(problems)
    return _portfolio(advisor, names, _columns(advisor, parts))


def _columns(advisor: Advisor, parts: list[Mapping[str, tuple[str, ...]]]) -> dict[int, Column]:
    columns = {}
    for name, index in advisor.program.question_index.items():
        places: dict[int, int] = {}
        given = [_mask(advisor, name, part.get(name, ())) for part in parts]
        codes = coded([places.setdefault(mask, len(places)) for mask in given])
        columns[index] = Column(tuple(places), codes)
    return columns


def _mask(advisor: Advisor, question: str, answer: Iterable[str]) -> int:
    choices = advisor.program.questions[advisor.program.question_index[question]].choices
    return sum(1 << choices.index(choice) for choice in answer)


def _portfolio(advisor: Advisor, names: Iterable[str], columns: Mapping[int, Column]) -> Portfolio:
    names = tuple(names)
    options = advisor.program.decisions[0].options
    places = recommended(advisor.program, columns, len(names))
    patterns = (None if place == NOTHING else options[place].id for place in places)
    return Portfolio(tuple(zip(names, patterns, strict=True)))
