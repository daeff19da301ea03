"""Beginning from what exists: deployment files into an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.model.imported import ImportResult
from advisor.service.advisor import Advisor, knowledge_folders


def import_files(
    advisor: Advisor,
    paths: Sequence[Path],
    assessment: Assessment,
    *,
    text: str | None = None,
    extra: Sequence[Path] = (),
) -> ImportResult:
    """Read deployment files (and `text`, what came in on standard input) into an assessment; nothing is saved.

    `extra` are the additional knowledge folders that the advisor was opened with. Raises InputError if nothing could
    be read.
    """
    from advisor.importing.run import run_import
    from advisor.loading.answers import check_answer
    from advisor.loading.recognition import load_recognition

    questions = advisor.knowledge.questions
    recognition = load_recognition(knowledge_folders(extra), questions)

    def allowed(question: str, answer: tuple[str, ...]) -> bool:
        # Another knowledge need not ask what the files show.
        return question in questions and not any(check_answer(questions[question], answer))

    return run_import(paths, text, assessment, recognition, allowed)


def import_to_file(
    advisor: Advisor,
    paths: Sequence[Path],
    output: Path,
    *,
    text: str | None = None,
    extra: Sequence[Path] = (),
    system: str | None = None,
) -> ImportResult:
    """Import into the assessment at `output`, which is made if it is not there; comments in it stay.

    Raises InputError if nothing could be read, AdvisorError if the file cannot be written.
    """
    from advisor.loading.saving import fingerprint, save_assessment

    if output.is_dir():
        raise AdvisorError(f"{output} is a folder; --output takes the assessment's file")
    if not output.parent.is_dir():
        raise AdvisorError(f"there is no folder {output.parent} to write {output.name} to")
    on_disk = fingerprint(output)
    before = advisor.read(output) if on_disk else advisor.new(system or system_name(paths))
    if on_disk and system:
        before = before.model_copy(update={"system": system})
    result = import_files(advisor, paths, before, text=text, extra=extra)
    save_assessment(result.assessment, output, on_disk)
    return result


def system_name(paths: Sequence[Path]) -> str:
    """What to call a system that is known only by its files: as their folder is called."""
    if not paths:
        return "Imported system"
    first = paths[0].resolve()
    folder = first if first.is_dir() else first.parent
    words = folder.name.replace("-", " ").replace("_", " ").strip()
    return words.capitalize() or "Imported system"


def import_text(advisor: Advisor, result: ImportResult, bold: bool = False) -> str:
    """What an import did, for people."""
    from advisor.importing.summary import summary_text

    return summary_text(result, advisor.knowledge.questions, bold)


def import_data(result: ImportResult) -> dict[str, Any]:
    """What an import did, for programs."""
    from advisor.importing.summary import summary_data

    return summary_data(result)


def input_text(raw: bytes) -> str:
    """What came in on standard input as text. Raises InputError if it is too large or no text."""
    from advisor.reading.fence import LARGEST_FILE, decoded

    if len(raw) > LARGEST_FILE:
        raise AdvisorError(f"what comes in is larger than {LARGEST_FILE // 1_000_000} MB")
    return decoded(raw, "stdin")
