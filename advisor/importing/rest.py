"""Answers that need no more than a look at one unit as a whole."""

from __future__ import annotations

import re

from advisor.importing.host import LARGE_MEMORY, LARGE_PROCESSORS
from advisor.importing.unit import GUESS, LIKELY, Form, Unit

_SECRET_NAME = re.compile(r"(PASSWORD|PASSWD|SECRET|SECRET_KEY|API_KEY|PRIVATE_KEY|ACCESS_KEY|_TOKEN)\Z", re.IGNORECASE)
_WHOLE = frozenset({Form.COMPOSE, Form.SWARM, Form.KUBERNETES, Form.QUADLET, Form.NOMAD, Form.ECS})
"""Formats whose description of a container is all that it gets."""


def judge_rest(unit: Unit) -> None:
    """Add what the unit shows as a whole."""
    _size(unit)
    if unit.form is not Form.DOCKERFILE:
        why = "it is described as one thing that is released by itself"
        unit.show("services", "one", unit.place, why, LIKELY)
    if unit.form in _WHOLE and unit.complete and unit.images + unit.commands and not unit.has("privileges"):
        place = unit.place
        unit.show("privileges", "ordinary", place, "its description asks the host for nothing special", LIKELY)
    if not unit.has("secrets"):
        for name, node in unit.environment.items():
            if _SECRET_NAME.search(name) and node.text and not name.upper().endswith("_FILE"):
                unit.show("secrets", "few-static", node.place, f"{name} is set in its environment", GUESS)
                break


def _size(unit: Unit) -> None:
    if unit.processors and unit.processors[0] > LARGE_PROCESSORS:
        amount, place = unit.processors
        unit.show("special-hardware", "large-instance", place, f"it may use {amount:g} processors")
    if unit.memory and unit.memory[0] > LARGE_MEMORY:
        amount_of_memory, place = unit.memory
        why = f"it may use {amount_of_memory / 1024**3:.0f} GiB of memory"
        unit.show("special-hardware", "large-instance", place, why)
    if unit.memory and unit.processors and unit.complete and not unit.asks_host and not unit.has("special-hardware"):
        why = "its limits are small and it asks for no device"
        unit.show("special-hardware", "none", unit.memory[1], why, LIKELY)
