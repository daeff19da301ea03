"""What to ask next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.engine.evaluate import State
from advisor.engine.matters import deciding_rules
from advisor.engine.system import Evaluated, SystemEvaluation
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment
from advisor.model.interview import Interview, Matter, OpenRule, QuestionRef, QuestionState, WhyAsked
from advisor.model.knowledge import Knowledge, Rule, Scope

LATER = 0.02
"""A question about a later decision waits until the patterns have nothing heavier to ask."""

STAY = 0.35
"""How much of the heaviest question's weight is enough to stay with the topic people are thinking about."""


def interview(
    knowledge: Knowledge,
    program: Program,
    assessment: Assessment,
    evaluation: SystemEvaluation,
    last: QuestionRef | None = None,
    skipped: frozenset[QuestionRef] = frozenset(),
) -> Interview:
    """The questions as they stand. `last` is what was just answered, `skipped` what to ask only at the end."""
    weights = _weights(program, evaluation)
    states = tuple(_states(knowledge, program, assessment, evaluation, weights))
    waiting = [state for state in states if state.answer is None and state.matters is not Matter.NO]
    # What may not even apply is asked after what decides whether it does.
    askable = {state.ref: weights[state.ref] for state in waiting if state.applies}
    return Interview(_next(program, askable, last, skipped), states, len(waiting))


def why(knowledge: Knowledge, program: Program, evaluation: SystemEvaluation, ref: QuestionRef) -> WhyAsked:
    """The open rules that wait for this question, over all components that it concerns, heaviest first."""
    index = program.question_index[ref.question]
    rules = {rule.key: rule for rule in _rules(knowledge)}
    found = []
    for part in evaluation.components:
        if ref.component not in (None, part.name):
            continue
        for decision in program.decisions:
            verdict = part.verdict.pattern if decision.id == "pattern" else part.verdict.decisions.get(decision.id)
            if verdict is None or len(verdict.possible) < 2:
                continue
            for rule, options in deciding_rules(part.state, decision, verdict.possible):
                if index in rule.reads:
                    found += [
                        (decision.id != "pattern", -abs(rule.points) if not rule.knock_out else -99, rule.key,
                         OpenRule(part.name, decision.id, option, rules[rule.key]))
                        for option in options
                    ]  # fmt: skip
    found.sort(key=lambda entry: entry[:3])
    return WhyAsked(knowledge.questions[ref.question].because, tuple(entry[3] for entry in found))


def _rules(knowledge: Knowledge) -> Iterator[Rule]:
    for block in knowledge.blocks.values():
        yield from block.rules
    for decision in knowledge.decisions.values():
        for option in decision.options:
            yield from option.rules


def _weights(program: Program, evaluation: SystemEvaluation) -> dict[QuestionRef, float]:
    """What hangs on each question; an organisation's question counts for every component."""
    weights: dict[QuestionRef, float] = {}
    for part in evaluation.components:
        for found, share in ((part.weights.pattern, 1.0), (part.weights.later, LATER)):
            for index, weight in found.items():
                question = program.questions[index]
                ref = QuestionRef(question.id, None if question.organisation else part.name)
                weights[ref] = weights.get(ref, 0.0) + weight * share
    return weights


def _states(
    knowledge: Knowledge,
    program: Program,
    assessment: Assessment,
    evaluation: SystemEvaluation,
    weights: Mapping[QuestionRef, float],
) -> Iterator[QuestionState]:
    first = evaluation.components[0].state
    for ref, answers, state in _askable(knowledge, assessment, evaluation.components, first):
        index = program.question_index[ref.question]
        yield QuestionState(
            ref=ref,
            question=knowledge.questions[ref.question],
            answer=answers.get(ref.question),
            applies=state.applies[index],
            matters=Matter.MAYBE if weights.get(ref, 0.0) > 0 else Matter.NO,
        )


def _askable(
    knowledge: Knowledge, assessment: Assessment, parts: tuple[Evaluated, ...], first: State
) -> Iterator[tuple[QuestionRef, Mapping[str, Answer], State]]:
    """Organisation first, then component by component."""
    for question in knowledge.questions.values():
        if question.scope is Scope.ORGANISATION:
            yield QuestionRef(question.id), assessment.organisation, first
    for part in parts:
        if part.name:
            for question in knowledge.questions.values():
                if question.scope is Scope.COMPONENT:
                    yield QuestionRef(question.id, part.name), assessment.components[part.name].answers, part.state


def _next(
    program: Program,
    waiting: Mapping[QuestionRef, float],
    last: QuestionRef | None,
    skipped: frozenset[QuestionRef],
) -> QuestionRef | None:
    """The heaviest question, but staying with the last one's topic while that has weight enough."""
    offered = {ref: weight for ref, weight in waiting.items() if ref not in skipped} or waiting
    if not offered:
        return None

    def place(ref: QuestionRef) -> tuple[float, int, str]:
        return -offered[ref], program.question_index[ref.question], ref.component or ""

    best = min(offered, key=place)
    if last is None:
        return best
    topic = program.questions[program.question_index[last.question]].topic
    near = [
        ref
        for ref in offered
        if ref.component == last.component and program.questions[program.question_index[ref.question]].topic == topic
    ]
    nearest = min(near, key=place, default=best)
    return nearest if offered[nearest] >= STAY * offered[best] else best
