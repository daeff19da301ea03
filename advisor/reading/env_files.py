"""Files of environment variables: `NAME=value` lines with quotes, comments, `export`, and earlier names filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.reading.interpolation import VariableError, Variables
from advisor.reading.node import Node, Place

_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:=(.*)|:\s(.*)|)\Z", re.DOTALL)
_COMMENT = re.compile(r"\s#")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "$": "$$"}
MOST_LINES = 20_000


def read_env(text: str, name: str, known: Mapping[str, str] | None = None) -> dict[str, Node]:
    """The variables of a file with their lines; `known` may be used in values. What is no assignment is left out."""
    found: dict[str, Node] = {}
    values = dict(known or {})
    lines = text.split("\n")[:MOST_LINES]
    at = 0
    while at < len(lines):
        place = Place(name, at + 1)
        line = lines[at]
        at += 1
        match = _LINE.match(line)
        if match is None or line.lstrip().startswith("#"):
            continue
        raw = (match.group(2) if match.group(2) is not None else match.group(3) or "").strip()
        quote = raw[:1]
        if quote in ("'", '"'):
            raw, used = _quoted(raw[1:], quote, lines[at:])
            at += used
        else:
            comment = _COMMENT.search(" " + raw)
            raw = raw[: comment.start()].rstrip() if comment else raw
        try:
            value = raw if quote == "'" else Variables(values).fill(raw)
        except VariableError:
            value = raw
        values[match.group(1)] = value
        found[match.group(1)] = Node(value, place)
    return found


def _quoted(text: str, quote: str, following: list[str]) -> tuple[str, int]:
    """A quoted value, which may go on over several lines, and how many of the following lines it took."""
    made: list[str] = []
    used = 0
    while True:
        at = 0
        while at < len(text):
            character = text[at]
            if character == "\\" and quote == '"' and at + 1 < len(text):
                made.append(_ESCAPES.get(text[at + 1], "\\" + text[at + 1]))
                at += 2
                continue
            if character == quote:
                return "".join(made), used
            made.append(character)
            at += 1
        if used >= len(following):
            return "".join(made), used
        made.append("\n")
        text = following[used]
        used += 1
