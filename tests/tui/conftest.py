"""A small knowledge with readable names, and a system to work on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from driving import GAME, KNOWLEDGE, SMALL, Open, Opened, until_ready

from advisor.service import Advisor, open_advisor
from advisor.tui.app import AdvisorApp


@pytest.fixture(scope="session")
def small_advisor() -> Advisor:
    return open_advisor((KNOWLEDGE,))


@pytest.fixture
def game(tmp_path: Path) -> Path:
    path = tmp_path / "game.yaml"
    path.write_text(GAME)
    return path


@pytest.fixture
def opened(small_advisor: Advisor, game: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the app on a file, at the start screen (path None), or on the game."""
    monkeypatch.chdir(game.parent)

    @asynccontextmanager
    async def open_app(
        *keys: str, path: Path | None = game, size: tuple[int, int] = SMALL, knowledge: Advisor = small_advisor
    ) -> AsyncIterator[Opened]:
        app = AdvisorApp(knowledge, path)
        async with app.run_test(size=size) as pilot:
            await until_ready(app, pilot)
            opened = Opened(app, pilot)
            if keys:
                await opened.press(*keys)
            yield opened

    return open_app
