"""Where the shipped knowledge and examples are: in the wheel beside the code, or in a checkout above it."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import AdvisorError

_PACKAGE = Path(__file__).resolve().parent.parent


def knowledge_folder() -> Path:
    """The shipped knowledge. Raises AdvisorError if this installation has none."""
    return _shipped("knowledge")


def examples_folder() -> Path:
    """The shipped examples. Raises AdvisorError if this installation has none."""
    return _shipped("examples")


def _shipped(name: str) -> Path:
    for folder in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise AdvisorError(f"this installation has no `{name}` folder; install it again")
