"""Scenarios replayed: does the knowledge still say what its authors wrote down?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.engine.evaluate import State, Truth, evaluate
from advisor.graph.program import CompiledDecision, Program
from advisor.model.assessment import UNKNOWN
from advisor.model.expectations import Expectation, Scenario


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one decision came out: eligible options best first with their points, and who knocks out whom."""

    eligible: tuple[tuple[str, int], ...]
    knocked_out_by: Mapping[str, frozenset[str]]
    fired: frozenset[str]

    @property
    def recommended(self) -> str | None:
        """The first eligible option."""
        return self.eligible[0][0] if self.eligible else None

    @property
    def ranking(self) -> tuple[str, ...]:
        """The eligible options, best first."""
        return tuple(option for option, _ in self.eligible)


@dataclass(frozen=True, slots=True)
class Replay:
    """One decision of one scenario, ready to be ranked with or without a rule."""

    scenario: Scenario
    program: Program
    decision: CompiledDecision
    fires: Mapping[int, Truth]

    def outcome(self, without: int | None = None) -> Outcome:
        """The outcome, as if the rule with index `without` did not exist."""
        return outcome_of(self.program, self.decision, self.fires, without)


def outcome_of(
    program: Program, decision: CompiledDecision, fires: Mapping[int, Truth], without: int | None = None
) -> Outcome:
    """How a decision comes out when these rules fire, as if the rule with index `without` did not exist."""
    eligible: list[tuple[str, int]] = []
    knocked: dict[str, frozenset[str]] = {}
    for option in decision.options:
        fired = [program.rules[i] for i in option.rules if fires[i] is True and i != without]
        out = frozenset(rule.key for rule in fired if rule.knock_out)
        if out:
            knocked[option.id] = out
        else:
            eligible.append((option.id, sum(rule.points for rule in fired)))
    eligible.sort(key=lambda entry: -entry[1])  # stable: options stand in tie order
    all_fired = frozenset(program.rules[i].key for i, truth in fires.items() if truth is True and i != without)
    return Outcome(tuple(eligible), knocked, all_fired)


def replays(program: Program, scenario: Scenario) -> Iterator[Replay]:
    """The decision that the scenario is about, and then every other one it expects something of."""
    state = _state(program, scenario.answers)
    about = "pattern" if scenario.pattern is None else scenario.owner.removeprefix("decision/")
    wanted = {about, *scenario.expect.decisions}
    for number, decision in enumerate(program.decisions):
        if number == 0 and scenario.pattern is not None:
            taken: str | None = scenario.pattern
        elif decision.applies_when is not None and state.holds(decision.applies_when) is False:
            continue
        else:
            fires = _fires(state, decision)
            if decision.id in wanted:
                yield Replay(scenario, program, decision, fires)
            taken = outcome_of(program, decision, fires).recommended
        _take(state, number, taken)


def pattern_outcome(program: Program, answers: Mapping[str, tuple[str, ...]]) -> Outcome:
    """How the choice of a deployment pattern comes out under plain answers."""
    decision = program.decisions[0]
    return outcome_of(program, decision, _fires(_state(program, answers), decision))


def _state(program: Program, answers: Mapping[str, tuple[str, ...]]) -> State:
    return evaluate(program, {name: chosen for name, chosen in answers.items() if chosen != (UNKNOWN,)})


def _fires(state: State, decision: CompiledDecision) -> dict[int, Truth]:
    """For every rule that any option is subject to, whether it fires."""
    indexes = {index for option in decision.options for index in option.rules}
    return {index: state.fires(index) for index in sorted(indexes)}


def failures(program: Program, scenario: Scenario) -> list[str]:
    """What the scenario expects and does not get, as sentences; empty if it holds."""
    found = []
    seen = set()
    for replay in replays(program, scenario):
        seen.add(replay.decision.id)
        found += _failures(replay, replay.outcome())
    about = "pattern" if scenario.pattern is None else scenario.owner.removeprefix("decision/")
    missing = ({about, *scenario.expect.decisions}) - seen
    found += [f"the decision `{name}` does not apply with these answers" for name in sorted(missing)]
    return found


def holds_without(replay: Replay, rule: int) -> bool:
    """Whether everything the scenario expects of this decision would still hold without the rule.

    What it says of deciding rules is left out: it is about the very rule that is taken away.
    """
    return not _expected(replay, replay.outcome(rule))


def _failures(replay: Replay, outcome: Outcome) -> list[str]:
    found = _expected(replay, outcome)
    if replay.decision.id in replay.scenario.expect.decisions:
        return found
    index = {rule.key: number for number, rule in enumerate(replay.program.rules)}
    for rule in replay.scenario.expect.decided_by:
        if rule not in outcome.fired:
            found.append(f"the rule `{rule}` should decide, but does not fire")
        elif holds_without(replay, index[rule]) and _same_winner(replay, outcome, index[rule]):
            found.append(f"the rule `{rule}` should decide, but without it everything comes out the same")
    return found


def _same_winner(replay: Replay, outcome: Outcome, rule: int) -> bool:
    return replay.outcome(rule).recommended == outcome.recommended


def _expected(replay: Replay, outcome: Outcome) -> list[str]:
    """What is expected of the ranking itself."""
    expect: Expectation = replay.scenario.expect
    other = expect.decisions.get(replay.decision.id)
    wanted = other or expect.recommended
    found = []
    if outcome.recommended != wanted:
        got = f"`{outcome.recommended}`" if outcome.recommended else "nothing"
        found.append(f"expected {f'`{wanted}`' if wanted else 'nothing'}, but {got} is recommended")
    if other is not None:
        return found
    ranking = outcome.ranking[: len(expect.ranking)]
    if expect.ranking and ranking != expect.ranking:
        found.append(f"expected the ranking {', '.join(expect.ranking)}, but it is {', '.join(ranking)}")
    for option, rule in expect.ruled_out.items():
        by = outcome.knocked_out_by.get(option, frozenset())
        if rule not in by:
            reason = f"by {', '.join(sorted(by))}" if by else "by nothing"
            found.append(f"`{option}` should be ruled out by `{rule}`, but is ruled out {reason}")
    if expect.close_call is not None:
        points = [value for _, value in outcome.eligible]
        close = len(points) > 1 and points[0] - points[1] < replay.program.close_call
        if close != expect.close_call:
            found.append("should be a close call" if expect.close_call else "should not be a close call, but is one")
    return found


def _take(state: State, number: int, option: str | None) -> None:
    ids = [option.id for option in state.program.decisions[number].options]
    state.decided[number] = 1 << ids.index(option) if option is not None else 0
