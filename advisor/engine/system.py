"""The verdict for a whole assessment: each component by itself, the platforms together, the later decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.engine.consolidate import Candidate, consolidate
from advisor.engine.evaluate import Answers, State, evaluate
from advisor.engine.matters import Weights, weigh
from advisor.engine.rank import decide
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.verdict import ComponentVerdict, SystemVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One component after evaluation: its state with every decision taken, and what still weighs."""

    name: str
    state: State
    verdict: ComponentVerdict
    weights: Weights


@dataclass(frozen=True, slots=True)
class SystemEvaluation:
    """The verdict of an assessment and the states behind it, for the interview to read."""

    verdict: SystemVerdict
    components: tuple[Evaluated, ...]


def evaluate_system(program: Program, assessment: Assessment) -> SystemEvaluation:
    """Evaluate a checked assessment. An assessment without components is evaluated for one unnamed component."""
    parts: Mapping[str, Component] = assessment.components or {"": Component()}
    organisation = known_answers(assessment.organisation)
    states = {name: evaluate(program, organisation | known_answers(part.answers)) for name, part in parts.items()}
    patterns = {name: decide(state, program.decisions[0]) for name, state in states.items()}
    candidates = {name: _candidates(program, patterns[name], part) for name, part in parts.items()}
    limit, because = _limit(program, organisation)
    platforms = consolidate(candidates if assessment.components else {}, limit, because)
    evaluated = []
    for name, part in parts.items():
        chosen = platforms.chosen.per_component.get(name) or patterns[name].recommended
        if part.override is not None:
            chosen = part.override.pattern
        evaluated.append(_component(program, name, part, states[name], patterns[name], chosen))
    named = evaluated if assessment.components else []
    verdict = SystemVerdict(assessment.system, program.version, tuple(e.verdict for e in named), platforms)
    return SystemEvaluation(verdict, tuple(evaluated))


def known_answers(answers: Mapping[str, Answer]) -> dict[str, tuple[str, ...]]:
    """The answers that say something: unknown ones left out."""
    return {question: answer.answer for question, answer in answers.items() if not answer.is_unknown}


def _candidates(program: Program, verdict: Verdict, part: Component) -> Sequence[Candidate]:
    options = {option.id: option for option in program.decisions[0].options}
    if part.override is not None:
        standings = [verdict.standing(part.override.pattern)]
    else:
        standings = [standing for standing in verdict.ranking if standing.eligible]
    return [Candidate(s.option, s.points, frozenset(options[s.option].platforms)) for s in standings]


def _limit(program: Program, organisation: Answers) -> tuple[int | None, str | None]:
    """How many platforms can be run: the first limit that holds, unknown while an earlier one is open."""
    state = evaluate(program, organisation)
    for limit in program.limits:
        truth = True if limit.when is None else state.holds(limit.when)
        if truth is None:
            return None, None
        if truth:
            return limit.at_most, limit.because
    return None, None


def _component(
    program: Program, name: str, part: Component, state: State, pattern: Verdict, chosen: str | None
) -> Evaluated:
    decisions: dict[str, Verdict] = {}
    if chosen is not None:
        for number, decision in enumerate(program.decisions):
            if number == 0:
                taken: str | None = chosen
            else:
                if decision.applies_when is not None and state.holds(decision.applies_when) is False:
                    continue
                decisions[decision.id] = decide(state, decision)
                taken = decisions[decision.id].recommended
            ids = [option.id for option in decision.options]
            state.decided[number] = 1 << ids.index(taken) if taken is not None else 0
    weights = weigh(state, pattern, decisions)
    verdict = ComponentVerdict(
        name=name,
        pattern=pattern,
        chosen=chosen,
        overridden=part.override is not None,
        override_reason=part.override.reason if part.override else None,
        decisions=decisions,
        matters=tuple(program.questions[question].id for question in weights.for_pattern_in_order()),
        unused=tuple(name for name in part.answers if state.applies[program.question_index[name]] is False),
    )
    return Evaluated(name, state, verdict, weights)
