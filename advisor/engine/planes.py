"""Arithmetic on many cases at once. A plane is an integer with one bit per case.

A number that differs from case to case is a list of planes, one for each binary digit, the lowest first.
Python's integers are as long as they need to be, so one addition of two planes serves thousands of cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Plane = int
Number = list[Plane]


def total(columns: list[list[Plane]]) -> Number:
    """The sum of single digits: `columns[n]` holds planes that each count 2**n. Uses `columns` up.

    Three digits of one place become one there and a carry (a full adder), until one is left.
    """
    digits: Number = []
    place = 0
    while place < len(columns):
        column = columns[place]
        if len(column) > 1 and place + 1 == len(columns):
            columns.append([])
        while len(column) > 2:
            a, b, c = column.pop(), column.pop(), column.pop()
            either = a ^ b
            column.append(either ^ c)
            carry = (a & b) | (either & c)
            if carry:
                columns[place + 1].append(carry)
        if len(column) == 2:
            a, b = column
            digits.append(a ^ b)
            if a & b:
                columns[place + 1].append(a & b)
        else:
            digits.append(column[0] if column else 0)
        place += 1
    return digits


def plus(one: Number, other: Number) -> Number:
    """The sum of two numbers."""
    if len(one) < len(other):
        one, other = other, one
    digits: Number = []
    carry: Plane = 0
    for place, b in enumerate(other):
        a = one[place]
        either = a ^ b
        digits.append(either ^ carry)
        carry = (a & b) | (either & carry)
    for a in one[len(other) :]:
        digits.append(a ^ carry)
        carry &= a
    if carry:
        digits.append(carry)
    return digits


def firsts(numbers: Sequence[Number], eligible: Sequence[Plane], full: Plane) -> list[Plane]:
    """For each number the cases in which it is the largest eligible one; of equals the first in the list."""
    leading = list(eligible)
    for place in reversed(range(max(map(len, numbers), default=0))):
        high = [
            lead & number[place] if place < len(number) else 0 for lead, number in zip(leading, numbers, strict=True)
        ]
        some = 0
        for plane in high:
            some |= plane
        if some:
            without = full ^ some
            leading = [top | (lead & without) for top, lead in zip(high, leading, strict=True)]
    taken = 0
    for place, lead in enumerate(leading):
        leading[place] = lead & (full ^ taken)
        taken |= lead
    return leading


def ones(plane: Plane) -> Iterator[int]:
    """The cases that are in a plane, the first one first."""
    digits = f"{plane:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def at_least(number: Number, least: int, where: Plane) -> Plane:
    """Those of the cases in which a number is `least` or more."""
    if least <= 0:
        return where
    if least >> len(number):
        return 0
    more, equal = 0, where
    for place in reversed(range(len(number))):
        if least >> place & 1:
            equal &= number[place]
        else:
            more |= equal & number[place]
            equal &= ~number[place]
    return more | equal


def value(number: Number, case: int) -> int:
    """What a number is in one case."""
    found = 0
    for place, digit in enumerate(number):
        found |= (digit >> case & 1) << place
    return found
