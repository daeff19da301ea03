"""All static checks, and what they say about a folder."""

from __future__ import annotations

from artifacts.static import (
    clouds,
    containers,
    formats,
    kubernetes,
    machines,
    pipelines,
    provisioning,
    references,
    slips,
)
from artifacts.static.check import Check, Files

CHECKS: tuple[Check, ...] = (
    *formats.CHECKS,
    *references.CHECKS,
    *slips.CHECKS,
    *pipelines.CHECKS,
    *containers.CHECKS,
    *kubernetes.CHECKS,
    *machines.CHECKS,
    *provisioning.CHECKS,
    *clouds.CHECKS,
)


def complaints(files: Files) -> list[str]:
    """What all checks whose tools are here say. A file that cannot be read at all is one complaint, not a crash."""
    found = formats.CHECKS[0].complaints(files)
    if found:
        return found
    for check in CHECKS:
        if check.here:
            try:
                found += check.complaints(files)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError, AssertionError) as error:
                found.append(f"{check.name}: not in the shape that was expected: {type(error).__name__}: {error}")
    return found
