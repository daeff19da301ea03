"""When Python looks for garbage while the interface runs."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from advisor.tui import patience


class Knot:
    """Refers to itself, so that only a search finds it when nobody needs it any more."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    thresholds, turn = gc.get_threshold(), sys.getswitchinterval()
    monkeypatch.setattr(patience, "LULL", 0.2)
    gc.collect()
    patience.be_patient()
    yield
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(turn)


async def typed(keys: int, seconds: float) -> weakref.ref[Knot]:
    """What became garbage before some keys, of which each comes so many seconds after the one before."""
    pause, left = patience.Pause(), weakref.ref(Knot())
    for _ in range(keys):
        pause.begin_again()
        await asyncio.sleep(seconds)
    return left


def test_garbage_is_found_when_nobody_types() -> None:
    assert asyncio.run(typed(1, 0.5))() is None


def test_garbage_is_left_while_somebody_types() -> None:
    assert asyncio.run(typed(10, 0.01))() is not None
