"""The processes of a Procfile as units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.importing.unit import GUESS, LIKELY, Form, Text, Unit
from advisor.reading.node import Node

SETUP = frozenset({"release"})
"""Kinds of process that run once per release and then end."""


def procfile_units(processes: Mapping[str, Node], scope: str, folder: str) -> Iterator[Unit]:
    """The units of a Procfile, in file order."""
    for name, command in processes.items():
        unit = Unit(name, Form.PROCFILE, command.place, scope, folder)
        unit.known_as = {name}
        unit.complete = False
        unit.commands.append(Text(command.text, command.place))
        if name == "web":
            # That is what the name means: it alone gets the requests.
            unit.show("listener", "http", command.place, "in a Procfile, web is what gets HTTP requests", LIKELY)
            unit.show("workload", "web-or-api", command.place, "in a Procfile, web is what gets HTTP requests", LIKELY)
        elif "worker" in name.lower():
            unit.show("workload", "worker", command.place, f"its process is called {name}", GUESS)
        elif name in ("clock", "scheduler", "cron"):
            unit.show("workload", "scheduled-job", command.place, f"its process is called {name}", GUESS)
        if name not in SETUP:
            yield unit
