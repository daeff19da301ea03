"""Serves the interface to browsers: a process for each window, and nobody gets in who should not."""

from __future__ import annotations

import errno
import hmac
import ipaddress
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from advisor.errors import AdvisorError

COOKIE = "advisor-token"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self' ws: wss:; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing is loaded from elsewhere, no other page may frame this one, and the token goes nowhere."""

REFUSED = "This address needs its token. Use the whole address that `advisor serve` printed.\n"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(file: Path | None, knowledge: Sequence[Path], host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until ctrl+c; `tell` is handed the address when browsers may come.

    Raises AdvisorError if nobody can listen there.
    """
    listening = _listen(host, port)
    token = None if _is_loopback(host) else token_urlsafe(24)
    server = AdvisorServer(_command(file, knowledge), host, port, token, tell)
    web.run_app(server.application(), sock=listening, print=None, access_log=None)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family)
    except PermissionError:
        raise AdvisorError(f"port {port} needs rights that you lack; choose one above 1023 with --port") from None
    except socket.gaierror:
        raise AdvisorError(f"this machine has no address `{host}`; --host takes one that it has") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AdvisorError(f"port {port} is taken by another program; choose another with --port") from None
        raise AdvisorError(f"this machine cannot listen on {host}, port {port}: {error.strerror}") from None


class AdvisorServer(Server):
    """Without a token only this machine's own pages get in; with one, only who knows it."""

    def __init__(self, command: str, host: str, port: int, token: str | None, tell: Callable[[str], None]) -> None:
        here = str(Path(__file__).parent)
        super().__init__(command, host=host, port=port, title="Deployment advisor", templates_path=here)
        self._token = token
        self._tell = tell

    async def application(self) -> web.Application:
        """The pages, behind the door."""
        app = await self._make_app()
        app.middlewares.append(self._door)
        return app

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002
        """Say where it is."""
        every = self.host in ("0.0.0.0", "::")
        name = socket.gethostname() if every else f"[{self.host}]" if ":" in self.host else self.host
        self._tell(f"http://{name}:{self.port}/" + (f"?token={self._token}" if self._token else ""))

    async def handle_index(self, request: web.Request) -> Any:
        """The page refers to itself by the name that the browser has called it."""
        self.public_url = f"{request.scheme}://{request.host}"
        return await super().handle_index(request)

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._token is None and not _is_loopback(urlsplit(f"//{request.host}").hostname or ""):
            return web.Response(status=403, text="Only pages of this machine may ask.\n")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return web.Response(status=403, text="Another site may not ask for this.\n")
        if self._token is not None and not self._knows(request):
            return web.Response(status=403, text=REFUSED)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
            if self._token is not None:
                response.set_cookie(COOKIE, self._token, httponly=True, samesite="Strict")
        return response

    def _knows(self, request: web.Request) -> bool:
        said = request.query.get("token") or request.cookies.get(COOKIE) or ""
        return hmac.compare_digest(said.encode(), (self._token or "").encode())


def _command(file: Path | None, knowledge: Sequence[Path]) -> str:
    words = [sys.executable, "-m", "advisor"]
    words += [word for folder in knowledge for word in ("--knowledge", str(folder.resolve()))]
    return shlex.join([*words, *(["open", str(file.resolve())] if file is not None else [])])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
