"""Whole interviews answered at random, with every screen opened in between: nothing breaks, and the file has it all."""

from __future__ import annotations

import random

import pytest
from driving import LARGE, SMALL, Open, Opened

from advisor.model.interview import QuestionRef
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.knowledge import KnowledgeScreen
from advisor.tui.screens.registry import SCREENS

BESIDE = {
    "interview": ["s", "b", "w", "n", "r", "r", "x", "a", "c", "ctrl+z", "ctrl+y"],
    "verdict": ["right", "down", "enter", "c", "left"],
    "system": ["down", "up"],
    "export": ["down", "space", "d", "p"],
}
"""Keys that are tried on a screen before going on; any other screen gets the keys of a list."""


async def typed(user: Opened, *keys: str) -> None:
    """As fast as a person who does not look."""
    for key in keys:
        user.app.simulate_key(key)
    await user.pilot.pause()
    await user.pilot.pause()


async def home(user: Opened, screen: str) -> None:
    """Out of every dialog, and to a screen."""
    while not isinstance(user.app.screen, WorkScreen):
        user.app.pop_screen()
        await user.pilot.pause()
    user.app.action_go(screen)
    await user.pilot.pause()


@pytest.mark.parametrize(("seed", "size"), [(1, SMALL), pytest.param(2, LARGE, marks=pytest.mark.engines)])
async def test_whole_interviews_are_answered_at_random(seed: int, size: tuple[int, int], opened: Open) -> None:
    chance = random.Random(seed)
    steps = 0
    seen: set[str] = set()
    async with opened("i", size=size) as user:
        session = user.desk.session
        for turn in range(2 if size == SMALL else 1):
            user.desk.do(lambda turn=turn: session.add_component(f"part-{turn}"))
            while session.interview.next is not None:
                await home(user, "interview")
                user.desk.look_at(session.interview.next)
                user.app.screen.renew()  # type: ignore[attr-defined]
                state = user.desk.state(session.interview.next)
                assert state is not None
                before = session.assessment
                number = str(chance.randrange(len(state.question.choices)) + 1)
                keys = (
                    ["u"]
                    if chance.random() < 0.1
                    else [number, "enter"]
                    if state.question.kind == "several"
                    else [number]
                )
                await typed(user, *keys)
                assert session.assessment != before, f"{state.ref}: {keys} gave no answer"
                assert user.desk.advisor.read(session.path) == session.assessment, "it is on disk"
                steps += 1
                if chance.random() < 0.3:
                    screen = chance.choice([*SCREENS])
                    seen.add(screen)
                    await home(user, screen)
                    await typed(user, *chance.choices(BESIDE.get(screen, ["down", "up", "enter"]), k=3))
                    steps += 3
                if chance.random() < 0.1:
                    await home(user, "system")
                    await typed(user, "f2", "down", "enter")
                    steps += 3
            # Answers that everything hangs on are changed, and the interview opens again.
            for _ in range(3):
                ref = chance.choice(session.interview.states).ref
                if ref in (each.ref for each in session.interview.states):
                    user.desk.do(lambda ref=ref: session.answer(QuestionRef(ref.question, ref.component), None))
        assert steps >= (20 if size == SMALL else 10)
        for screen in SCREENS.keys() - seen:
            await home(user, screen)
        await home(user, "system")
        await user.press("k")
        assert isinstance(user.app.screen, KnowledgeScreen)
        assert user.app._exception is None
