"""The use cases, and the one door through which the command line and the terminal interface come in."""

from advisor.output.files import TextFile
from advisor.service.advisor import Advisor, lint_knowledge, open_advisor
from advisor.service.recent import RecentFile, recent, remember
from advisor.service.session import Session

__all__ = ["Advisor", "RecentFile", "Session", "TextFile", "lint_knowledge", "open_advisor", "recent", "remember"]
