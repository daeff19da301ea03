"""As much of a vault, and of a place that publishes configuration, as the guest of a machine asks for at its start."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROLE, WRAPPED, SECRET_ID, TOKEN = "billing-role", "wrapped-once", "secret-id", "client-token"


class _Vault(BaseHTTPRequestHandler):
    """Knows each step of the way from the one-time token to the secrets, and each only once it was earned."""

    secrets: dict[str, str] = {}
    unwrapped = False

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        shown = self.headers.get("X-Vault-Token")
        if self.path == "/v1/sys/wrapping/unwrap" and shown == WRAPPED and not type(self).unwrapped:
            type(self).unwrapped = True
            self._say({"data": {"secret_id": SECRET_ID}})
        elif self.path == "/v1/auth/approle/login" and json.loads(sent) == {"role_id": ROLE, "secret_id": SECRET_ID}:
            self._say({"auth": {"client_token": TOKEN}})
        else:
            self.send_error(403)

    def do_GET(self) -> None:
        if self.path.startswith("/v1/secret/data/") and self.headers.get("X-Vault-Token") == TOKEN:
            self._say({"data": {"data": self.secrets}})
        elif self.path == "/app.conf":
            self._say({"greeting": "hello"})
        else:
            self.send_error(403)

    def _say(self, what: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_words: object) -> None:
        """Stay silent."""


@contextmanager
def vault(address: str, secrets: dict[str, str]) -> Iterator[None]:
    """Answers at ports 8200 and 80 of the address."""
    kind = type("Filled", (_Vault,), {"secrets": secrets})
    with ThreadingHTTPServer((address, 8200), kind) as first, ThreadingHTTPServer((address, 80), kind) as second:
        for server in (first, second):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        first.shutdown()
        second.shutdown()
