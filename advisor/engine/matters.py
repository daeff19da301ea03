"""Which open questions may still change how a decision comes out, by what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.engine.evaluate import State
from advisor.engine.knowns import Known
from advisor.engine.tally import NOT_TAKEN
from advisor.graph.program import CompiledDecision, CompiledRule


def deciding_rules(
    state: State, decision: CompiledDecision, left: frozenset[int], unsettled: frozenset[int] = frozenset()
) -> Iterator[tuple[CompiledRule, tuple[int, ...]]]:
    """Every open rule that can tell the options that are left apart, with those of them that are subject to it.

    A rule on points that all of them share moves them together, so nothing hangs on it. `unsettled` are the
    earlier decisions that may still come out otherwise than they are taken now.
    """
    alive = [place for place in range(len(decision.options)) if place in left]
    rules = state.program.rules
    subject: dict[int, list[int]] = {}
    for place in alive:
        for group in decision.options[place].groups:
            subject.setdefault(group, []).append(place)
    for group in sorted(subject):
        for index in decision.groups[group]:
            rule = rules[index]
            tells_apart = rule.knock_out or len(subject[group]) < len(alive)
            if tells_apart and (rule.decided & unsettled or state.fires(index) is None):
                yield rule, tuple(subject[group])


def relevant(
    state: State, decision: CompiledDecision, known: Known, earlier: Mapping[int, frozenset[int]]
) -> frozenset[int]:
    """The questions of which it is not plain that they cannot change the outcome.

    `earlier` has, for each earlier decision that is not settled, the questions that may change that one: they
    may change this one through it.
    """
    if known.is_certain:
        return frozenset()
    reads: set[int] = set()
    for rule, _ in deciding_rules(state, decision, known.left, frozenset(earlier)):
        reads |= rule.reads
        for other in rule.decided & earlier.keys():
            reads |= earlier[other]
    if NOT_TAKEN in known.left:
        reads |= decision.reads.union(*(earlier[other] for other in decision.decided & earlier.keys()))
    return frozenset(question for question in reads if state.is_open(question))
