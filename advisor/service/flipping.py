"""What would change a recommendation, and what it would take to get another one."""

from __future__ import annotations

from collections.abc import Collection

from advisor.engine.evaluate import State, chosen_names, evaluate
from advisor.engine.flips import Pairs
from advisor.engine.steps import Step
from advisor.engine.system import known_answers
from advisor.engine.tally import NOTHING
from advisor.engine.variants import Variant, nearest_variant
from advisor.model.assessment import Assessment
from advisor.model.flips import Flip, Flips, OtherAnswer, WayTo
from advisor.service.advisor import Advisor
from advisor.service.proving import BUDGET


def flips(advisor: Advisor, assessment: Assessment, component: str, seconds: float = BUDGET) -> Flips:
    """Every smallest set of changed answers that changes what is recommended for a component.

    Raises KeyError for an unknown component.
    """
    state = _state(advisor, assessment, component)
    pairs = Pairs(state)
    steps, proven = pairs.flips(), True
    if not steps:
        elsewhere = set(range(len(advisor.program.decisions[0].options))) | {NOTHING}
        steps, proven = _more_than_two(state, elsewhere - {pairs.present}, seconds)
    present = _option(advisor, pairs.present)
    return Flips(component, present, tuple(_flip(advisor, state, step) for step in steps), proven)


def way_to(advisor: Advisor, assessment: Assessment, component: str, pattern: str, seconds: float = BUDGET) -> WayTo:
    """The smallest changes of answers with which `pattern` would be recommended for a component.

    Raises KeyError for an unknown component or pattern, ValueError if it is recommended already.
    """
    state = _state(advisor, assessment, component)
    places = {option.id: place for place, option in enumerate(advisor.program.decisions[0].options)}
    pairs = Pairs(state)
    if pairs.present == places[pattern]:
        raise ValueError(f"{pattern} is what is recommended")
    steps, proven = pairs.towards(places[pattern]), True
    if not steps:
        steps, proven = _more_than_two(state, {places[pattern]}, seconds)
    return WayTo(component, pattern, tuple(_flip(advisor, state, step) for step in steps), proven)


def _state(advisor: Advisor, assessment: Assessment, component: str) -> State:
    answers = known_answers(assessment.organisation) | known_answers(assessment.components[component].answers)
    return evaluate(advisor.program, answers)


def _more_than_two(state: State, wanted: Collection[int], seconds: float) -> tuple[list[Step], bool]:
    """One of the smallest sets of three changes or more, and whether the search came to its end."""
    # The solver is optional and slow to load, and most of the time two changes are enough.
    from advisor.engine.exact.solver import Budget, UndecidedError, is_available

    if not is_available():
        return [], False
    from advisor.engine.exact.edits import fewest_changes

    try:
        found = fewest_changes(state, wanted, 2, Budget(seconds, conflicts=200_000))
    except UndecidedError:
        return [], False
    if found is None:
        return [], True
    changes = tuple(nearest_variant(state, question, answer) for question, answer in sorted(found.changes.items()))
    return [Step(changes, found.outcome)], True


def _flip(advisor: Advisor, state: State, step: Step) -> Flip:
    changes = tuple(_other_answer(state, change) for change in step.changes)
    return Flip(changes, _option(advisor, step.outcome))


def _other_answer(state: State, change: Variant) -> OtherAnswer:
    program, question = state.program, change.question
    return OtherAnswer(
        question=program.questions[question].id,
        now=chosen_names(program, question, state.masks[question]),
        instead=tuple(chosen_names(program, question, answer) for answer in change.answers),
    )


def _option(advisor: Advisor, outcome: int) -> str | None:
    return None if outcome == NOTHING else advisor.program.decisions[0].options[outcome].id
