"""A small knowledge with readable names, a system to work on, and an app that has opened it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from advisor.service import Advisor, open_advisor
from advisor.tui.app import AdvisorApp
from advisor.tui.desk import Desk
from advisor.tui.screens.start import StartScreen
from advisor.tui.screens.system import SystemScreen

KNOWLEDGE = Path(__file__).parent / "knowledge"
GAME = """\
assessment: 1
knowledge: 2026.11
system: Online game
organisation:
  operators: two-or-three
  hosting: [own-datacentre]
components:
  front-end:
    answers: {release-cadence: daily}
  billing:
    answers: {release-cadence: yearly, sensitivity: regulated, state: durable-data}
"""
SMALL = (80, 24)
LARGE = (200, 60)


class Opened:
    """An app with a system on its desk, and the keys to it."""

    def __init__(self, app: AdvisorApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> Desk:
        assert self.app.desk is not None
        return self.app.desk

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        await self.press(*("space" if sign == " " else sign for sign in text))

    async def settle(self) -> None:
        """Wait for what runs beside the interface."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def said(self) -> list[str]:
        """What the notices say."""
        return [notice.message for notice in self.app._notifications]

    def on_disk(self) -> str:
        return self.desk.session.path.read_text()


Open = Callable[..., AbstractAsyncContextManager[Opened]]


@pytest.fixture(scope="session")
def small_advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE_DIR", str(tmp_path_factory.getbasetemp().parent / "advisor-cache"))
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
    async def open_app(*keys: str, path: Path | None = game, size: tuple[int, int] = SMALL) -> AsyncIterator[Opened]:
        app = AdvisorApp(small_advisor, path)
        async with app.run_test(size=size) as pilot:
            await until_ready(app, pilot)
            opened = Opened(app, pilot)
            if keys:
                await opened.press(*keys)
            yield opened

    return open_app


async def until_ready(app: AdvisorApp, pilot: Pilot[None]) -> None:
    """Until the knowledge is loaded and a file that was named is open."""
    for _ in range(500):
        await pilot.pause(0.01)
        if isinstance(app.screen, SystemScreen) or (app._path is None and _loaded(app)):
            break
    await pilot.pause()


def _loaded(app: AdvisorApp) -> bool:
    screen = app.screen
    return isinstance(screen, StartScreen) and screen.is_ready
