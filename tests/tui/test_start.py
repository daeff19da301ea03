"""The first screen: new, open, recent, examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest_tui import Open
