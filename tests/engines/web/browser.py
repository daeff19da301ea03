"""A headless Chromium, driven over its own protocol."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp


class Page:
    """One tab: goes to an address, clicks, types, and tells how large the terminal in it is."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.terminal: tuple[int, int] | None = None
        self.requests: list[str] = []
        self.status = 0
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            said = message.json()
            if said.get("id") in self._waiting:
                self._waiting.pop(said["id"]).set_result(said.get("result", said.get("error")))
            elif said.get("method") == "Network.webSocketCreated":
                asked = parse_qs(urlsplit(said["params"]["url"]).query)
                if "width" in asked:
                    self.terminal = int(asked["width"][0]), int(asked["height"][0])
            elif said.get("method") == "Network.requestWillBeSent":
                self.requests.append(said["params"]["request"]["url"])
            elif said.get("method") == "Network.responseReceived" and said["params"]["type"] == "Document":
                self.status = said["params"]["response"]["status"]

    async def ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        return await asyncio.wait_for(self._waiting[number], 20)

    async def goto(self, address: str) -> None:
        self.terminal = None
        await self.ask("Page.navigate", url=address)

    async def script(self, expression: str) -> Any:
        found = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    async def press(self, text: str) -> None:
        for sign in text:
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=sign, key=sign)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=sign)

    async def click(self, column: int, row: int) -> None:
        """On a cell of the terminal."""
        assert self.terminal is not None
        box = await self.script(
            "(() => { const b = document.querySelector('.xterm-screen').getBoundingClientRect();"
            " return [b.left, b.top, b.width, b.height]; })()"
        )
        left, top, width, height = box
        columns, rows = self.terminal
        x, y = left + (column + 0.5) * width / columns, top + (row + 0.5) * height / rows
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def picture(self) -> str:
        """The window as PNG, in Base64."""
        return str((await self.ask("Page.captureScreenshot"))["data"])

    async def close(self) -> None:
        self._reader.cancel()
        with suppress(asyncio.CancelledError):
            await self._reader


@asynccontextmanager
async def chromium(program: Path, profile: Path) -> AsyncIterator[Page]:
    """Start a browser with one empty page of 800 by 480."""
    process = await asyncio.create_subprocess_exec(
        program,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--remote-debugging-port=0",
        "--window-size=800,600",
        f"--user-data-dir={profile}",
        "about:blank",
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert process.stderr is not None
    try:
        port = ""
        while not port:
            line = (await asyncio.wait_for(process.stderr.readline(), 30)).decode()
            found = re.search(r"ws://127\.0\.0\.1:(\d+)/", line)
            port = found[1] if found else ""
        drain = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                tabs = await answer.json()
            address = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(address, max_msg_size=0) as socket:
                page = Page(socket)
                for domain in ("Page", "Network", "Runtime"):
                    await page.ask(f"{domain}.enable")
                await page.ask(
                    "Emulation.setDeviceMetricsOverride", width=800, height=480, deviceScaleFactor=1, mobile=False
                )
                yield page
                await page.close()
        drain.cancel()
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
