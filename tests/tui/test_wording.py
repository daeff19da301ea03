"""Sentences of the interface that hang on the whole assessment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.service import Advisor, Session
from advisor.tui import wording

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("first-notes", "{} still matter"),
        ("insurance-group", "settled; {} on what follows"),
        ("ticket-shop", "nothing left that matters"),
    ],
)
def test_it_is_said_how_far_the_interview_is(advisor: Advisor, tmp_path: Path, example: str, said: str) -> None:
    path = tmp_path / "shop.yaml"
    shutil.copy(EXAMPLES / f"{example}.yaml", path)
    session = Session.open(advisor, path)
    session.refine()
    assert wording.progress(session.interview, session.verdict) == said.format(session.interview.still_open)
