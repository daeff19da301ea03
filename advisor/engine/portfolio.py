"""What is recommended for very many components at once, exactly as one at a time would be."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.engine.cases import Cases
from advisor.engine.planes import Plane
from advisor.engine.tally import NOTHING
from advisor.graph.program import Program

_AT_ONCE = 32_768
"""Cases per go: planes that fit the processor's cache are faster than longer ones."""


@dataclass(frozen=True, slots=True)
class Column:
    """All answers to one question: `codes` has, for each component, the place of its answer in `answers`.

    Answers are masks, 0 for none.
    """

    answers: tuple[int, ...]
    codes: Sequence[int]


def recommended(program: Program, columns: Mapping[int, Column], count: int) -> list[int]:
    """The place of each component's pattern, or NOTHING; `columns` is by question, a missing one is not answered."""
    found: list[int] = []
    for start in range(0, count, _AT_ONCE):
        part = {q: Column(column.answers, column.codes[start : start + _AT_ONCE]) for q, column in columns.items()}
        found += _part(program, part, min(_AT_ONCE, count - start))
    return found


def _part(program: Program, columns: Mapping[int, Column], count: int) -> list[int]:
    def includes(question: int, mask: int) -> Plane:
        column = columns.get(question)
        return _where(column, mask) if column is not None else 0

    cases = Cases(program, (1 << count) - 1, includes, lambda question: includes(question, -1))
    # One number per case, byte by byte: the place plus one, so that no option is zero.
    size = (len(program.decisions[0].options).bit_length() + 7) // 8
    digits = [0] * size
    for place, plane in cases.outcomes(0).items():
        if place != NOTHING:
            text = f"{plane:0{count}b}".encode()
            for digit in range(size):
                byte = place + 1 >> 8 * digit & 255
                digits[digit] |= int.from_bytes(text.translate(_ONE_BECOMES[byte]), "big")
    if size == 1:
        return [byte - 1 for byte in digits[0].to_bytes(count, "big")]
    each = zip(*(number.to_bytes(count, "big") for number in digits), strict=True)
    return [int.from_bytes(case, "little") - 1 for case in each]


def _where(column: Column, mask: int) -> Plane:
    """The cases whose answer shares a choice with the mask; the first one is the highest bit."""
    table = bytes(b"01"[bool(answer & mask)] for answer in column.answers)
    if isinstance(column.codes, bytes):
        return int(column.codes.translate(table.ljust(256, b"0")), 2)
    return int(bytes(map(table.__getitem__, column.codes)), 2)


def coded(places: Iterable[int]) -> Sequence[int]:
    """Codes for a column: bytes, which are much faster, as long as there are no more than 256 answers."""
    codes = tuple(places)
    return bytes(codes) if max(codes, default=0) < 256 else array("H", codes)


_ONE_BECOMES = [bytes(value if byte == ord("1") else 0 for byte in range(256)) for value in range(256)]
