"""Ten and a hundred times as many patterns and rules over the same questions."""

from __future__ import annotations

import random
from typing import Any

from advisor.graph.program import ANSWER, CompiledOption, CompiledRule, CompiledSum, Expression, Program
from advisor.model.record import replaced


def scaled(program: Program, times: int, seed: int = 1) -> Program:
    """The pattern decision alone, with every pattern and rule copied; copies ask for other answers."""
    rng = random.Random(seed)
    base = program.decisions[0]
    used = sorted({index for option in base.options for index in option.rules})
    rules: list[CompiledRule] = []
    options: list[CompiledOption] = []
    groups: list[tuple[int, ...]] = []
    sums: list[CompiledSum] = []
    own_groups = len(base.groups)
    for copy in range(times):
        place = {index: len(rules) + number for number, index in enumerate(used)}
        for index in used:
            rule = program.rules[index]
            when = rule.when if copy == 0 else _other(program, rule.when, rng)
            rules.append(replaced(rule, key=f"{rule.key}-{copy}", when=when))
        first, added = len(groups), len(sums)

        def moved(part: int, first: int = first, added: int = added) -> int:
            """The number of a copied group or sum, of which there are as many in every copy."""
            if part < own_groups:
                return part if part < 0 else first + part
            return times * own_groups + added + part - own_groups

        sums += [
            replaced(
                each,
                parts=(moved(each.parts[0]), moved(each.parts[1])),
                groups=frozenset(first + group for group in each.groups),
            )
            for each in base.sums
        ]
        groups += [tuple(place[index] for index in group) for group in base.groups]
        options += [
            replaced(
                option,
                id=f"{option.id}-{copy}",
                rules=tuple(place[index] for index in option.rules),
                groups=tuple(first + group for group in option.groups),
                sum=moved(option.sum),
            )
            for option in base.options
        ]
    readers = tuple(
        tuple(number for number, rule in enumerate(rules) if question in rule.reads)
        for question in range(len(program.questions))
    )
    decision = replaced(base, options=tuple(options), groups=tuple(groups), sums=tuple(sums))
    return replaced(program, rules=tuple(rules), decisions=(decision,), readers=readers)


def _other(program: Program, expression: Expression, rng: random.Random) -> Expression:
    if expression[0] == ANSWER:
        choices = len(program.questions[expression[1]].choices)
        turn = rng.randrange(choices)
        mask = expression[2] << turn
        return (ANSWER, expression[1], (mask | mask >> choices) & (1 << choices) - 1)
    parts: list[Any] = [_other(program, part, rng) if isinstance(part, tuple) else part for part in expression[1:]]
    return (expression[0], *parts)
