"""What a static check is: which files it reads, and what it has to say about one of them in its folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Files = Mapping[str, str]
"""A component's folder: path -> text."""

_INSTALLED = Path(__file__).parents[3] / ".venv-engines" / "bin"
_PATH = os.pathsep.join([str(Path(sys.executable).parent), str(_INSTALLED), os.environ.get("PATH", ""), "/usr/sbin"])


@dataclass(frozen=True)
class Check:
    """One tool, or one rule of ours. `looks` yields complaints about the file at `path`."""

    name: str
    reads: Callable[[str, str], bool]
    looks: Callable[[str, Files], Iterator[str]]
    needs: str | None = None
    slow: bool = False

    @property
    def here(self) -> bool:
        """Whether the tool it needs is installed."""
        return self.needs is None or program(self.needs) is not None

    def complaints(self, files: Files) -> list[str]:
        """What it has to say about a folder."""
        found = []
        for path, text in files.items():
            if self.reads(path, text):
                found += [f"{self.name}: {path}: {complaint}" for complaint in self.looks(path, files)]
        return found


@cache
def program(name: str) -> str | None:
    """Where a tool is, or a file that an installed package brings along; or None."""
    if name.endswith(".json"):
        brought = _INSTALLED.parent.glob(f"lib/python*/site-packages/{name}")
        return next(map(str, brought), None)
    return shutil.which(name, path=_PATH)


def unkept(promises: Iterable[str], text: str) -> Iterator[str]:
    """A complaint for every promise that is not in the text."""
    yield from (f"no {promise}" for promise in promises if promise not in text)


def folder_says(files: Files, *command: str) -> str:
    """What a tool says about files in a folder of their own; empty if it is content. Asked once for the same files."""
    return _said(tuple(sorted(files.items())), command)


def warm_says(files: Files, beside: str, tool: str, *words: str) -> str:
    """The same of a Python tool that is slow to start: `module:function` in the environment of the program `beside`."""
    return _said_warm(tuple(sorted(files.items())), beside, tool, words)


@cache
def _said_warm(files: tuple[tuple[str, str], ...], beside: str, tool: str, words: tuple[str, ...]) -> str:
    server = _server(beside, tool)
    assert server.stdin is not None
    assert server.stdout is not None
    with _folder(files) as name:
        print(json.dumps({"folder": name, "words": words}), file=server.stdin, flush=True)
        answer = json.loads(server.stdout.readline())
    said: str = answer["said"].strip()
    return (said or f"exit code {answer['code']}") if answer["code"] else ""


@cache
def _server(beside: str, tool: str) -> subprocess.Popen[str]:
    """One for each tool and each worker of the tests; it ends when nobody can ask any more."""
    found = program(beside)
    assert found is not None, beside
    command = [Path(found).resolve().parent / "python", Path(__file__).parent / "warm" / "serve.py", tool]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


@contextmanager
def _folder(files: tuple[tuple[str, str], ...]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="advisor-static-") as name:
        for path, text in files:
            target = Path(name) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        yield name


@cache
def _said(files: tuple[tuple[str, str], ...], command: tuple[str, ...]) -> str:
    found = program(command[0])
    assert found is not None, command[0]
    with _folder(files) as name:
        done = subprocess.run(
            [found, *command[1:]],
            cwd=name,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env=os.environ | {"PATH": _PATH, "NO_COLOR": "1", "HOME": name},
        )
    said = (done.stdout + done.stderr).strip()
    return (said or f"exit code {done.returncode}") if done.returncode else ""


def named(*endings: str) -> Callable[[str, str], bool]:
    """Reads files whose path ends like this."""
    return lambda path, _: path.endswith(endings)
