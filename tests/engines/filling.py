"""Filling in the settings of a starter as an operator would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path


def fill_in(path: Path, values: Mapping[str, str], sign: str = "=") -> None:
    """Give settings other values; each must stand in the file exactly once, with `sign` behind its name."""
    text = path.read_text()
    for name, value in values.items():
        text, changed = re.subn(rf"^{name}{sign.strip()}.*$", f"{name}{sign}{value}", text, flags=re.MULTILINE)
        assert changed == 1, name
    path.write_text(text)
