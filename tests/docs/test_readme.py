"""A command that the README does not name is a command that nobody finds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.cli.main import parser

README = Path(__file__).parents[2] / "README.md"


def commands(of: argparse.ArgumentParser) -> Iterator[str]:
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                deeper = list(commands(inner))
                yield from deeper or [inner.prog]


@pytest.mark.parametrize("command", sorted(commands(parser())))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`{command}" in README.read_text("utf-8")


def test_every_command_in_the_readme_exists() -> None:
    known = set(commands(parser()))
    for line in README.read_text("utf-8").splitlines():
        if line.startswith("advisor "):
            assert any(line.startswith(f"{command} ") for command in known), line
