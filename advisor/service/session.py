"""One assessment being worked on: every change is saved before it is shown, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from advisor.engine.memory import Memory
from advisor.errors import AdvisorError
from advisor.loading.saving import alone_with, fingerprint, make_ready, save_assessment, write_atomically
from advisor.model.assessment import Answer, Assessment, Component, Override
from advisor.model.interview import Change, Interview, QuestionRef, WhyAsked
from advisor.model.verdict import SystemVerdict
from advisor.service.advisor import Advisor
from advisor.service.answering import Answers, with_answers
from advisor.service.changes import changes
from advisor.service.merging import merge
from advisor.service.naming import check_component_name
from advisor.service.proving import Proof


class Session:
    """An assessment, its file and its history.

    A change whose save fails stays in memory: the AdvisorError says why, and the next change saves it too. What another
    window or an editor writes to the file meanwhile is taken over, and never overwritten.
    """

    def __init__(self, advisor: Advisor, path: Path, assessment: Assessment, on_disk: str | None) -> None:
        self.advisor = advisor
        self.path = path
        self._on_disk = on_disk
        self._agreed = assessment  # what the file said when we last read or wrote it
        self._seen = _stamp(path)
        self._past: list[Assessment] = []
        self._future: list[Assessment] = []
        self._skipped: frozenset[QuestionRef] = frozenset()
        self._last: QuestionRef | None = None
        self._memories: dict[str, Memory] = {}
        self._proof: Proof | None = None
        self._lock = RLock()
        self._show(assessment)

    @classmethod
    def open(cls, advisor: Advisor, path: Path) -> Session:
        """Work on a file; one that does not exist is created. Raises InputError or AdvisorError."""
        if not path.exists():
            return cls.create(advisor, path, path.stem.replace("-", " ").replace("_", " ").strip().capitalize())
        found = fingerprint(path)
        return cls(advisor, path, advisor.read(path), found)

    @classmethod
    def create(cls, advisor: Advisor, path: Path, system: str, components: Sequence[str] = ()) -> Session:
        """Start a new file. Raises AdvisorError if it exists or cannot be written, or for a component's name."""
        if path.exists():
            raise AdvisorError(f"{path} is already there; open it, or choose another name")
        session = cls(advisor, path, advisor.new(system or "New system"), None)
        session.check_names(components)
        parts = {name: Component() for name in components}
        session._show(session.assessment.model_copy(update={"components": parts}))
        session.save()
        return session

    @classmethod
    def copy(cls, advisor: Advisor, source: Path, path: Path) -> Session:
        """Start a new file as a copy of another, such as an example. Raises AdvisorError if `path` exists."""
        if path.exists():
            raise AdvisorError(f"{path} is already there; open it, or choose another name")
        advisor.read(source)
        write_atomically(path, source.read_text("utf-8"))
        return cls.open(advisor, path)

    @property
    def assessment(self) -> Assessment:
        """The assessment as it stands."""
        return self._assessment

    @property
    def verdict(self) -> SystemVerdict:
        """The verdict on it."""
        return self._evaluation.verdict

    @property
    def interview(self) -> Interview:
        """The questions as they stand."""
        return self._interview

    def why(self, ref: QuestionRef) -> WhyAsked:
        """Why a question is asked, by what is known and proven now."""
        with self._lock:  # proofs are added to the evaluation by a worker
            return self.advisor.why(self._assessment, ref, self._evaluation)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._future)

    def answer(self, ref: QuestionRef, answer: Answer | None) -> Change:
        """Give, change or (None) take back an answer. Raises AdvisorError if it could not be saved."""
        return self.answers({ref: answer})

    def answers(self, answers: Answers) -> Change:
        """Give, change or take back several answers in one step. Raises AdvisorError if it could not be saved."""
        self._last = next(iter(answers), self._last)
        self._skipped -= answers.keys()
        return self._change(with_answers(self._assessment, answers))

    def override(self, component: str, override: Override | None) -> Change:
        """Choose a pattern against the recommendation, or (None) go back to it."""
        part = self._assessment.components[component]
        return self._change_component(component, part.model_copy(update={"override": override}))

    def skip(self, ref: QuestionRef) -> None:
        """Ask this question last in this sitting."""
        self._skipped |= {ref}
        self._last = ref
        self._show(self._assessment)

    def add_component(self, name: str) -> Change:
        """Add a component. Raises AdvisorError for a name that is taken or not allowed."""
        return self.add_components([name])

    def add_components(self, names: Sequence[str]) -> Change:
        """Add several in one step; none if one of the names is taken or not allowed. Raises AdvisorError then."""
        self.check_names(names)
        return self._change_components({**self._assessment.components, **{name: Component() for name in names}})

    def check_names(self, names: Sequence[str]) -> None:
        """Raises AdvisorError if one of them is not allowed as the name of a new component, taken, or there twice."""
        taken = set(self._assessment.components)
        for name in names:
            check_component_name(name)
            if name in taken:
                raise AdvisorError(f"there is already a component `{name}`")
            taken.add(name)

    def remove_component(self, name: str) -> Change:
        """Remove a component with its answers; undo brings it back."""
        parts = self._assessment.components
        return self._change_components({key: _linked(part, name, None) for key, part in parts.items() if key != name})

    def rename_component(self, old: str, new: str) -> Change:
        """Give a component another name. Raises AdvisorError for a name that is taken or not allowed."""
        self.check_names([new])
        parts = self._assessment.components
        renamed = {(new if key == old else key): _linked(part, old, new) for key, part in parts.items()}
        return self._change_components(renamed)

    def link(self, component: str, others: Sequence[str]) -> Change:
        """Say which other components one talks to."""
        part = self._assessment.components[component]
        return self._change_component(component, part.model_copy(update={"talks_to": tuple(others)}))

    def rename_system(self, title: str) -> Change:
        """Give the system another title. Raises AdvisorError for an empty one."""
        if not title.strip():
            raise AdvisorError("a system needs a name")
        return self._change(self._assessment.model_copy(update={"system": title.strip()}))

    def undo(self) -> bool:
        """Take the last change back; False if there is none. Raises AdvisorError if it could not be saved."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Make the last undone change again; False if there is none. Raises AdvisorError if it could not be saved."""
        return self._step(self._future, self._past)

    def make_ready(self) -> None:
        """Do beforehand what the first save would wait for. For a thread other than the one that makes changes."""
        make_ready(self.path)

    def save(self) -> None:
        """Write the file, with what others have written to it. Raises AdvisorError if that fails; it is then as it was.

        It also fails if somebody else has answered one of the same questions otherwise.
        """
        with alone_with(self.path):
            self._take_over()
            self._on_disk = save_assessment(self._assessment, self.path, self._on_disk)
            self._agreed = self._assessment
            self._seen = _stamp(self.path)

    def catch_up(self) -> bool:
        """Take over what others have written to the file since; True if there is something new to show.

        Costs next to nothing while the file stays as it is. Raises AdvisorError as `save` does.
        """
        seen = _stamp(self.path)
        if seen == self._seen:
            return False
        self._seen = seen
        before = self._assessment
        self._take_over()
        return self._assessment != before

    def _take_over(self) -> None:
        found = fingerprint(self.path)
        if found is None:
            self._on_disk = None  # somebody removed it; nothing is lost by writing it again
        if found in (None, self._on_disk):
            return
        theirs = self.advisor.read(self.path)
        titles = {name: question.title for name, question in self.advisor.knowledge.questions.items()}
        merged, clashes = merge(self._agreed, self._assessment, theirs, titles)
        if clashes:
            raise AdvisorError(
                f"{self.path.name} was changed in another window, and so was here: {', '.join(clashes)}. "
                "Nothing was overwritten. Undo here, and what stands there is taken over."
            )
        for states in (self._past, self._future):
            states[:] = [merge(self._agreed, state, theirs, titles)[0] for state in states]
        self._on_disk, self._agreed = found, theirs
        if merged != self._assessment:
            self._show(merged)

    def _step(self, source: list[Assessment], target: list[Assessment]) -> bool:
        if not source:
            return False
        target.append(self._assessment)
        self._show(source.pop())
        self.save()
        return True

    def _change_component(self, name: str, part: Component) -> Change:
        return self._change_components({**self._assessment.components, name: part})

    def _change_components(self, parts: dict[str, Component]) -> Change:
        return self._change(self._assessment.model_copy(update={"components": parts}))

    def put(self, assessment: Assessment) -> Change:
        """Take over another state of the whole assessment. Raises AdvisorError if it could not be saved."""
        return self._change(assessment)

    def _change(self, assessment: Assessment) -> Change:
        before, asked = self.verdict, self._interview
        if assessment != self._assessment:
            self._past.append(self._assessment)
            self._future.clear()
        self._show(assessment)
        self.save()
        return changes(before, self.verdict, asked, self._interview)

    def refine(self) -> bool:
        """Prove what the first look left open; True if there is something new to show.

        It may take seconds: call it after every change, from a thread other than the one that makes changes. The
        next change ends it.
        """
        with self._lock:
            proof = self._proof = Proof(self.advisor.program, self._evaluation)
        proof.run()
        with self._lock:
            news = proof.hand_over(self._memories)
            if news:
                self._show(self._assessment)
        return news

    def stop(self) -> None:
        """End `refine` soon, as when nobody is going to look any more."""
        if self._proof is not None:
            self._proof.stop()

    def _show(self, assessment: Assessment) -> None:
        self.stop()
        with self._lock:
            self._assessment = assessment
            self._evaluation = self.advisor.evaluate(assessment, self._memories)
            self._interview = self.advisor.interview(assessment, self._last, self._skipped, self._evaluation)


def _linked(part: Component, old: str, new: str | None) -> Component:
    """A component whose links to another follow its new name, or go with it."""
    if old not in part.talks_to:
        return part
    names = tuple(new if name == old else name for name in part.talks_to if new or name != old)
    return part.model_copy(update={"talks_to": names})


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """When, as which file and how large it was written last; None if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
