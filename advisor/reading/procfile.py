"""A Procfile: one kind of process per line."""

from __future__ import annotations

import re

from advisor.reading.node import Node, Place

_LINE = re.compile(r"([A-Za-z0-9_-]{1,63}):\s*(\S.*)\Z")
MOST_LINES = 1_000


def read_procfile(text: str, name: str) -> dict[str, Node]:
    """Commands by kind of process. Raises InputError if nothing in it looks like one."""
    found: dict[str, Node] = {}
    for number, line in enumerate(text.split("\n")[:MOST_LINES], start=1):
        if match := _LINE.match(line.strip()):
            found.setdefault(match.group(1), Node(match.group(2), Place(name, number)))
    if not found:
        raise Place(name, 1).refused("is no Procfile: no line is a `name: command`")
    return found
