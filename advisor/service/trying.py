"""Answers tried beside those that stand: nothing of it is saved before somebody keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from advisor.engine.memory import Memory
from advisor.model.assessment import Answer, Assessment
from advisor.model.flips import Flip
from advisor.model.interview import Change, QuestionRef
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Scope
from advisor.model.verdict import ComponentVerdict, Standing
from advisor.output import wording
from advisor.output.views.tipping import other_answers
from advisor.service.advisor import Advisor
from advisor.service.answering import Answers, answer_to, changed_answers, with_answers
from advisor.service.changes import changes
from advisor.service.flipping import flips
from advisor.service.session import Session


@dataclass(frozen=True, slots=True)
class Tried:
    """A question with the answer that stands and the one that is tried."""

    ref: QuestionRef
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class OptionMove:
    """An option of one component's pattern, as it stands and as tried. `points` None: ruled out; places from 1."""

    option: str
    place: tuple[int, int]
    points: tuple[int | None, int | None]

    @property
    def moved(self) -> bool:
        """Whether its points changed, or it came in or went out."""
        return self.points[0] != self.points[1]


class Variation(Session):
    """A sitting on a copy, with its own undo and redo. `keep` makes it one change of the sitting it came from."""

    def __init__(self, base: Session) -> None:
        self._base = base
        self._baseline = base.assessment
        super().__init__(base.advisor, base.path, base.assessment, None)

    def save(self) -> None:
        """Nothing is written before it is kept."""

    @property
    def base(self) -> Session:
        """The sitting that this varies."""
        return self._base

    @property
    def tried(self) -> tuple[Tried, ...]:
        """Every answer that differs from the one that stands."""
        before, after = self._baseline, self.assessment
        refs = changed_answers(before, after)
        return tuple(Tried(ref, answer_to(before, ref), answer_to(after, ref)) for ref in refs)

    def follow(self) -> None:
        """Try the same answers on what stands now, if that was changed meanwhile."""
        if self._base.assessment == self._baseline:
            return
        tried = {each.ref: each.after for each in self.tried}
        self._baseline = self._base.assessment
        there = {ref: answer for ref, answer in tried.items() if ref.component in (None, *self._baseline.components)}
        self._past.clear()
        self._future.clear()
        self._show(with_answers(self._baseline, there))

    def take_back(self, ref: QuestionRef) -> Change:
        """Answer a question as it stands again."""
        return self.answers({ref: answer_to(self._baseline, ref)})

    def drop(self) -> None:
        """Go back to what stands; undo brings what was tried back."""
        self._change(self._baseline)

    def keep(self) -> Change:
        """Answer so in earnest. Raises AdvisorError if it could not be saved."""
        change = self._base.answers({each.ref: each.after for each in self.tried})
        self.follow()
        return change

    def moves(self, component: str) -> tuple[OptionMove, ...]:
        """Every option of a component's pattern on both sides, in the order that is tried."""
        before = self._base.verdict.component(component).pattern.ranking
        after = self.verdict.component(component).pattern.ranking
        places = {standing.option: place for place, standing in enumerate(before, 1)}
        earlier = {standing.option: standing for standing in before}
        return tuple(
            OptionMove(each.option, (places[each.option], place), (_points(earlier[each.option]), _points(each)))
            for place, each in enumerate(after, 1)
        )

    def sides(self) -> Iterator[tuple[ComponentVerdict, ComponentVerdict]]:
        """Each component's verdict as it stands and as tried."""
        for part in self._base.verdict.components:
            if part.name in self.assessment.components:
                yield part, self.verdict.component(part.name)


class Preview:
    """What an answer would change, before it is given. Its own memory, so that it may run beside the sitting."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._memories: dict[str, Memory] = {}
        self._lock = Lock()

    def of(self, answers: Answers) -> Change:
        """What the sitting's verdict would become."""
        session, advisor = self._session, self._session.advisor
        assessment = with_answers(session.assessment, answers)
        with self._lock:
            evaluation = advisor.evaluate(assessment, self._memories)
        asking = advisor.interview(assessment, evaluation=evaluation)
        return changes(session.verdict, evaluation.verdict, session.interview, asking)


def _points(standing: Standing) -> int | None:
    return standing.points if standing.eligible else None


@dataclass(frozen=True, slots=True)
class Ready:
    """Other answers that would lead elsewhere, in words, ready to be tried; `outcome` None: nothing would fit."""

    outcome: str | None
    text: str
    answers: Answers


def flips_to_try(advisor: Advisor, assessment: Assessment, component: str) -> tuple[Ready, ...]:
    """Every smallest change of answers that would lead a component elsewhere, ready to be tried."""
    return ready_to_try(advisor.knowledge, component, flips(advisor, assessment, component).flips)


def ready_to_try(knowledge: Knowledge, component: str, flips: Sequence[Flip]) -> tuple[Ready, ...]:
    """Flips in words, fewest answers first; those of one question that lead to the same option together."""
    together: dict[tuple[str | None, tuple[str, ...]], list[Flip]] = {}
    for flip in sorted(flips, key=lambda flip: len(flip.changes)):
        several = len(flip.changes) > 1
        key = tuple(f"{change.question}{change.instead if several else ''}" for change in flip.changes)
        together.setdefault((flip.recommended, key), []).append(flip)
    return tuple(_ready(knowledge, component, outcome, group) for (outcome, _), group in together.items())


def _ready(knowledge: Knowledge, component: str, outcome: str | None, group: list[Flip]) -> Ready:
    said, answers = [], {}
    for place, first in enumerate(group[0].changes):
        question = knowledge.questions[first.question]
        others = other_answers(question, [flip.changes[place] for flip in group])
        said.append(f"{question.title}: {others} (now {wording.labels(question, first.now)})")
        whose = component if question.scope is Scope.COMPONENT else None
        answers[QuestionRef(first.question, whose)] = Answer(answer=first.instead[0])
    return Ready(outcome, ", and ".join(said), answers)
