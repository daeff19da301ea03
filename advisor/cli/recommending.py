"""`advisor recommend`, without what only reading arguments needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.cli.console import ExitCode, bold, result
from advisor.service import open_advisor


def recommend(file: Path, knowledge: Sequence[Path], as_json: bool) -> ExitCode:
    """Print the verdict, or for a folder or a table what is recommended for each of its components."""
    if file.suffix.lower() == ".csv" or file.is_dir():
        from advisor.cli import portfolio

        return portfolio.recommend(file, knowledge, as_json)
    from advisor.service.presenting import recommendation

    advisor = open_advisor(knowledge)
    result(recommendation(advisor, advisor.read(file), as_json=as_json, bold=bold()))
    return ExitCode.DONE
