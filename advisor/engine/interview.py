"""What to ask next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.engine.component import Evaluated
from advisor.engine.evaluate import State
from advisor.engine.matters import deciding_rules
from advisor.engine.system import SystemEvaluation
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment
from advisor.model.interview import Interview, Matter, OpenRule, QuestionRef, QuestionState, WhyAsked
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Scope

LATER = 0.02
"""A question about a later decision waits until the patterns have nothing heavier to ask."""

STAY = 0.5
"""How much of the most telling question's gain is enough to stay with the topic people are thinking about."""

_KNOCK_OUT = 99
"""A knock-out is shown before any rule that only moves points."""


def interview(
    knowledge: Knowledge,
    program: Program,
    assessment: Assessment,
    evaluation: SystemEvaluation,
    last: QuestionRef | None = None,
    skipped: frozenset[QuestionRef] = frozenset(),
) -> Interview:
    """The questions as they stand. `last` is what was just answered, `skipped` what to ask only at the end."""
    gains = _gains(program, evaluation)
    states = tuple(_states(knowledge, program, assessment, evaluation))
    waiting = [state for state in states if state.answer is None and state.matters is not Matter.NO]
    # What may not even apply is asked after what decides whether it does.
    askable = [state.ref for state in waiting if state.applies] or [state.ref for state in waiting]
    offered = {ref: gains.get(ref, 0.0) for ref in askable}
    return Interview(_next(program, offered, last, skipped), states, len(waiting))


def why(knowledge: Knowledge, program: Program, evaluation: SystemEvaluation, ref: QuestionRef) -> WhyAsked:
    """The open rules that wait for this question, over all components that it concerns, heaviest first."""
    index = program.question_index[ref.question]
    rules = knowledge.rules()
    found = []
    for part in evaluation.components:
        if ref.component not in (None, part.name):
            continue
        for number, known in part.known.items():
            if known.is_certain:
                continue
            decision = program.decisions[number]
            for rule, places in deciding_rules(part.state, decision, known.left):
                if index in rule.reads:
                    weight = _KNOCK_OUT if rule.knock_out else abs(rule.points)
                    for place in places:
                        option = OpenRule(part.name, decision.id, decision.options[place].id, rules[rule.key])
                        found.append(((number > 0, -weight, rule.key), option))
    found.sort(key=lambda entry: entry[0])
    return WhyAsked(knowledge.questions[ref.question].because, tuple(option for _, option in found))


def _gains(program: Program, evaluation: SystemEvaluation) -> dict[QuestionRef, float]:
    """What each question is expected to tell; an organisation's question counts for every component."""
    gains: dict[QuestionRef, float] = {}
    for part in evaluation.components:
        share = LATER if part.pattern_is_certain else 1.0
        for index, gain in part.gains.items():
            question = program.questions[index]
            ref = QuestionRef(question.id, None if question.organisation else part.name)
            gains[ref] = gains.get(ref, 0.0) + gain * share
    return gains


def _states(
    knowledge: Knowledge, program: Program, assessment: Assessment, evaluation: SystemEvaluation
) -> Iterator[QuestionState]:
    first = evaluation.components[0].state
    for ref, answers, state in _askable(knowledge, assessment, evaluation.components, first):
        index = program.question_index[ref.question]
        parts = [part for part in evaluation.components if ref.component in (None, part.name)]
        matters = _together([part.matters(index) for part in parts])
        if matters is Matter.NO and index in evaluation.platform_questions:
            matters = Matter.MAYBE
        yield QuestionState(
            ref=ref,
            question=knowledge.questions[ref.question],
            answer=answers.get(ref.question),
            applies=state.applies[index],
            matters=matters,
        )


def _together(matters: list[Matter]) -> Matter:
    """Whether a question matters to any component."""
    return next((found for found in (Matter.YES, Matter.MAYBE) if found in matters), Matter.NO)


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
    """The most telling question, but staying with the last one's topic while that tells enough."""
    offered = {ref: gain for ref, gain in waiting.items() if ref not in skipped} or waiting
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
