"""The files worked on lately, for the start screen."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from advisor.errors import AdvisorError, InputError
from advisor.loading.saving import write_atomically
from advisor.service.advisor import Advisor

MOST = 9


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file, its system's name, and how many questions are still open (None: it cannot be read any more)."""

    path: Path
    system: str
    open_questions: int | None


def recent(advisor: Advisor) -> tuple[RecentFile, ...]:
    """The files that still exist, latest first."""
    found = []
    for path in _remembered():
        if path.is_file():
            try:
                assessment = advisor.read(path)
                found.append(RecentFile(path, assessment.system, advisor.interview(assessment).still_open))
            except InputError:
                found.append(RecentFile(path, path.stem, None))
    return tuple(found)


def known_files() -> tuple[Path, ...]:
    """The files of the list that still exist, unread."""
    return tuple(path for path in _remembered() if path.is_file())


def remember(path: Path) -> None:
    """Put a file first in the list. What cannot be remembered is no reason to fail."""
    first = path.resolve()
    paths = [first, *(other for other in _remembered() if other != first)][:MOST]
    store = _store()
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(store, json.dumps([str(path) for path in paths], indent=1))
    except (OSError, AdvisorError):
        return


def _remembered() -> list[Path]:
    try:
        names = json.loads(_store().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _store() -> Path:
    folder = os.environ.get("ADVISOR_STATE_DIR") or platformdirs.user_state_dir("deployment-advisor")
    return Path(folder) / "recent.json"
