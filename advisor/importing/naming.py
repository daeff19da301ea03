"""Names of components: kept where they are legal, made legal where they are not, and never the same twice."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40


def slug(name: str) -> str:
    """The nearest legal name: lower-case words joined by hyphens, at most 40 characters."""
    return words(name)[:LONGEST].strip("-") or "component"


def words(name: str) -> str:
    """What can be kept of a name, in lower-case words joined by hyphens, however long; perhaps nothing."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def free(name: str, taken: set[str]) -> str:
    """A name that is not taken: itself, or with a number."""
    if name not in taken:
        return name
    number = 2
    while (made := f"{name[: LONGEST - len(str(number)) - 1].strip('-')}-{number}") in taken:
        number += 1
    return made


def printable(text: str) -> str:
    """Text from somebody's file as it may be shown: nothing in it steers a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
