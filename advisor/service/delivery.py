"""Everything to be written for one assessment, held against what is in the folder already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.output.files import write_bytes, write_text
from advisor.service.advisor import Advisor
from advisor.service.artifacts import ArtifactPlan, ChangeKind, PlannedChange, carry_out, plan_artifacts
from advisor.service.reporting import given

REPORTS = {
    "report.md": ("markdown", "The report for the review, to be read and edited as text"),
    "report.html": ("html", "The same report for a browser"),
    "report.pdf": ("pdf", "The same report as PDF, to be printed or sent round; made when it is written"),
    "slides.html": ("slides", "The decisions as slides, for a browser"),
}


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many files were written, and what people should know about them."""

    written: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What writing would do to each file: the reports that are ready, and the artifacts."""

    folder: Path
    reports: tuple[PlannedChange, ...]
    artifacts: ArtifactPlan
    printed: Callable[[], tuple[bytes, tuple[str, ...]]]
    """Makes the PDF, which takes too long to do it for nothing, and says what people should know about it."""
    coming: tuple[str, ...]
    """The reports that are still to be made."""

    @property
    def changes(self) -> tuple[PlannedChange, ...]:
        """Reports first."""
        return (*self.reports, *self.artifacts.changes)

    @property
    def touches(self) -> bool:
        """Whether there is anything to write."""
        return any(change.kind.touches for change in self.changes)

    def loses(self, only: Collection[str]) -> tuple[PlannedChange, ...]:
        """What takes something away or leaves something to settle, among the files in `only`."""
        careful = (ChangeKind.REMOVED, ChangeKind.CONFLICT, ChangeKind.BESIDE)
        return tuple(
            change
            for change in self.changes
            if change.path in only
            and (change.kind in careful or (change in self.reports and change.kind is ChangeKind.REPLACED))
        )


def deliveries(advisor: Advisor, assessment: Assessment, folder: Path, on: date) -> Iterator[Delivery]:
    """The artifacts, then with each further report that is ready; seconds may lie between.

    Raises AdvisorError for what cannot be made or a folder that cannot be read.
    """
    from advisor.output.report.forms import pdf, text_report

    plan = plan_artifacts(advisor, assessment, folder)
    facts = given(advisor, assessment)
    printed = partial(pdf, facts, on)
    names = tuple(name for name, (form, _) in REPORTS.items() if form != "pdf" or find_spec("typst") is not None)
    reports: tuple[PlannedChange, ...] = ()
    yield Delivery(folder, reports, plan, printed, names)
    for number, name in enumerate(names, 1):
        form, purpose = REPORTS[name]
        if form == "pdf":
            reports = (*reports, _as_the_last(folder, name, reports[-1].kind, purpose))
        else:
            reports = (*reports, _report(folder, name, text_report(facts, form, on, None), purpose))
        yield Delivery(folder, reports, plan, printed, names[number:])


def deliver(delivery: Delivery, only: Collection[str], go_on: Callable[[PlannedChange], bool]) -> Delivered:
    """Write the files in `only`; `go_on` is asked before each.

    Raises AdvisorError at the first that cannot be; what was written until then stays.
    """
    written = 0
    remarks: tuple[str, ...] = ()
    for change in delivery.reports:
        if change.path not in only or not change.kind.touches:
            continue
        if not go_on(change):
            return Delivered(written, remarks)
        if change.after is not None:
            write_text(delivery.folder / change.path, change.after)
        else:
            content, remarks = delivery.printed()
            write_bytes(delivery.folder / change.path, content)
        written += 1
    chosen = {change.path for change in delivery.artifacts.changes} & set(only)
    if chosen:
        done = carry_out(delivery.artifacts, chosen, go_on)
        written += sum(change.kind.touches for change in done)
    return Delivered(written, remarks)


def _as_the_last(folder: Path, name: str, last: ChangeKind, purpose: str) -> PlannedChange:
    """A form of the report that is not made yet: it says what the one before it says."""
    if not (folder / name).exists():
        kind, why = ChangeKind.NEW, "it is not there yet"
    elif last is ChangeKind.SAME:
        kind, why = ChangeKind.SAME, "the report has not changed since"
    else:
        kind, why = ChangeKind.REPLACED, "the report has changed; what stands there is replaced"
    return PlannedChange(name, kind, why, purpose, None, None, name)


def _report(folder: Path, name: str, text: str, purpose: str) -> PlannedChange:
    path = folder / name
    try:
        before = path.read_text("utf-8") if path.exists() else None
    except (OSError, UnicodeDecodeError):
        raise AdvisorError(f"{path} is there and cannot be read; move it away, or write into another folder") from None
    if before is None:
        kind, why = ChangeKind.NEW, "it is not there yet"
    elif before == text:
        kind, why = ChangeKind.SAME, "it already reads like this"
    else:
        kind, why = ChangeKind.REPLACED, "it reads differently now; what stands there is replaced"
    return PlannedChange(name, kind, why, purpose, before, text, name)
