"""Which rules of a decision are counted together, so that what options share is worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations

from advisor.graph.program import CompiledSum


def groups_of(rules: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    """The rules of a decision's options, put together where exactly the same options are subject to them."""
    subject: dict[int, list[int]] = {}
    for place, indexes in enumerate(rules):
        for index in indexes:
            subject.setdefault(index, []).append(place)
    groups: dict[tuple[int, ...], list[int]] = {}
    for index in sorted(subject):
        groups.setdefault(tuple(subject[index]), []).append(index)
    return tuple(tuple(group) for group in groups.values())


def shared_sums(options: Sequence[Collection[int]], groups: int) -> tuple[tuple[CompiledSum, ...], list[int]]:
    """How to add up each option's groups in few additions, and the number at which each option's sum then stands.

    Numbers below `groups` are groups, those from there on sums; -1 is an option without a group. Of all pairs the
    one that the most options still have to add is added first.
    """
    waiting = [set(places) for places in options]
    sums: list[CompiledSum] = []
    while pairs := Counter(pair for places in waiting for pair in combinations(sorted(places), 2)):
        one, other = max(pairs, key=lambda pair: (pairs[pair], -pair[0], -pair[1]))
        inside = [sums[part - groups].groups if part >= groups else {part} for part in (one, other)]
        for places in waiting:
            if one in places and other in places:
                places -= {one, other}
                places.add(groups + len(sums))
        sums.append(CompiledSum((one, other), frozenset().union(*inside)))
    return tuple(sums), [next(iter(places), -1) for places in waiting]
