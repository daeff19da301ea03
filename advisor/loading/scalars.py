"""What an unquoted word in a file means: text, unless it is plainly something else."""

from __future__ import annotations

DataPath = tuple[str | int, ...]
"""Where a value stands in its document: keys and list positions from the top."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LONGEST_NUMBER = 18


def meaning(word: str) -> str | int | bool | None:
    """The value of an unquoted word; only true, false, null and integers are anything but text."""
    if word in _NULLS:
        return None
    if word in _BOOLEANS:
        return _BOOLEANS[word]
    return int(word) if len(word) <= _LONGEST_NUMBER and _is_integer(word) else word


def _is_integer(word: str) -> bool:
    digits = word[1:] if word[0] in "+-" else word
    return digits.isascii() and digits.isdigit() and (digits == "0" or digits[0] != "0")
