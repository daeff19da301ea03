"""A container registry in memory: as much of the distribution protocol as a push and a pull by digest need.

Images made on the spot have no digest until a registry gave them one, and no public registry may be needed.
"""

from __future__ import annotations

import hashlib
import re
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_BLOB = re.compile(r"/v2/(?P<name>.+)/blobs/(?P<digest>sha256:[0-9a-f]{64})")
_UPLOAD = re.compile(r"/v2/(?P<name>.+)/blobs/uploads/(?P<id>[0-9a-f-]*)")
_MANIFEST = re.compile(r"/v2/(?P<name>.+)/manifests/(?P<reference>[^/]+)")


class Registry(ThreadingHTTPServer):
    """Listens on a free port of the loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.blobs: dict[str, bytes] = {}
        self.manifests: dict[str, tuple[str, bytes]] = {}
        self.uploads: dict[str, bytes] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Registry
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._get()

    def do_GET(self) -> None:
        self._get()

    def do_POST(self) -> None:
        upload = str(uuid.uuid4())
        self.server.uploads[upload] = b""
        name = self.path.split("/blobs/uploads/")[0]
        self._answer(202, headers={"Location": f"{name}/blobs/uploads/{upload}", "Range": "0-0"})

    def do_PATCH(self) -> None:
        upload = self._upload()
        self.server.uploads[upload] += self._body()
        end = len(self.server.uploads[upload]) - 1
        self._answer(202, headers={"Location": self.path.split("?")[0], "Range": f"0-{end}"})

    def do_PUT(self) -> None:
        manifest = _MANIFEST.fullmatch(self.path)
        if manifest:
            body = self._body()
            digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
            kept = (self.headers["Content-Type"], body)
            self.server.manifests[manifest["reference"]] = self.server.manifests[digest] = kept
            self._answer(201, headers={"Docker-Content-Digest": digest, "Location": self.path})
            return
        data = self.server.uploads.pop(self._upload()) + self._body()
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        self.server.blobs[digest] = data
        self._answer(201, headers={"Docker-Content-Digest": digest, "Location": self.path.split("?")[0]})

    def _get(self) -> None:
        blob, manifest = _BLOB.fullmatch(self.path), _MANIFEST.fullmatch(self.path)
        if self.path == "/v2/":
            self._answer(200, b"{}")
        elif blob and blob["digest"] in self.server.blobs:
            self._answer(200, self.server.blobs[blob["digest"]], {"Docker-Content-Digest": blob["digest"]})
        elif manifest and manifest["reference"] in self.server.manifests:
            kind, body = self.server.manifests[manifest["reference"]]
            digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
            self._answer(200, body, {"Content-Type": kind, "Docker-Content-Digest": digest})
        else:
            self._answer(404, b"{}")

    def _upload(self) -> str:
        match = _UPLOAD.fullmatch(self.path.split("?")[0])
        assert match is not None, self.path
        return match["id"]

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Stay silent."""
