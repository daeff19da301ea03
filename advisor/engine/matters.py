"""Which open questions may still change a recommendation, and how much hangs on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.engine.evaluate import State
from advisor.graph.program import CompiledDecision, CompiledRule
from advisor.model.verdict import Verdict

KNOCK_OUT_WEIGHT = 12.0
"""A knock-out counts as much as two strong rules: it can take an option out by itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What hangs on each open question: by question index, only those above zero.

    A question that is missing here cannot change the outcome; one that is present may.
    """

    pattern: Mapping[int, float]
    later: Mapping[int, float]

    def for_pattern_in_order(self) -> list[int]:
        """The questions that may change the pattern, heaviest first, then in file order."""
        return sorted(self.pattern, key=lambda question: (-self.pattern[question], question))


def weigh(state: State, pattern: Verdict, later: Mapping[str, Verdict]) -> Weights:
    """Weigh every open question for the pattern, and for the decisions taken after it."""
    decisions = {decision.id: decision for decision in state.program.decisions}
    for_later: dict[int, float] = {}
    for name, verdict in later.items():
        for question, weight in _weights(state, decisions[name], verdict.possible).items():
            for_later[question] = for_later.get(question, 0.0) + weight
    return Weights(_weights(state, decisions[pattern.decision], pattern.possible), for_later)


def deciding_rules(
    state: State, decision: CompiledDecision, possible: tuple[str, ...]
) -> Iterator[tuple[CompiledRule, tuple[str, ...]]]:
    """Every open rule that can tell possible options apart, with those of them that are subject to it.

    A rule on points that all possible options share moves them together, so nothing hangs on it.
    """
    alive = [option for option in decision.options if option.id in possible]
    subject: dict[int, list[str]] = {}
    for option in alive:
        for index in option.rules:
            subject.setdefault(index, []).append(option.id)
    for index in sorted(subject):
        rule = state.program.rules[index]
        tells_apart = rule.knock_out or len(subject[index]) < len(alive)
        if tells_apart and state.fires(rule) is None:
            yield rule, tuple(subject[index])


def _weights(state: State, decision: CompiledDecision, possible: tuple[str, ...]) -> dict[int, float]:
    weights: dict[int, float] = {}
    if len(possible) < 2:
        return weights
    for rule, _ in deciding_rules(state, decision, possible):
        waiting = [question for question in sorted(rule.reads) if state.is_open(question)]
        for question in waiting:
            weight = KNOCK_OUT_WEIGHT if rule.knock_out else abs(rule.points)
            weights[question] = weights.get(question, 0.0) + weight / len(waiting)
    return weights
