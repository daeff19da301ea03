"""A small program for the live tests: it behaves as the starter demands of every image.

`APP_VERSION` is what it answers; `APP_FAILS=health` makes it answer 500 to the health check, `APP_FAILS=late` makes
it end by itself a few seconds after it was healthy.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION = os.environ.get("APP_VERSION", "1")
FAILS = os.environ.get("APP_FAILS", "")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/slow"):
            time.sleep(0.3)
        failing = FAILS == "health" and self.path == "/healthz"
        body = f"version {VERSION}\n".encode()
        self.send_response(500 if failing else 200)
        self.send_header("Content-Length", str(len(body)))
        if stopping.is_set():
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128


stopping = threading.Event()
server = Server(("", int(os.environ.get("PORT", "8080"))), Handler)


def stop(number: int, frame: object) -> None:
    stopping.set()
    threading.Thread(target=server.shutdown).start()


signal.signal(signal.SIGTERM, stop)
# A changed configuration; this program has none to read again.
signal.signal(signal.SIGHUP, lambda *_: None)
if FAILS == "late":
    threading.Timer(8, lambda: os._exit(3)).start()
server.serve_forever(poll_interval=0.1)
server.socket.close()
sys.exit(0)
