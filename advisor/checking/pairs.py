"""Rules that say the same, contradict each other, or can never count beside another one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.graph.program import NOT, CompiledRule, Expression


def pairs(subject: Subject) -> Iterator[Problem]:
    """Findings about two rules that meet at an option, at the one that comes later or does not count.

    Two rules under one condition are only one too many if the very same options are subject to both: otherwise the
    one says what is true of a block, and the other what is true of some of the options built on it.
    """
    comparing = _Comparing(subject)
    for index, message in (*comparing.same_condition(), *comparing.never_counting()):
        yield subject.rule_place(subject.program.rules[index].key).problem((), message)


class _Comparing:
    """Compares the conditions of rules, each pair once."""

    def __init__(self, subject: Subject) -> None:
        self._logic = subject.logic
        self._rules = subject.program.rules
        options = [option for decision in subject.program.decisions for option in decision.options]
        self._subject_to = [set(option.rules) for option in options]
        self._reached: dict[int, list[int]] = {}
        for place, rules in enumerate(self._subject_to):
            for index in rules:
                self._reached.setdefault(index, []).append(place)
        # What can never fire is another finding.
        self._fires = {
            index: fires for index in sorted(self._reached) if self._logic.can_hold(fires := _fires(self._rules[index]))
        }
        self._variables = {index: self._logic.variables(fires) for index, fires in self._fires.items()}
        self._known: dict[tuple[int, int], bool] = {}

    def same_condition(self) -> Iterator[tuple[int, str]]:
        """Pairs of rules with the same condition and the same options: they say the same, or the contrary."""
        for one, other in combinations(self._fires, 2):
            first, second = self._rules[one], self._rules[other]
            alike = self._reached[one] == self._reached[other] and self._variables[one] == self._variables[other]
            if not alike or first.knock_out != second.knock_out or not self._variables[one]:
                continue
            if self._implies(one, other) and self._implies(other, one):
                if first.points * second.points < 0:
                    yield other, f"`{second.key}` weighs against `{first.key}` under the same condition; keep the rest"
                else:
                    yield other, f"`{second.key}` says the same as `{first.key}` under the same condition; keep one"

    def never_counting(self) -> Iterator[tuple[int, str]]:
        """Rules that a knock-out always forestalls, at every option that is subject to them."""
        for index in self._fires:
            forestalled = [self._forestalled(index, rules) for rules in self._subject_to if index in rules]
            if all(by is not None for by in forestalled):
                by = forestalled[0]
                assert by is not None
                what = "rules out" if self._rules[index].knock_out else "counts"
                message = f"`{self._rules[index].key}` makes no difference: where it {what}, `{by}` rules out already"
                yield index, message

    def _forestalled(self, index: int, rules: set[int]) -> str | None:
        for other in sorted(rules):
            knocks_out = self._rules[other].knock_out and other in self._fires and self._variables[other]
            if not knocks_out or other == index or not self._implies(index, other):
                continue
            alike = self._rules[index].knock_out and self._reached[index] == self._reached[other]
            # Two knock-outs that differ in nothing are said to be the same already.
            if not (alike and self._implies(other, index)):
                return self._rules[other].key
        return None

    def _implies(self, one: int, other: int) -> bool:
        found = self._known.get((one, other))
        if found is None:
            related = not self._variables[one].isdisjoint(self._variables[other])
            found = related and self._logic.implies(self._fires[one], self._fires[other])
            self._known[one, other] = found
        return found


def _fires(rule: CompiledRule) -> Expression:
    return (NOT, rule.when) if rule.requires else rule.when
