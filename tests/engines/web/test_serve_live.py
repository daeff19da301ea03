"""`advisor serve` in a real browser: an interview answered with the mouse, and the door for those without a token."""

from __future__ import annotations

import asyncio
import base64
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from engines.engine_tools import tool
from engines.web.browser import Page, chromium

from advisor.service import Advisor

pytestmark = pytest.mark.engines

SYSTEM = "assessment: 1\nknowledge: 2026.11\nsystem: Shop\ncomponents:\n  web: {}\n"


def browser() -> Path:
    found = tool("chromium") or tool("google-chrome")
    if found is None:
        pytest.skip("not here: chromium")
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@asynccontextmanager
async def served(folder: Path, *words: str) -> AsyncIterator[str]:
    """The address that the server tells."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "advisor", "serve", *words, cwd=folder, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def shown(page: Page) -> None:
    """Until the interface has painted."""
    for _ in range(300):
        if await page.script("document.body.classList.contains('-first-byte')") and page.terminal:
            return
        await asyncio.sleep(0.1)
    pytest.fail("the interface did not appear")


def answers(advisor: Advisor, path: Path) -> int:
    found = advisor.read(path)
    return len(found.organisation) + sum(len(part.answers) for part in found.components.values())


async def test_an_interview_is_answered_with_the_mouse(advisor: Advisor, tmp_path: Path) -> None:
    program = browser()
    path = tmp_path / "shop.yaml"
    path.write_text(SYSTEM)
    async with (
        served(tmp_path, "shop.yaml", "--port", str(free_port())) as address,
        chromium(program, tmp_path / "profile") as page,
    ):
        await page.goto(address)
        await shown(page)
        await asyncio.sleep(3)
        before = base64.b64decode(await page.picture())
        await page.press("i")
        await asyncio.sleep(2)
        assert base64.b64decode(await page.picture()) != before
        assert page.terminal is not None
        reached = 0
        for _ in range(40):
            # A click on a choice answers, or ticks it where there may be several; the keys begin with "Answer".
            await page.click(12, 5)
            await asyncio.sleep(0.4)
            await page.click(4, page.terminal[1] - 2)
            await asyncio.sleep(0.4)
            reached = answers(advisor, path)
            if reached >= 8:
                break
        assert reached >= 8
        assert all(each.startswith(address) for each in page.requests if each.startswith("http"))


async def test_who_has_no_token_is_refused_and_who_has_it_comes_in(tmp_path: Path) -> None:
    program = browser()
    (tmp_path / "shop.yaml").write_text(SYSTEM)
    port = free_port()
    async with (
        served(tmp_path, "shop.yaml", "--host", "0.0.0.0", "--port", str(port)) as told,
        chromium(program, tmp_path / "profile") as page,
    ):
        assert "token=" in told
        await page.goto(f"http://127.0.0.1:{port}/")
        await asyncio.sleep(1)
        assert page.status == 403
        assert "token" in await page.script("document.body.innerText")
        opened = await page.script(
            f"new Promise(r => {{ const s = new WebSocket('ws://127.0.0.1:{port}/ws');"
            " s.onopen = () => r('open'); s.onerror = () => r('refused'); })"
        )
        assert opened != "open"
        await page.goto(f"http://127.0.0.1:{port}/?{told.partition('?')[2]}")
        await shown(page)
        assert page.status == 200
