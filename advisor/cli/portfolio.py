"""`advisor recommend` for a folder or a table: many components at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.cli.console import ExitCode, data, result
from advisor.service import open_advisor
from advisor.service.portfolio import portfolio_data, portfolio_text, read_portfolio


def recommend(path: Path, knowledge: Sequence[Path], as_json: bool) -> ExitCode:
    """Print what is recommended for each component by itself."""
    advisor = open_advisor(knowledge)
    found = read_portfolio(advisor, path)
    if as_json:
        data(portfolio_data(found))
    else:
        result(portfolio_text(found))
    return ExitCode.DONE
