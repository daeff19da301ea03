"""Ranking the options of one decision, with the trace of every rule that could have had a say."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.engine.conflict import conflicts
from advisor.engine.effects import Effect, effects
from advisor.engine.evaluate import State, Truth, chosen_names
from advisor.engine.knowns import Known
from advisor.graph.program import CompiledDecision, CompiledOption, CompiledRule, Program
from advisor.model.verdict import Outcome, RuleTrace, Standing, Traces, Verdict

_OUTCOMES = {True: Outcome.FIRED, None: Outcome.OPEN, False: Outcome.SILENT}


def decide(state: State, decision: CompiledDecision, known: Known) -> Verdict:
    """The verdict on one decision: knock-outs first, then points, then the simpler option, then its id."""
    standings = _standings(state, decision)
    # Options stand in tie order already, and sorting is stable.
    ranked = sorted(range(len(standings)), key=lambda place: (not standings[place].eligible, -standings[place].points))
    ranking = tuple(standings[place] for place in ranked)
    eligible = [standing for standing in ranking if standing.eligible]
    left = known.left
    possible = tuple(decision.options[place].id for place in ranked if place in left)
    # What is ahead so far is not recommended once it is proven that it cannot stay ahead.
    recommended = next((standing for standing in eligible if standing.option in possible), None)
    margin = None
    if recommended is not None and len(eligible) > 1:
        margin = recommended.points - next(each.points for each in eligible if each is not recommended)
    return Verdict(
        decision=decision.id,
        ranking=ranking,
        recommended=recommended.option if recommended else None,
        margin=margin,
        close_call=margin is not None and margin < state.program.close_call,
        possible=possible,
        settled=known.is_certain and max(left) >= 0,
        proven=not known.undecided,
        conflicts=() if eligible else conflicts(state, decision),
    )


def _standings(state: State, decision: CompiledDecision) -> Sequence[Standing]:
    """The options in tie order; kept as long as no answer touches their rules."""
    standings = state.standings.get(decision.id)
    if standings is None:
        found = effects(state, decision)
        standings = state.standings[decision.id] = [_standing(state, option, found) for option in decision.options]
    return standings


def _standing(state: State, option: CompiledOption, found: Sequence[Effect]) -> Standing:
    own = [found[group] for group in option.groups]
    eligible = all(effect.knocks_out is not True for effect in own)
    return Standing(
        option=option.id,
        points=sum(effect.points for effect in own),
        lowest=sum(effect.least for effect in own),
        highest=sum(effect.most for effect in own),
        eligible=eligible,
        may_be_ruled_out=eligible and any(effect.knocks_out is None for effect in own),
        rules=Traces(lambda: _traces(state, option)),
    )


def _traces(state: State, option: CompiledOption) -> tuple[RuleTrace, ...]:
    traces = state.traces
    return tuple([traces[index] if index in traces else _trace(state, index) for index in option.rules])


def _trace(state: State, index: int) -> RuleTrace:
    trace = state.traces[index] = _new_trace(state, state.program.rules[index], state.fires(index))
    return trace


def _new_trace(state: State, rule: CompiledRule, truth: Truth) -> RuleTrace:
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
