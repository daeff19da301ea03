"""Agreement with published decisions and guides, ready to print."""

from __future__ import annotations

from typing import Any

from advisor.service.advisor import Advisor


def cases_text(advisor: Advisor, *, bold: bool = False) -> str:
    """The published cases as plain text."""
    from advisor.output.agreement import text as agreement

    return agreement.cases_text(advisor.knowledge, advisor.cases(), bold)


def cases_data(advisor: Advisor) -> dict[str, Any]:
    """The published cases as data."""
    from advisor.output.agreement import text as agreement

    return agreement.cases_data(advisor.cases())


def guides_text(advisor: Advisor, *, bold: bool = False) -> str:
    """The published guides as plain text."""
    from advisor.output.agreement import text as agreement

    return agreement.guides_text(advisor.knowledge, advisor.guides(), bold)


def guides_data(advisor: Advisor) -> dict[str, Any]:
    """The published guides as data."""
    from advisor.output.agreement import text as agreement

    return agreement.guides_data(advisor.guides())


def agreement_page(advisor: Advisor) -> str:
    """Both as the Markdown page `docs/agreement.md`."""
    from advisor.output.agreement.page import agreement_page as page

    return page(advisor.knowledge, advisor.cases(), advisor.guides())


def unexplained(advisor: Advisor) -> tuple[list[str], list[str]]:
    """The cases, and the rows of guides, with which we disagree without saying why."""
    cases = [result.case.id for result in advisor.cases() if not result.is_explained]
    rows = [f"{result.guide.id}/{result.row.id}" for result in advisor.guides() if not result.is_explained]
    return cases, rows
