"""systemd's unit files, and Quadlet's: sections of settings with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.reading.node import Node, Place

_SECTION = re.compile(r"\[([^\[\]]{1,100})\]\s*\Z")
_SETTING = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(.*)\Z", re.DOTALL)
MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class Unit:
    """The settings of a unit in order: section, name, value. A setting may stand several times."""

    name: str
    settings: tuple[tuple[str, str, Node], ...]

    def all(self, section: str, name: str) -> list[Node]:
        """Every value of a setting; an empty one takes back those before it, as systemd has it."""
        found: list[Node] = []
        for here, key, value in self.settings:
            if here == section and key == name:
                found = [*found, value] if value.text else []
        return found

    def last(self, section: str, name: str) -> Node | None:
        """The value of a setting that counts, or None."""
        found = self.all(section, name)
        return found[-1] if found else None

    @property
    def sections(self) -> frozenset[str]:
        """The names of its sections that hold something."""
        return frozenset(section for section, _, _ in self.settings)


def read_unit(text: str, name: str) -> Unit:
    """Read a unit. Raises InputError at the first line that is neither section, setting nor comment."""
    section = ""
    settings: list[tuple[str, str, Node]] = []
    lines = text.split("\n")[:MOST_LINES]
    at = 0
    while at < len(lines):
        line, place = lines[at], Place(name, at + 1)
        at += 1
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        pieces = [line]
        while pieces[-1].endswith("\\") and at < len(lines):
            pieces[-1] = pieces[-1][:-1]
            if lines[at].lstrip()[:1] not in ("#", ";") or not lines[at].strip():
                pieces.append(lines[at])
            else:
                pieces.append("\\")
            at += 1
        whole = " ".join(piece.strip() for piece in pieces if piece != "\\")
        if match := _SECTION.match(whole.strip()):
            section = match.group(1)
        elif section and (match := _SETTING.match(whole)):
            settings.append((section, match.group(1), Node(match.group(2).strip(), place)))
        else:
            raise place.refused("is neither a [Section] nor a Setting=value")
    return Unit(name, tuple(settings))
