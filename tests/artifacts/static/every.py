"""All static checks, and what they say about a folder."""

from __future__ import annotations

from collections.abc import Container, Iterator

from artifacts.static import (
    clouds,
    containers,
    formats,
    kubernetes,
    machines,
    monitoring,
    pipelines,
    playbooks,
    provisioning,
    references,
    schedulers,
    scripts_in_pipelines,
    slips,
)
from artifacts.static.check import Check, Files

CHECKS: tuple[Check, ...] = (
    *formats.CHECKS,
    *references.CHECKS,
    *slips.CHECKS,
    *pipelines.CHECKS,
    *scripts_in_pipelines.CHECKS,
    *playbooks.CHECKS,
    *monitoring.CHECKS,
    *containers.CHECKS,
    *schedulers.CHECKS,
    *kubernetes.CHECKS,
    *machines.CHECKS,
    *provisioning.CHECKS,
    *clouds.CHECKS,
)


_READABLE, *_REST = CHECKS
# The quick ones first: most mistakes are noticed by them.
_IN_TURN = sorted(_REST, key=lambda check: (check.needs is not None, check.slow))


def complaints(files: Files) -> list[str]:
    """What all checks whose tools are here say."""
    return [complaint for found in _one_by_one(files) for complaint in found]


def noticed(files: Files, known: Container[str]) -> bool:
    """Whether any check says what was not known before; the slow ones are asked only if no quick one does."""
    return any(complaint not in known for found in _one_by_one(files) for complaint in found)


def _one_by_one(files: Files) -> Iterator[list[str]]:
    """A file that cannot be read at all is one complaint, not a crash, and ends it."""
    unreadable = _READABLE.complaints(files)
    yield unreadable
    for check in _IN_TURN if not unreadable else ():
        if check.here:
            try:
                yield check.complaints(files)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError, AssertionError) as error:
                yield [f"{check.name}: not in the shape that was expected: {type(error).__name__}: {error}"]
