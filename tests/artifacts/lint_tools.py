"""The small linters that run with the fast tests, each in the environment of the tests or on PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_HERE = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def needs_linters(*names: str) -> pytest.MarkDecorator:
    """Skips, with the reason, where a linter is not installed."""
    missing = [name for name in names if shutil.which(name, path=_HERE) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def lint(folder: Path, *command: str) -> str:
    """What the linter has to say about files in `folder`; empty if it is content."""
    program = shutil.which(command[0], path=_HERE)
    assert program is not None, command[0]
    done = subprocess.run([program, *command[1:]], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    said = (done.stdout + done.stderr).strip()
    return (said or f"exit code {done.returncode}") if done.returncode else ""


def scripts(folder: Path) -> list[str]:
    """The shell scripts below a folder."""
    texts = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".iso", ".gz"))
    return [str(path.relative_to(folder)) for path in texts if path.read_text("utf-8").startswith("#!/bin/")]
