"""`docs/agreement.md` says what the knowledge says today."""

from __future__ import annotations

from pathlib import Path

from advisor.service import Advisor
from advisor.service.agreement import agreement_page

PAGE = Path(__file__).parents[2] / "docs" / "agreement.md"


def test_the_page_is_current(advisor: Advisor) -> None:
    assert PAGE.read_text("utf-8") == agreement_page(advisor), (
        "make it again: advisor knowledge guides --markdown > docs/agreement.md"
    )
