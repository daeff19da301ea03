"""Finding the tools of the slow tests: on PATH, or where `.ci/engines` puts them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

INSTALLED = Path(__file__).parents[2] / ".venv-engines" / "bin"


def tool(name: str) -> Path | None:
    """Where a program is, or None."""
    found = shutil.which(name, path=os.pathsep.join([str(INSTALLED), os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))
    return Path(found) if found else None


def needs(*names: str, root: bool = False) -> pytest.MarkDecorator:
    """Skips, with the reason, where a program is missing or the test may not do what it must."""
    missing = [name for name in names if tool(name) is None]
    if root and os.geteuid() != 0:
        missing.append("the rights of root")
    return pytest.mark.skipif(bool(missing), reason=f"not here: {', '.join(missing)}")
