"""What the screens share: the open session, where the interview stands, and how the last save went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError
from advisor.model.interview import Change, Matter, QuestionRef, QuestionState
from advisor.service.answering import changed_answers

if TYPE_CHECKING:
    from advisor.service import Advisor, Session
    from advisor.service.answering import Answers
    from advisor.service.trying import Variation


@dataclass
class Desk:
    """One system on the desk. All changes go through `do`, so that a failed save is never overlooked."""

    advisor: Advisor
    session: Session
    asked: QuestionRef | None = None
    component: str | None = None
    section: str = ""
    change: Change | None = None
    failed: str | None = None
    trail: list[QuestionRef] = field(default_factory=list)
    together: tuple[str, ...] = ()
    """Who gets the next answer beside the component that is asked about."""
    group: frozenset[str] = frozenset()
    """Whose questions are answered together from now on."""
    page: int = 0
    compared: tuple[str, ...] = ()
    variation: Variation | None = None
    to_try: list[Answers] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked = self.session.interview.next
        self.component = next(iter(self.session.assessment.components), None)
        from advisor.service.trying import Preview

        self.preview = Preview(self.session)

    def varied(self) -> Variation:
        """What is being tried, brought up to what stands now, with what is waiting to be tried."""
        from advisor.service.trying import Variation

        variation = self.variation or Variation(self.session)
        variation.follow()
        while self.to_try:
            variation.answers(self.to_try.pop(0))
        self.variation = variation
        return variation

    def do(self, step: Callable[[], object]) -> str | None:
        """Change the session. Returns what went wrong, if anything; a change that only failed to be saved is kept."""
        before = self.session.assessment
        try:
            result = step()
        except AdvisorError as error:
            if self.session.assessment is not before:
                self.change = None
                self.failed = str(error)
                self._follow()
            return str(error)
        self.failed = None
        answered = isinstance(result, Change) and any(changed_answers(before, self.session.assessment))
        self.change = result if answered and isinstance(result, Change) else None
        self._follow()
        return None

    def catch_up(self) -> str | None:
        """Take over what another window has written. Returns what there is to say about it."""
        try:
            if not self.session.catch_up():
                return None
        except AdvisorError as error:
            return str(error)
        self._follow()
        return "Changed in another window; what was answered there is shown here now."

    def _follow(self) -> None:
        if self.component not in self.session.assessment.components:
            self.component = next(iter(self.session.assessment.components), None)
        if self.asked is not None and self.state(self.asked) is None:
            self.asked = self.session.interview.next

    def state(self, ref: QuestionRef) -> QuestionState | None:
        """How a question stands; None if its component is gone."""
        try:
            return self.session.interview.state(ref)
        except KeyError:
            return None

    def others(self, ref: QuestionRef) -> tuple[QuestionState, ...]:
        """The same question about the other components."""
        states = self.session.interview.states
        return tuple(s for s in states if s.ref.question == ref.question and s.ref != ref and s.ref.component)

    def look_at(self, ref: QuestionRef | None) -> None:
        """Put a question on the desk; the way back remembers the one before."""
        if self.asked != ref:
            if self.asked is not None:
                self.trail.append(self.asked)
            self.together = self._rest_of_the_group(ref)
        self.asked = ref
        if ref is not None and ref.component is not None:
            self.component = ref.component

    def look_at_one_of(self, refs: Sequence[QuestionRef]) -> bool:
        """Put one of some questions on the desk, that of the component in front if there is one; False if none."""
        if refs:
            self.look_at(next((ref for ref in refs if ref.component == self.component), refs[0]))
        return bool(refs)

    def ask_together(self, others: tuple[str, ...]) -> None:
        """Give this answer, and those to the questions after it, to other components too; to none ends it."""
        self.together = others
        mine = self.asked.component if self.asked is not None else None
        self.group = frozenset((mine, *others)) if others and mine is not None else frozenset()

    def ask_all_together(self) -> str:
        """Give the answers to come to every component, or to one again if that is so already; says which."""
        every = self.session.assessment.components
        if len(every) < 2:
            return "There is no other component."
        self.group = frozenset() if self.group else frozenset(every)
        if not self.group:
            return "From now on an answer goes to one component again."
        return "From now on an answer goes to all components that have none yet; there, a chooses which."

    def _rest_of_the_group(self, ref: QuestionRef | None) -> tuple[str, ...]:
        """The others of the group that have no answer yet: what somebody said is not written over unseen."""
        if ref is None or ref.component not in self.group:
            return ()
        still = (each for each in self.others(ref) if each.answer is None and each.applies is not False)
        return tuple(each.ref.component for each in still if each.ref.component in self.group)

    def look_back(self) -> bool:
        """Return to the question before, if there is one."""
        while self.trail:
            ref = self.trail.pop()
            if self.state(ref) is not None:
                self.asked = ref
                self.together = ()
                self.component = ref.component or self.component
                return True
        return False

    def next_component(self) -> None:
        """On to the next component, round and round."""
        names = list(self.session.assessment.components)
        if self.component in names:
            self.component = names[(names.index(self.component) + 1) % len(names)]

    def turn_to(self, component: str | None) -> None:
        """Take up a component, or the organisation (None), at its first question that is open and matters."""
        states = [state for state in self.session.interview.states if state.ref.component == component]
        still = [state for state in states if state.answer is None and state.matters is not Matter.NO]
        if states:
            self.look_at((still or states)[0].ref)
