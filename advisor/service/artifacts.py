"""Writing the starter artifacts, also into a folder that people have edited since."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.loading.lock import lock_text, read_lock, read_texts, texts_archive
from advisor.model.assessment import Assessment
from advisor.model.lock import ArtifactLock, LockedFile
from advisor.output.files import TextFile, remove_file, write_bytes
from advisor.output.rewriting.planning import (
    ChangeKind,
    PlannedChange,
    Present,
    Written,
    digest,
    plan_changes,
)
from advisor.service.advisor import Advisor

__all__ = ["ArtifactPlan", "ChangeKind", "PlannedChange", "carry_out", "plan_artifacts"]

LOCK = "advisor.lock.yaml"
TEXTS = "advisor.lock.zip"


@dataclass(frozen=True, slots=True)
class ArtifactPlan:
    """What writing would do to each file of a folder, in the order of the files; nothing is done yet."""

    folder: Path
    changes: tuple[PlannedChange, ...]
    files: Mapping[str, TextFile]
    written: Written
    system: str
    knowledge: str

    def of_kind(self, *kinds: ChangeKind) -> tuple[PlannedChange, ...]:
        """The changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def needs_people(self) -> tuple[PlannedChange, ...]:
        """The changes that leave something for people to settle."""
        return tuple(change for change in self.changes if change.kind.needs_people)


def plan_artifacts(advisor: Advisor, assessment: Assessment, folder: Path) -> ArtifactPlan:
    """What writing the artifacts into `folder` would do. Raises AdvisorError for a folder that cannot be read."""
    if folder.exists() and not folder.is_dir():
        raise AdvisorError(f"{folder} is not a folder; the artifacts are many files")
    lock = read_lock(folder / LOCK)
    written = Written(lock.files, read_texts(folder / TEXTS)) if lock else Written({}, {})
    files = advisor.artifacts(assessment)
    changes = plan_changes(files, written, lambda path: _present(folder, path))
    by_path = {file.path: file for file in files}
    return ArtifactPlan(folder, changes, by_path, written, assessment.system, advisor.knowledge.manifest.version)


def carry_out(
    plan: ArtifactPlan, only: Collection[str] | None = None, go_on: Callable[[PlannedChange], bool] = lambda _: True
) -> tuple[PlannedChange, ...]:
    """Do what was planned, for the artifacts in `only` or for all, and write the lock. Gives what was done.

    `go_on` is asked before each file; it may end the work there.

    Raises AdvisorError at the first file that changed since the plan was made or cannot be written; what was done
    until then is in the lock.
    """
    chosen = [change for change in plan.changes if only is None or change.path in only]
    _check_unchanged(plan.folder, chosen)
    done: list[PlannedChange] = []
    try:
        for change in chosen:
            if not go_on(change):
                break
            _do(plan.folder, change)
            done.append(change)
    except AdvisorError:
        with contextlib.suppress(AdvisorError):
            _write_lock(plan, done)
        raise
    _write_lock(plan, done)
    return tuple(done)


def _check_unchanged(folder: Path, changes: list[PlannedChange]) -> None:
    for change in changes:
        there = _present(folder, change.target)
        if change.kind.touches and (there.text if there else None) != change.before:
            raise AdvisorError(f"{folder / change.target} was changed meanwhile; nothing was written. Look again.")


def _do(folder: Path, change: PlannedChange) -> None:
    if not change.kind.touches or change.before == change.after:
        return
    path = folder / change.target
    if change.after is None:
        remove_file(path, folder)
        return
    text = change.after.replace("\n", "\r\n") if change.crlf else change.after
    write_bytes(path, text.encode(), executable=change.executable, keep_mode=True)


def _write_lock(plan: ArtifactPlan, done: list[PlannedChange]) -> None:
    """Entries of what was done are new; of what was left out this time, those from before."""
    entries = dict(plan.written.files)
    texts = {path: text for path in entries if (text := plan.written.base(path)) is not None}
    for change in done:
        if change.kind is ChangeKind.UNRESOLVED:
            continue
        entries.pop(change.path, None)
        texts.pop(change.path, None)
        file = plan.files.get(change.path)
        if file is not None:
            entries[file.path] = LockedFile(
                sha256=digest(file.text), why=file.why, executable=file.executable, basis=file.basis
            )
            texts[file.path] = file.text
    lock = ArtifactLock(system=plan.system, knowledge=plan.knowledge, files=entries)
    write_bytes(plan.folder / TEXTS, texts_archive(texts))
    write_bytes(plan.folder / LOCK, lock_text(lock).encode())


def _present(folder: Path, name: str) -> Present | None:
    """What stands at a path now. Raises AdvisorError if it cannot be read."""
    path = folder / name
    if path.is_symlink():
        return Present(None, "a link")
    if path.is_dir():
        return Present(None, "a folder")
    try:
        text = path.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        return Present(None, "a file that is not text")
    except OSError as error:
        raise AdvisorError(f"{path} cannot be read: {error.strerror}") from None
    crlf = "\r\n" in text and text.count("\n") == text.count("\r\n")
    return Present(text.replace("\r\n", "\n") if crlf else text, crlf=crlf)
