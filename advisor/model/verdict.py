"""What the engine concludes, with its trace. Screens and reports read these and compute nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import overload

from advisor.model.record import record
from advisor.model.rules import Effect, Strength


class Outcome(StrEnum):
    """What a rule did: its effect took place, still could, or cannot."""

    FIRED = "fired"
    OPEN = "open"
    SILENT = "silent"


@record
class RuleTrace:
    """One rule's part in one option's standing.

    `points` is what it adds now (0 unless fired); `answers` the answers its condition read, by question,
    with None for one that is open; `facts` the facts it read and whether they hold (None: open).
    """

    rule: str
    effect: Effect
    strength: Strength | None
    outcome: Outcome
    points: int
    because: str
    sources: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...] | None]
    facts: Mapping[str, bool | None]
    pack: str = "core"


class Traces(Sequence[RuleTrace]):
    """Each rule's part in a standing, in order: made when somebody first looks, as hardly anybody does."""

    def __init__(self, make: Callable[[], tuple[RuleTrace, ...]]) -> None:
        self._make: Callable[[], tuple[RuleTrace, ...]] | None = make
        self._made: tuple[RuleTrace, ...] = ()

    @property
    def _all(self) -> tuple[RuleTrace, ...]:
        make = self._make
        if make is not None:
            self._made = make()
            self._make = None
        return self._made

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> RuleTrace: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[RuleTrace, ...]: ...

    def __getitem__(self, place: int | slice) -> RuleTrace | tuple[RuleTrace, ...]:
        return self._all[place]

    def __iter__(self) -> Iterator[RuleTrace]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traces) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)


@record
class Standing:
    """One option in a ranking. `lowest` and `highest` bound its points over every way to go on."""

    option: str
    points: int
    lowest: int
    highest: int
    eligible: bool
    may_be_ruled_out: bool
    rules: Traces

    @property
    def reasons(self) -> tuple[RuleTrace, ...]:
        """The rules that fired, heaviest first, knock-outs before points."""
        fired = (trace for trace in self.rules if trace.outcome is Outcome.FIRED)
        return tuple(sorted(fired, key=lambda t: (not t.effect.is_knock_out, -abs(t.points), t.rule)))

    @property
    def knock_outs(self) -> tuple[RuleTrace, ...]:
        """The fired rules that make the option ineligible."""
        return tuple(trace for trace in self.reasons if trace.effect.is_knock_out)


@record
class Conflict:
    """Answers that cannot stand together: with all of them, nothing is eligible.

    `answers` maps question to answer; `rules_out` the options each of them takes part in ruling out.
    """

    answers: Mapping[str, tuple[str, ...]]
    rules_out: Mapping[str, tuple[str, ...]]


@record
class Clash:
    """A declared contradiction that holds, with the smallest sets of the answers given that make it hold."""

    contradiction: str
    answers: Mapping[str, tuple[str, ...]]


@record
class Verdict:
    """The outcome of one decision for one component.

    `ranking` has the eligible options first. `recommended` is None if nothing is eligible. `possible` holds
    every option that some way of going on could recommend; while `proven` is false it may hold more than
    that, never less. `settled` is only true if proven.
    """

    decision: str
    ranking: tuple[Standing, ...]
    recommended: str | None
    margin: int | None
    close_call: bool
    possible: tuple[str, ...]
    settled: bool
    proven: bool
    conflicts: tuple[Conflict, ...] = ()

    def standing(self, option: str) -> Standing:
        """The standing of one option. Raises KeyError for an unknown one."""
        for standing in self.ranking:
            if standing.option == option:
                return standing
        raise KeyError(option)


@record
class ComponentVerdict:
    """All decisions for one component.

    `pattern` ranks it alone; `chosen` is what it gets in the whole system: the override if there is one, else
    what the consolidation assigned. `decisions` are the later ones, made for `chosen`. `matters` lists the
    open questions that may still change the pattern, most decisive first; `unused` the answers that do not
    apply at the moment; `clashes` the contradictions between the answers.
    """

    name: str
    pattern: Verdict
    chosen: str | None
    overridden: bool
    override_reason: str | None
    decisions: Mapping[str, Verdict]
    matters: tuple[str, ...]
    unused: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()


@record
class Alternative:
    """What running another number of platforms would mean.

    `per_component` maps each component to its pattern, `cost` to the points it loses against its best
    (0: nothing). `feasible` is false if some component could then run nowhere.
    """

    limit: int
    feasible: bool
    platforms: tuple[str, ...]
    per_component: Mapping[str, str]
    cost: Mapping[str, int]


@record
class Consolidation:
    """The system as a whole: the platforms to run, and what one fewer or one more would cost.

    `limit` is None while the answers that it derives from are open.
    """

    limit: int | None
    because: str | None
    chosen: Alternative
    fewer: Alternative | None
    more: Alternative | None


@record
class SystemVerdict:
    """The verdict for a whole assessment. `unused` are the organisation's answers that do not apply at the moment."""

    system: str
    knowledge: str
    components: tuple[ComponentVerdict, ...]
    platforms: Consolidation
    unused: tuple[str, ...] = ()

    def component(self, name: str) -> ComponentVerdict:
        """The verdict of one component. Raises KeyError for an unknown one."""
        for component in self.components:
            if component.name == name:
                return component
        raise KeyError(name)
