"""`advisor recommend` for a folder or a table: many components at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from advisor.cli.console import ExitCode, data, result
from advisor.service import open_advisor


def is_portfolio(path: Path) -> bool:
    """Whether a path is a table or a folder, not a single assessment."""
    return path.suffix.lower() == ".csv" or path.is_dir()


def recommend(arguments: argparse.Namespace) -> ExitCode:
    """Print what is recommended for each component by itself."""
    from advisor.service.portfolio import portfolio_data, portfolio_text, read_portfolio

    advisor = open_advisor(arguments.knowledge)
    found = read_portfolio(advisor, arguments.file)
    if arguments.json:
        data(portfolio_data(found))
    else:
        result(portfolio_text(found))
    return ExitCode.DONE
