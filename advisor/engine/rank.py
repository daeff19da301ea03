"""Ranking the options of one decision, with the trace of every rule that could have had a say."""

from __future__ import annotations

from advisor.engine.conflict import conflicts
from advisor.engine.evaluate import State, Truth, chosen_names
from advisor.engine.possible import possible_options
from advisor.graph.program import CompiledDecision, CompiledOption, CompiledRule, Program
from advisor.model.verdict import Outcome, RuleTrace, Standing, Verdict

_OUTCOMES = {True: Outcome.FIRED, None: Outcome.OPEN, False: Outcome.SILENT}


def decide(state: State, decision: CompiledDecision) -> Verdict:
    """The verdict on one decision: knock-outs first, then points, then the simpler option, then its id."""
    fires = firing(state, decision)
    traces = {index: _trace(state, state.program.rules[index], truth) for index, truth in fires.items()}
    standings = [_standing(state.program, option, fires, traces) for option in decision.options]
    places = range(len(standings))
    # Options stand in tie order already, and sorting is stable.
    ranked = sorted(places, key=lambda place: (not standings[place].eligible, -standings[place].points))
    ranking = tuple(standings[place] for place in ranked)
    eligible = [standing for standing in ranking if standing.eligible]
    possible = possible_options(state.program, decision, fires)
    margin = eligible[0].points - eligible[1].points if len(eligible) > 1 else None
    return Verdict(
        decision=decision.id,
        ranking=ranking,
        recommended=eligible[0].option if eligible else None,
        margin=margin,
        close_call=margin is not None and margin < state.program.close_call,
        possible=tuple(decision.options[place].id for place in ranked if place in possible),
        settled=len(possible) == 1 and bool(eligible),
        proven=len(possible) <= 1,
        conflicts=() if eligible else conflicts(state, decision),
    )


def firing(state: State, decision: CompiledDecision) -> dict[int, Truth]:
    """For every rule that any option is subject to, whether it fires."""
    rules = state.program.rules
    indexes = {index for option in decision.options for index in option.rules}
    return {index: state.fires(rules[index]) for index in sorted(indexes)}


def _standing(
    program: Program, option: CompiledOption, fires: dict[int, Truth], traces: dict[int, RuleTrace]
) -> Standing:
    points = lowest = highest = 0
    eligible, may_be_ruled_out = True, False
    for index in option.rules:
        rule, truth = program.rules[index], fires[index]
        if rule.knock_out:
            eligible = eligible and truth is not True
            may_be_ruled_out = may_be_ruled_out or truth is None
        elif truth is True:
            points += rule.points
        elif truth is None:
            lowest += min(rule.points, 0)
            highest += max(rule.points, 0)
    return Standing(
        option=option.id,
        points=points,
        lowest=points + lowest,
        highest=points + highest,
        eligible=eligible,
        may_be_ruled_out=eligible and may_be_ruled_out,
        rules=tuple(traces[index] for index in option.rules),
    )


def _trace(state: State, rule: CompiledRule, truth: Truth) -> RuleTrace:
    program = state.program
    answers: dict[str, tuple[str, ...] | None] = {}
    for question in (*rule.questions, *_behind_facts(program, rule)):
        if state.applies[question] is not False:
            mask = state.masks[question]
            answers[program.questions[question].id] = chosen_names(program, question, mask) if mask else None
    return RuleTrace(
        rule=rule.key,
        effect=rule.effect,
        strength=rule.strength,
        outcome=_OUTCOMES[truth],
        points=rule.points if truth is True else 0,
        because=rule.because,
        sources=rule.sources,
        answers=answers,
        facts={program.facts[fact].id: state.facts[fact] for fact in rule.facts},
        pack=rule.pack,
    )


def _behind_facts(program: Program, rule: CompiledRule) -> list[int]:
    """The questions that the rule reads through facts, in file order."""
    behind = frozenset().union(*(program.facts[fact].reads for fact in rule.facts))
    return sorted(behind.difference(rule.questions))
