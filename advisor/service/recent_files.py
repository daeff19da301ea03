"""The files worked on lately, for the start screen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.model.assessment import Origin
from advisor.service.advisor import Advisor
from advisor.service.state import keep, state_folder

MOST = 9


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file, its system's name and number of components, and what is unfinished in it.

    `open_questions` are those that still matter (None: it cannot be read any more), `unconfirmed` the answers read from
    files that nobody has confirmed.
    """

    path: Path
    system: str
    components: int = 0
    open_questions: int | None = None
    unconfirmed: int = 0


def recent(advisor: Advisor) -> tuple[RecentFile, ...]:
    """The files that still exist, latest first."""
    return tuple(outline(advisor, path) for path in _remembered() if path.is_file())


def outline(advisor: Advisor, path: Path) -> RecentFile:
    """What there is to say about a file before it is opened."""
    try:
        assessment = advisor.read(path)
    except AdvisorError:
        return RecentFile(path, path.stem)
    interview = advisor.interview(assessment)
    imported = sum(state.answer is not None and state.answer.origin is Origin.IMPORTED for state in interview.states)
    return RecentFile(path, assessment.system, len(assessment.components), interview.still_open, imported)


def known_files() -> tuple[Path, ...]:
    """The files of the list that still exist, unread."""
    return tuple(path for path in _remembered() if path.is_file())


def remember(path: Path) -> None:
    """Put a file first in the list. What cannot be remembered is no reason to fail."""
    first = path.resolve()
    paths = [first, *(other for other in _remembered() if other != first)][:MOST]
    keep(_store(), [str(path) for path in paths])


def _remembered() -> list[Path]:
    try:
        names = json.loads(_store().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _store() -> Path:
    return state_folder() / "recent.json"
