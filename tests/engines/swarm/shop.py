"""The ticket shop in small, for the live tests: ROLE says which member it is.

billing takes a payment from whoever has the token for it; the front end sells a ticket, for which it asks billing; the
ticket printer keeps asking the front end, and listens only to say how it is.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROLE = os.environ["ROLE"]
SECRETS = Path("/run/app/secrets.env" if ROLE == "billing" else "/run/secrets/app")
TOKENS = dict(line.split("=", 1) for line in SECRETS.read_text().splitlines() if "=" in line)
printed: list[str] = []


def ask(address: str, token: str) -> str:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {TOKENS[token]}"})
    with urllib.request.urlopen(request, timeout=5) as response:
        return response.read().decode()


def answer(path: str, shown: str) -> tuple[int, str]:
    """Status and text."""
    if path == "/healthz":
        return 200, "well"
    if ROLE == "billing" and path == "/payment":
        return (200, "paid") if shown == f"Bearer {TOKENS['FRONT_END_TO_BILLING']}" else (401, "who are you?")
    if ROLE == "front-end" and path == "/ticket":
        if shown != f"Bearer {TOKENS['TICKET_PRINTER_TO_FRONT_END']}":
            return 401, "who are you?"
        return 200, f"ticket, {ask(os.environ['BILLING_URL'] + '/payment', 'FRONT_END_TO_BILLING')}"
    if ROLE == "ticket-printer":
        return 200, f"{len(printed)} printed: {printed[-1] if printed else 'none'}"
    return 200, ROLE


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        try:
            status, text = answer(self.path, self.headers.get("Authorization", ""))
        except OSError as error:
            status, text = 502, str(error)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


def keep_printing() -> None:
    while True:
        try:
            printed.append(ask(os.environ["FRONT_END_URL"] + "/ticket", "TICKET_PRINTER_TO_FRONT_END"))
        except OSError as error:
            print(error, flush=True)
        time.sleep(0.5)


if ROLE == "ticket-printer":
    threading.Thread(target=keep_printing, daemon=True).start()
server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever(poll_interval=0.1)
sys.exit(0)
