"""An app that has opened something, and the keys to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import DirectoryTree
from textual.worker import WorkerCancelled

from advisor.service import Session
from advisor.tui.app import AdvisorApp
from advisor.tui.desk import Desk
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.registry import SCREENS
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
COMPOSE = """\
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
  db:
    image: postgres:16
    volumes: ["data:/var/lib/postgresql/data"]
volumes: {data: {}}
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

    async def follow(self, *keys: str) -> None:
        """Press keys and wait for what they start; what begins with `=` is typed."""
        for key in keys:
            await (self.write(key[1:]) if key.startswith("=") else self.press(key))
            await self.settle()

    async def settle(self) -> None:
        """Wait for what runs beside the interface."""
        await self.pilot.pause()
        await finished(self.app)
        await self.pilot.pause()

    async def start_again(self, screen: str) -> None:
        """The game as it was at first and a screen on it, without the cost of a new app."""
        path = self.desk.session.path
        path.write_text(GAME)
        shutil.rmtree(path.with_name("game-files"), ignore_errors=True)
        self.app.clear_notifications()
        self.app.desk = Desk(self.desk.advisor, Session.open(self.desk.advisor, path))
        while len(self.app.screen_stack) > (2 if screen in SCREENS else 1):
            self.app.pop_screen()
        if screen in SCREENS:
            fresh = SCREENS[screen](self.app.desk)
            on_work = isinstance(self.app.screen, WorkScreen)
            (self.app.switch_screen if on_work else self.app.push_screen)(fresh)
        await self.settle()

    def said(self) -> list[str]:
        """What the notices say."""
        return [notice.message for notice in self.app._notifications]

    def on_disk(self) -> str:
        return self.desk.session.path.read_text()


async def finished(app: AdvisorApp) -> None:
    """Until all work is done or given up; a tree of folders goes on loading for ever."""
    for worker in [each for each in app.workers if not isinstance(each.node, DirectoryTree)]:
        with suppress(WorkerCancelled):
            await worker.wait()


Open = Callable[..., AbstractAsyncContextManager[Opened]]


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
