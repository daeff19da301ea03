"""The command line, run in this process on the tiny knowledge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.__main__ import main

TINY = Path(__file__).parents[1] / "tiny"
SHOP = Path(__file__).parents[1] / "golden" / "shop.yaml"


@dataclass(frozen=True)
class Run:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def advisor_command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command; the tiny knowledge is used where a command is given."""

    def run(*arguments: str) -> Run:
        knowledge = ("--knowledge", str(TINY)) if arguments and not arguments[0].startswith("-") else ()
        code = main([*arguments, *knowledge])
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return run


@pytest.fixture
def shop() -> str:
    """An assessment of three components."""
    return str(SHOP)
