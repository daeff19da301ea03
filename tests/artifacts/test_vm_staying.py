"""Staying, and moving a machine as it is: documents that fit the answers, and scripts that work."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import threading
import time
from pathlib import Path

import pytest
from artifacts.host_cases import STAYING_CASES
from artifacts.lint_tools import lint, needs_linters, scripts
from artifacts.starters import filled, written

from advisor.service import Advisor

PATTERNS = ("stay-as-is", "lift-and-shift-vm")
every = pytest.mark.parametrize(
    ("pattern", "name"), [(pattern, name) for pattern in PATTERNS for name in STAYING_CASES]
)


@every
def test_the_documents_name_only_files_that_are_there(advisor: Advisor, pattern: str, name: str) -> None:
    case = STAYING_CASES[name]
    files = filled(advisor, pattern, case.answers, case.decided)
    for path, text in files.items():
        assert "<%" not in text
        if path.endswith(".md"):
            for named in re.findall(r"`([A-Za-z-]+\.(?:md|sh|env))", text):
                assert named in files, (path, named)


@needs_linters("shellcheck")
@every
def test_the_scripts_are_sound(advisor: Advisor, tmp_path: Path, pattern: str, name: str) -> None:
    case = STAYING_CASES[name]
    folder = written(advisor, tmp_path, pattern, case.answers, case.decided)
    assert not scripts(folder) or lint(folder, "shellcheck", *scripts(folder)) == ""


@pytest.fixture
def staying(advisor: Advisor, tmp_path: Path) -> Path:
    return written(advisor, tmp_path, "stay-as-is", {}, {})


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    set_ = os.environ | environment
    return subprocess.run(list(words), cwd=folder, env=set_, capture_output=True, text=True, timeout=120, check=False)


def test_a_changed_machine_is_noticed(staying: Path, tmp_path: Path) -> None:
    # Packages and services as two small programs report them: the real ones take long and move under the test.
    for program in ("dpkg-query", "dpkg", "rpm", "systemctl", "ss", "ip"):
        (tmp_path / program).write_text("#!/bin/sh\necho one 1.0\n")
        (tmp_path / program).chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    kept = staying / "host.txt"
    kept.write_text(run(staying, "sh", "inventory.sh", PATH=path).stdout)
    assert "## listening ports" in kept.read_text()
    assert run(staying, "sh", "compare.sh", "host.txt", PATH=path).returncode == 0
    (tmp_path / "dpkg-query").write_text("#!/bin/sh\necho one 1.1\n")
    changed = run(staying, "sh", "compare.sh", "host.txt", PATH=path)
    assert changed.returncode == 1
    assert "+one 1.1" in changed.stdout


def test_an_old_empty_or_missing_backup_is_noticed(staying: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert run(staying, "sh", "check-backup.sh", "backups", "26").returncode == 1
    backup = folder / "monday.tar"
    backup.write_bytes(os.urandom(64 * 1024))
    assert run(staying, "sh", "check-backup.sh", "backups", "26", "32").returncode == 0
    assert "suspicious" in run(staying, "sh", "check-backup.sh", "backups", "26", "4000").stderr
    long_ago = time.time() - 30 * 3600
    os.utime(backup, (long_ago, long_ago))
    assert "hours old" in run(staying, "sh", "check-backup.sh", "backups", "26", "32").stderr


def test_the_new_machine_is_asked_what_the_old_one_is_asked(advisor: Advisor, tmp_path: Path) -> None:
    folder = written(advisor, tmp_path, "lift-and-shift-vm", {}, {})

    class Moved(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Moved) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        text = (folder / "settings.env").read_text()
        text = re.sub(r"^(old|new)=.*$", r"\1=127.0.0.1", text, flags=re.MULTILINE)
        text = text.replace("port=8080", f"port={server.server_port}")
        (folder / "settings.env").write_text(text)
        wrong = run(folder, "bash", "verify.sh")
        (folder / "settings.env").write_text(text.replace("/=200", "/=404"))
        right = run(folder, "bash", "verify.sh", "new-only")
        server.shutdown()
    assert wrong.returncode == 1
    assert "WRONG 127.0.0.1/ 404, not 200" in wrong.stdout
    assert right.returncode == 0
