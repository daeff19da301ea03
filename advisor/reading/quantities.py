"""Amounts as deployment files write them: processors, memory, durations."""

from __future__ import annotations

import re

_MEMORY = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([A-Za-z]*)\Z")
_DECIMAL = {"k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_CPU = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(m?)\Z")
_STEP = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)(us|ms|s|m|h|d|min|sec)?")
_SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


def memory_bytes(text: str, *, compose: bool = False) -> int | None:
    """Bytes of `512Mi`, `2G`, `1024`; for Compose a `g` is a power of two. None if it is no such amount."""
    match = _MEMORY.match(text.strip())
    if match is None:
        return None
    unit = match.group(2).lower()
    if unit in ("", "b"):
        return int(float(match.group(1)))
    binary = compose or unit.endswith(("i", "ib"))
    power = _DECIMAL.get(unit[0])
    if power is None or unit[1:] not in ("", "b", "i", "ib"):
        return None
    return int(float(match.group(1)) * (1024 if binary else 1000) ** power)


def processors(text: str) -> float | None:
    """Processors of `500m`, `2`, `0.5`. None if it is no such amount."""
    match = _CPU.match(text.strip())
    if match is None:
        return None
    return float(match.group(1)) / (1000 if match.group(2) else 1)


def seconds(text: str) -> float | None:
    """Seconds of `1m30s`, `90s`, `90`. None if it is no duration."""
    stripped = text.strip().replace(" ", "")
    steps = list(_STEP.finditer(stripped))
    if not stripped or "".join(step.group() for step in steps) != stripped:
        return None
    return sum(float(step.group(1)) * _SECONDS[step.group(2) or "s"] for step in steps)
