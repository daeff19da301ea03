"""The program on a real pseudo-terminal: without colour, on a plain one, and killed in the middle of an answer."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from driving import GAME, KNOWLEDGE
from terminals import Terminal

from advisor.service import Advisor

SHADES = re.compile(r"[34]8;5;(?:23[2-9]|24[0-9]|25[0-5]|0|15|16|231)(?![0-9])|[34]8;2;([0-9]+);\1;\1(?![0-9])")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[1-68]|4[1-68]|9[1-6]|10[1-6])(?:;[0-9]+)*m")
RULES = ("--knowledge", str(KNOWLEDGE))


def given(advisor: Advisor, path: Path) -> int:
    found = advisor.read(path)
    return len(found.organisation) + sum(len(part.answers) for part in found.components.values())


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "screen-256color", "TMUX": "x"}],
    ids=["no colour", "plain xterm", "inside tmux"],
)
def test_it_starts_answers_and_leaves(environment: dict[str, str], game: Path, small_advisor: Advisor) -> None:
    before = given(small_advisor, game)
    with Terminal(*RULES, "open", game.name, folder=game.parent, **environment) as terminal:
        terminal.until("Online game")
        terminal.settle()
        coloured = COLOUR.search(SHADES.sub("", terminal.painted))  # shades of grey are no colours
        assert bool(coloured) is (environment.get("TERM") == "screen-256color"), "a plain terminal has too few"
        terminal.press("i")
        terminal.until("still matter")
        terminal.settle()
        terminal.press("u")
        assert terminal.read(10)
        assert given(small_advisor, game) == before + 1
        terminal.settle()
        terminal.press("\x11")
        assert terminal.ends() == 0
        assert "\x1b[?1049l" in terminal.painted, "the terminal is as it was"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_kill_in_the_middle_loses_at_most_the_key_being_typed(seed: int, game: Path, small_advisor: Advisor) -> None:
    chance = random.Random(seed)
    with Terminal(*RULES, "open", game.name, folder=game.parent) as terminal:
        terminal.until("Online game")
        terminal.settle()
        terminal.press("i")
        terminal.until("still matter")
        terminal.settle()
        known = given(small_advisor, game)
        for _ in range(3):
            terminal.press("u")
            deadline = time.monotonic() + 10
            while given(small_advisor, game) == known and time.monotonic() < deadline:
                terminal.read(0.1)
            assert given(small_advisor, game) == known + 1
            known += 1
            terminal.settle(0.15)
        terminal.press("u")
        time.sleep(chance.uniform(0, 0.06))
        terminal.kill()
    after = small_advisor.read(game)
    assert known <= given(small_advisor, game) <= known + 1
    assert after.components.keys() == {"front-end", "billing"}
    assert after.organisation["operators"].answer == ("two-or-three",)
    assert game.read_text().startswith(GAME.split("organisation")[0])
