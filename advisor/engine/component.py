"""One component: its pattern, the decisions that follow from it, and what still matters to either."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.engine.clashes import clashes
from advisor.engine.evaluate import Answers, State, answer_masks
from advisor.engine.knowns import Known
from advisor.engine.lanes import Lanes
from advisor.engine.layout import Layout
from advisor.engine.matters import relevant
from advisor.engine.memory import Memory
from advisor.engine.possible import exclude
from advisor.engine.rank import decide
from advisor.engine.samples import look
from advisor.engine.tally import NOT_TAKEN
from advisor.graph.program import Program
from advisor.model.assessment import Component
from advisor.model.interview import Matter
from advisor.model.record import record
from advisor.model.verdict import ComponentVerdict, Verdict


@record
class Alone:
    """A component's pattern, ranked without regard to the rest of the system."""

    state: State
    memory: Memory
    verdict: Verdict
    gains: Mapping[int, float]


@record
class Evaluated:
    """One component after evaluation: its state with every decision taken, and what is known about each.

    `known` is by number of the decision. `gains` say how much each open question is expected to tell about the
    pattern, or, once that is certain, about the decisions after it.
    """

    name: str
    state: State
    verdict: ComponentVerdict
    known: Mapping[int, Known]
    gains: Mapping[int, float]

    @property
    def pattern_is_certain(self) -> bool:
        """Whether the pattern, or that there is none, cannot change any more."""
        return self.known[0].is_certain

    def matters(self, question: int) -> Matter:
        """Whether a question may change the pattern or a decision after it."""
        if not self.state.is_open(question):
            return Matter.NO
        return _matter(question, self.known)


def rank_pattern(program: Program, answers: Answers, memory: Memory) -> Alone:
    """Rank the patterns for one component's and its organisation's answers."""
    masks = answer_masks(program, answers)
    state, known, pattern = memory.state(masks), memory.known(0, masks), program.decisions[0]
    exclude(state, pattern, known, frozenset())
    questions = relevant(state, pattern, known, {})
    _rule_out(state, known, questions)
    gains = {} if known.is_certain else _look(memory.lanes(masks), 0, known, questions)
    return Alone(state, memory, decide(state, pattern, known), gains)


def decide_the_rest(
    program: Program, name: str, part: Component, alone: Alone, chosen: str | None, *, look: bool = True
) -> Evaluated:
    """Take the decisions that follow the pattern, for the pattern that was chosen in the end.

    Without `look` only bounds tell what is still open about them.
    """
    state, memory = alone.state, alone.memory
    place = None if chosen is None else _place(program, 0, chosen)
    memory.choose(place)
    state.take(0, place)
    later = _Later(program, state, memory)
    if place is not None:
        later.decide(place, look)
    known = {0: memory.known(0, state.masks)}
    may = [q for q in range(len(state.masks)) if state.is_open(q) and _matter(q, known) is not Matter.NO]
    verdict = ComponentVerdict(
        name=name,
        pattern=alone.verdict,
        chosen=chosen,
        overridden=part.override is not None,
        override_reason=part.override.reason if part.override else None,
        decisions=later.verdicts,
        matters=tuple(program.questions[q].id for q in sorted(may, key=lambda q: (-alone.gains.get(q, 0.0), q))),
        unused=tuple(q for q in part.answers if state.applies[program.question_index[q]] is False),
        clashes=clashes(state),
    )
    return Evaluated(name, state, verdict, known | later.known, alone.gains if alone.gains else later.gains)


class _Later:
    """The decisions after the pattern, each taken with the earlier ones as they came out."""

    def __init__(self, program: Program, state: State, memory: Memory) -> None:
        self.verdicts: dict[str, Verdict] = {}
        self.known: dict[int, Known] = {}
        self.gains: dict[int, float] = {}
        self._program = program
        self._state = state
        self._memory = memory
        # What is not settled, and the questions it hangs on.
        self._open: dict[int, frozenset[int]] = {}

    def decide(self, pattern: int, look: bool) -> None:
        # While the pattern is open its own questions come first, and bounds are enough for the rest.
        lanes = None
        if look and self._memory.known(0, self._state.masks).is_certain:
            lanes = self._memory.lanes(self._state.masks)
            lanes.settle(0, pattern)
        for number in range(1, len(self._program.decisions)):
            self._one(number, lanes)

    def _one(self, number: int, lanes: Lanes[Layout] | None) -> None:
        state, decision = self._state, self._program.decisions[number]
        known = self.known[number] = self._memory.known(number, state.masks)
        exclude(state, decision, known, frozenset(self._open))
        questions = relevant(state, decision, known, self._open)
        _rule_out(state, known, questions)
        if known.is_certain:
            if lanes is not None:
                lanes.settle(number, next(iter(known.left)))
        else:
            self._open[number] = questions
            if lanes is not None:
                for question, gain in _look(lanes, number, known, questions).items():
                    self.gains[question] = self.gains.get(question, 0.0) + gain
        if known.left == {NOT_TAKEN}:
            state.take(number, None)
            return
        verdict = self.verdicts[decision.id] = decide(state, decision, known)
        state.take(number, None if verdict.recommended is None else _place(self._program, number, verdict.recommended))


def _look(lanes: Lanes[Layout], number: int, known: Known, questions: frozenset[int]) -> dict[int, float]:
    return look(lanes, number, known, [q for q in sorted(questions) if q not in known.cannot_matter])


def _rule_out(state: State, known: Known, questions: frozenset[int]) -> None:
    known.cannot_matter.update(q for q in range(len(state.masks)) if state.is_open(q) and q not in questions)


def _matter(question: int, known: Mapping[int, Known]) -> Matter:
    if any(question in each.matters for each in known.values()):
        return Matter.YES
    if all(question in each.cannot_matter or each.is_certain for each in known.values()):
        return Matter.NO
    return Matter.MAYBE


def _place(program: Program, number: int, option: str) -> int:
    return [each.id for each in program.decisions[number].options].index(option)
