"""The report for a review meeting: made, and written where somebody wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.model.auditing import Audit
from advisor.output.given import Given
from advisor.service.advisor import Advisor
from advisor.service.flipping import flips

FORMS = ("markdown", "html", "pdf", "slides", "adr", "json")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what people should know about it."""

    paths: tuple[Path, ...]
    remarks: tuple[str, ...] = ()


def report(
    advisor: Advisor,
    assessment: Assessment,
    form: str,
    on: date,
    templates: Path | None = None,
    audit: Audit | None = None,
) -> str:
    """A report that is one text: every format but `pdf` and `adr`. Raises AdvisorError for another."""
    from advisor.output.report.forms import text_report

    return text_report(given(advisor, assessment, audit), form, on, templates)


def write_report(
    advisor: Advisor,
    source: Path,
    form: str,
    output: Path,
    on: date,
    *,
    templates: Path | None = None,
    audit: Audit | None = None,
) -> Written:
    """Read an assessment and write its report; `adr` writes a folder, and keeps what people added to one.

    `audit` becomes a section of it.

    Raises InputError or AdvisorError.
    """
    assessment = advisor.read(source)
    if form == "pdf":
        from advisor.output.files import write_bytes
        from advisor.output.report.forms import pdf

        content, remarks = pdf(given(advisor, assessment, audit), on, templates)
        write_bytes(output, content)
        return Written((output,), remarks)
    if form == "adr":
        from advisor.output.records.folder import render_records

        made, told = render_records(given(advisor, assessment), on, source, _present(output), templates)
        advisor.write(made, output)
        return Written(tuple(output / file.path for file in made), told)
    advisor.write_text(report(advisor, assessment, form, on, templates, audit), output)
    return Written((output,))


def given(advisor: Advisor, assessment: Assessment, audit: Audit | None = None) -> Given:
    """Everything that a report reads."""
    evaluation = advisor.prove(assessment)
    asked = advisor.interview(assessment, evaluation=evaluation)
    found = tuple(flips(advisor, assessment, name) for name in assessment.components)
    return Given(advisor.knowledge, assessment, evaluation.verdict, asked, found, audit)


def _present(folder: Path) -> dict[str, str]:
    """The Markdown files of a folder, by name. Raises AdvisorError for one that cannot be read."""
    if folder.exists() and not folder.is_dir():
        raise AdvisorError(f"{folder} is not a folder; decision records are one file each")
    try:
        return {path.name: path.read_text("utf-8") for path in _markdown_files(folder)}
    except UnicodeDecodeError as error:
        raise AdvisorError(f"{folder} has a file that is not UTF-8 text: {error.reason}") from None
    except OSError as error:
        raise AdvisorError(f"{error.filename or folder} cannot be read: {error.strerror}") from None


def _markdown_files(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.glob("*.md") if path.is_file()) if folder.is_dir() else ()
