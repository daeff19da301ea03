"""A few pictures to notice by accident what nobody meant to change. `pytest --snapshot-update` renews them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import LARGE, SMALL, finished, until_ready
from textual.pilot import Pilot
from textual.widgets import Input

from advisor.service import Advisor
from advisor.tui.app import AdvisorApp

PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "start": (SMALL, ()),
    "map": (SMALL, ()),
    "map-large": (LARGE, ()),
    "interview": (SMALL, ("i", "2")),
    "interview-large": (LARGE, ("i", "2")),
    "verdict": (SMALL, ("v", "right")),
    "verdict-large": (LARGE, ("v",)),
    "what-if": (SMALL, ("g", "w", "enter")),
    "what-if-large": (LARGE, ("g", "w", "enter")),
    "present": (SMALL, ("g", "p", "right", "space")),
    "present-large": (LARGE, ("g", "p", "right", "w")),
    "go": (SMALL, ("v", "g")),
    "questions": (SMALL, ("i", "j")),
    "why": (SMALL, ("i", "w")),
    "rule": (SMALL, ("v", "enter")),
    "help": (SMALL, ("v", "question_mark")),
    "override": (SMALL, ("v", "o")),
    "knowledge": (SMALL, ("f2",)),
    "knowledge-large": (LARGE, ("f2",)),
    "graph": (SMALL, ("f2", "enter", "t")),
    "graph-large": (LARGE, ("f2", "enter", "right")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_before(
    name: str, small_advisor: Advisor, game: Path, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    size, keys = PICTURES[name]
    app = AdvisorApp(small_advisor, None if name == "start" else game)
    monkeypatch.setattr(small_advisor, "examples", lambda: (game,), raising=True)

    async def before(pilot: Pilot[None]) -> None:
        await until_ready(app, pilot)
        await finished(app)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()  # a proof begins when the key is painted
            await finished(app)
            await pilot.pause()
        await finished(app)
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)
