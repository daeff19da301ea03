"""The use cases, and the one door through which the command line and the terminal interface come in."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.output.files import TextFile
    from advisor.service.advisor import Advisor, lint_knowledge, open_advisor
    from advisor.service.recent_files import RecentFile, recent, remember
    from advisor.service.session import Session

__all__ = ["Advisor", "RecentFile", "Session", "TextFile", "lint_knowledge", "open_advisor", "recent", "remember"]

_HOMES = {
    "Advisor": "advisor.service.advisor",
    "RecentFile": "advisor.service.recent_files",
    "Session": "advisor.service.session",
    "TextFile": "advisor.output.files",
    "lint_knowledge": "advisor.service.advisor",
    "open_advisor": "advisor.service.advisor",
    "recent": "advisor.service.recent_files",
    "remember": "advisor.service.recent_files",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for, and only then: a verdict on the command line needs neither sessions nor saving."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
