"""The screens of an open system by name. Loaded only when the start screen stands."""

from __future__ import annotations

from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.compare import CompareScreen
from advisor.tui.screens.export import ExportScreen
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.screens.present import PresentScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.screens.verdict import VerdictScreen
from advisor.tui.screens.what_if import WhatIfScreen

SCREENS: dict[str, type[WorkScreen]] = {
    "system": SystemScreen,
    "interview": InterviewScreen,
    "verdict": VerdictScreen,
    "what-if": WhatIfScreen,
    "compare": CompareScreen,
    "present": PresentScreen,
    "export": ExportScreen,
}
