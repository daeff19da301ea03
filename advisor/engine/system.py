"""The verdict for a whole assessment: each component by itself, the platforms together, the later decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.engine.component import Evaluated, decide_the_rest, rank_pattern
from advisor.engine.consolidate import Candidate, consolidate
from advisor.engine.evaluate import State, evaluate
from advisor.engine.memory import Memory
from advisor.graph.program import Program
from advisor.model.assessment import Answer, Assessment, Component
from advisor.model.record import record
from advisor.model.verdict import SystemVerdict, Verdict


@record
class SystemEvaluation:
    """The verdict of an assessment and what is behind it, for the interview to read.

    `platform_questions` are open and may limit the platforms to fewer than the components would like to have.
    """

    verdict: SystemVerdict
    components: tuple[Evaluated, ...]
    platform_questions: frozenset[int]


def evaluate_system(
    program: Program, assessment: Assessment, memories: dict[str, Memory] | None = None, *, only_pattern: bool = False
) -> SystemEvaluation:
    """Evaluate a checked assessment. An assessment without components is evaluated for one unnamed component.

    `memories`, by component, keeps what was worked out for the next call; hand in the same one again. With
    `only_pattern` the later decisions are taken, but what is still open about them is not looked into.
    """
    parts: Mapping[str, Component] = assessment.components or {"": Component()}
    kept = memories if memories is not None else {}
    organisation = known_answers(assessment.organisation)
    alone = {
        name: rank_pattern(program, organisation | known_answers(part.answers), kept.setdefault(name, Memory(program)))
        for name, part in parts.items()
    }
    candidates = {name: _candidates(program, alone[name].verdict, part) for name, part in parts.items()}
    shared = evaluate(program, organisation)
    limit, because, waiting = _limit(program, shared)
    platforms = consolidate(candidates if assessment.components else {}, limit, because)
    evaluated = []
    for name, part in parts.items():
        chosen = platforms.chosen.per_component.get(name) or alone[name].verdict.recommended
        if part.override is not None:
            chosen = part.override.pattern
        evaluated.append(decide_the_rest(program, name, part, alone[name], chosen, look=not only_pattern))
    named = evaluated if assessment.components else []
    unused = tuple(q for q in assessment.organisation if shared.applies[program.question_index[q]] is False)
    verdict = SystemVerdict(assessment.system, program.version, tuple(e.verdict for e in named), platforms, unused)
    fits = len(platforms.chosen.platforms) <= min((each.at_most for each in program.limits), default=0)
    return SystemEvaluation(verdict, tuple(evaluated), frozenset() if fits else waiting)


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


def _limit(program: Program, state: State) -> tuple[int | None, str | None, frozenset[int]]:
    """How many platforms can be run and why: the first limit that holds.

    While an earlier one is open it is not known, and the open questions it hangs on are given instead.
    """
    for limit in program.limits:
        truth = True if limit.when is None else state.holds(limit.when)
        if truth is None:
            return None, None, frozenset(question for question in limit.reads if state.is_open(question))
        if truth:
            return limit.at_most, limit.because, frozenset()
    return None, None, frozenset()
