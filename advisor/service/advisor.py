"""Everything that can be asked of the advisor about one assessment; nothing here keeps state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.engine.evaluate import evaluate
from advisor.engine.memory import Memory
from advisor.engine.system import SystemEvaluation, evaluate_system, known_answers
from advisor.errors import AdvisorError, InputError, Problem
from advisor.graph.program import Program
from advisor.loading.locations import examples_folder, knowledge_folder
from advisor.model.assessment import Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import SystemVerdict
from advisor.service.proving import BUDGET, Proof

if TYPE_CHECKING:
    from advisor.model.agreement import CaseResult, RowResult
    from advisor.model.interview import Interview, QuestionRef, WhyAsked
    from advisor.output.files import TextFile


def open_advisor(extra: Sequence[Path] = ()) -> Advisor:
    """Load the shipped knowledge with `extra` folders on top; one that has a knowledge.yaml replaces it instead.

    Raises InputError with every problem of every file.
    """
    from advisor.loading.cache import cached

    folders = knowledge_folders(extra)
    knowledge, program = cached(folders, lambda: _load(folders))
    return Advisor(knowledge, program)


def knowledge_folders(extra: Sequence[Path]) -> list[Path]:
    """The folders to load, the base first. Raises AdvisorError for one that is not there."""
    folders = [folder.resolve() for folder in extra]
    for folder in folders:
        if not folder.is_dir():
            raise AdvisorError(f"{folder} is not a folder; --knowledge takes a folder of knowledge files")
    if not any((folder / "knowledge.yaml").is_file() for folder in folders):
        folders.insert(0, knowledge_folder())
    return sorted(folders, key=lambda folder: not (folder / "knowledge.yaml").is_file())


def lint_knowledge(extra: Sequence[Path], today: date) -> list[Problem]:
    """Everything wrong with the knowledge: what keeps it from loading, or else what the checks find.

    Each pack is checked as it stands on those before it.
    """
    from advisor.checking.lint import lint
    from advisor.graph.compile import compile_knowledge
    from advisor.loading.auditing import load_audit_rules
    from advisor.loading.knowledge import load_knowledge

    folders = knowledge_folders(extra)
    found = []
    try:
        for number, folder in enumerate(folders, 1):
            knowledge, places = load_knowledge(folders[:number])
            rules = load_audit_rules(folders[:number], knowledge)
            found += lint(knowledge, compile_knowledge(knowledge), places, today, folder.name, rules)
    except InputError as error:
        return list(error.problems)
    return found


def _load(folders: Sequence[Path]) -> tuple[Knowledge, Program]:
    from advisor.graph.compile import compile_knowledge
    from advisor.loading.knowledge import load_knowledge

    knowledge, _ = load_knowledge(folders)
    return knowledge, compile_knowledge(knowledge)


class Advisor:
    """The knowledge, and what can be concluded from it."""

    def __init__(self, knowledge: Knowledge, program: Program) -> None:
        self.knowledge = knowledge
        self.program = program

    def new(self, system: str) -> Assessment:
        """An assessment without answers, made with this knowledge."""
        return Assessment(knowledge=self.knowledge.manifest.version, system=system)

    def read(self, path: Path) -> Assessment:
        """Read an assessment file. Raises InputError with every problem in it."""
        from advisor.loading.assessment import read_assessment

        return read_assessment(path, self.knowledge)

    def examples(self) -> tuple[Path, ...]:
        """The example assessments that come with the advisor."""
        return tuple(sorted(examples_folder().glob("*.yaml")))

    def evaluate(self, assessment: Assessment, memories: dict[str, Memory] | None = None) -> SystemEvaluation:
        """The verdict with the states behind it, for `interview` and `why`, in a few milliseconds.

        What takes longer to prove is left open. Hand in the same `memories` again to build on earlier calls.
        """
        return evaluate_system(self.program, assessment, memories)

    def prove(self, assessment: Assessment, seconds: float = BUDGET, *, only_pattern: bool = False) -> SystemEvaluation:
        """The same with everything decided that can be within a budget, about the pattern or about all decisions."""
        memories: dict[str, Memory] = {}
        evaluation = evaluate_system(self.program, assessment, memories, only_pattern=only_pattern)
        proof = Proof(self.program, evaluation, seconds, only_pattern=only_pattern)
        proof.run()
        if proof.hand_over(memories):
            evaluation = evaluate_system(self.program, assessment, memories, only_pattern=only_pattern)
        return evaluation

    def recommend(self, assessment: Assessment, seconds: float = BUDGET) -> SystemVerdict:
        """The verdict per component and for the system; `proven` is false where the budget did not suffice.

        Of the decisions after the pattern it only says how they come out now.
        """
        return self.prove(assessment, seconds, only_pattern=True).verdict

    def interview(
        self,
        assessment: Assessment,
        last: QuestionRef | None = None,
        skipped: frozenset[QuestionRef] = frozenset(),
        evaluation: SystemEvaluation | None = None,
    ) -> Interview:
        """The questions as they stand and the next one, after `last`, leaving out `skipped` as long as possible."""
        from advisor.engine.interview import interview

        found = evaluation or self.evaluate(assessment)
        return interview(self.knowledge, self.program, assessment, found, last, skipped)

    def why(self, assessment: Assessment, ref: QuestionRef, evaluation: SystemEvaluation | None = None) -> WhyAsked:
        """Why a question is asked: the open rules that wait for it."""
        from advisor.engine.interview import why

        return why(self.knowledge, self.program, evaluation or self.evaluate(assessment), ref)

    def facts(self, assessment: Assessment, component: str) -> dict[str, bool | None]:
        """Every fact about one component; None for one that is open. Raises KeyError for an unknown component."""
        answers = known_answers(assessment.organisation) | known_answers(assessment.components[component].answers)
        state = evaluate(self.program, answers)
        return {fact.id: truth for fact, truth in zip(self.program.facts, state.facts, strict=True)}

    def cases(self) -> list[CaseResult]:
        """Every published case with what is recommended for it."""
        from advisor.checking.cases import replay_cases

        return replay_cases(self.program, self.knowledge.cases.values())

    def guides(self) -> list[RowResult]:
        """Every row of the published guides with what is recommended for it."""
        from advisor.checking.guides import replay_guides

        return replay_guides(self.program, self.knowledge.guides.values())

    def artifacts(self, assessment: Assessment) -> tuple[TextFile, ...]:
        """The starter artifacts of every component, not yet written anywhere."""
        from advisor.output.artifacts import render_artifacts

        facts = {name: self.facts(assessment, name) for name in assessment.components}
        return render_artifacts(self.knowledge, assessment, self.recommend(assessment), facts)

    def write(self, files: Sequence[TextFile], folder: Path) -> None:
        """Write files below `folder`. Raises AdvisorError for one that cannot be written."""
        from advisor.output.files import write_files

        write_files(files, folder)

    def write_text(self, text: str, path: Path) -> None:
        """Write one file that somebody named. Raises AdvisorError if it cannot be written."""
        from advisor.output.files import write_text

        write_text(path, text)
