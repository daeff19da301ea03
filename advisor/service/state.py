"""Where the program keeps what it remembers between systems, and what it remembers of its own looks."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs


def state_folder() -> Path:
    """The folder of the recent files, the profiles and the looks."""
    folder = os.environ.get("ADVISOR_STATE_DIR") or platformdirs.user_state_dir("deployment-advisor")
    return Path(folder)


def remembered_theme() -> str | None:
    """The theme that was chosen last; None if there is none or nobody can read it any more."""
    try:
        kept = json.loads(_looks().read_text("utf-8"))
    except (OSError, ValueError):
        return None
    theme = kept.get("theme") if isinstance(kept, dict) else None
    return theme if isinstance(theme, str) else None


def remember_theme(name: str) -> None:
    """Keep the theme for the next start. What cannot be kept is no reason to fail."""
    keep(_looks(), {"theme": name})


def keep(path: Path, data: object) -> None:
    """Write something small into the folder, or leave it."""
    from advisor.errors import AdvisorError
    from advisor.loading.saving import write_atomically

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(data, indent=1))
    except (OSError, AdvisorError):
        return


def _looks() -> Path:
    return state_folder() / "looks.json"
