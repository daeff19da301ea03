"""`advisor serve`: who may come in, and what is said when nobody can."""

from __future__ import annotations

import asyncio
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from advisor.cli.main import main
from advisor.tui.web.server import AdvisorServer

PAGES = ["/", "/ws", "/static/js/textual.js", "/download/x"]


@asynccontextmanager
async def visitor(token: str | None) -> AsyncIterator[TestClient]:
    server = AdvisorServer("true", "127.0.0.1", 0, token, print)
    started: list[Process] = []
    start = asyncio.create_subprocess_shell

    async def noted(*words: Any, **how: Any) -> Process:
        started.append(await start(*words, **how))
        return started[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "create_subprocess_shell", noted)
        async with TestClient(TestServer(await server.application())) as client:
            yield client
        # Pipes of a process that outlives its test are found as garbage in the middle of another one.
        for process in started:
            await process.wait()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("query", ["", "?token=", "?token=guessed"])
async def test_without_the_token_nobody_gets_in(path: str, query: str) -> None:
    async with visitor("the-secret") as client:
        answer = await client.get(path + query)
        assert answer.status == 403
        assert "the-secret" not in await answer.text()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await client.ws_connect(f"/ws{query}")


async def test_with_the_token_everything_opens_from_then_on() -> None:
    async with visitor("the-secret") as client:
        answer = await client.get("/?token=the-secret")
        assert answer.status == 200
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        # The cookie of the first answer stands for the token afterwards.
        client.session.cookie_jar.update_cookies({"advisor-token": "the-secret"})
        assert (await client.get("/static/js/textual.js")).status == 200
        async with client.ws_connect("/ws") as socket_:
            assert not socket_.closed


@pytest.mark.parametrize("path", ["/", "/ws"])
async def test_on_this_machine_other_sites_are_refused(path: str) -> None:
    async with visitor(None) as client:
        assert (await client.get("/")).status == 200
        assert (await client.get(path, headers={"Host": "evil.example"})).status == 403
        assert (await client.get(path, headers={"Origin": "http://evil.example"})).status == 403


async def test_the_page_loads_nothing_from_elsewhere() -> None:
    async with visitor(None) as client:
        page = await (await client.get("/")).text()
        here = f"//{client.host}:{client.port}/"
        assert page.count("http://") == page.count(f"http:{here}")
        assert "https://" not in page


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr()
    assert f"port {port} is taken" in said.err
    assert not said.out, "no address is told that leads to somebody else"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "99999"], "no port"),
        (["--host", "no-such-host.invalid"], "no address"),
    ],
)
def test_an_address_that_cannot_be_is_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *words]) == 2
    assert said in capsys.readouterr().err
