"""The nearest known name to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, or None if nothing does."""
    from difflib import get_close_matches  # only where something is wrong

    matches = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.7)
    return matches[0] if matches else None


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence for a name that does not exist, with a hint where there is one."""
    names = sorted(set(known))
    near = nearest(name, names)
    if near:
        return f"there is no {what} `{name}`; did you mean `{near}`?"
    if 0 < len(names) <= 8:
        return f"there is no {what} `{name}`; there are: {', '.join(names)}"
    return f"there is no {what} `{name}`"
