"""What writing artifacts into a folder would do to each file there, before anything is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum

from advisor.model.lock import LockedFile
from advisor.output.files import TextFile
from advisor.output.rewriting.merging import has_markers, merge


class ChangeKind(StrEnum):
    """What happens to one file, in the word that people see."""

    NEW = "new"
    REPLACED = "replaced"
    MERGED = "merged"
    CONFLICT = "conflict"
    BESIDE = "beside"
    UNRESOLVED = "unresolved"
    REMOVED = "removed"
    LEFT = "left"
    GONE = "gone"
    KEPT = "kept"
    SAME = "same"

    @property
    def needs_people(self) -> bool:
        """Whether somebody has to look and decide."""
        return self in (ChangeKind.CONFLICT, ChangeKind.BESIDE, ChangeKind.UNRESOLVED)

    @property
    def touches(self) -> bool:
        """Whether anything on disk changes."""
        return self in _TOUCHING


_TOUCHING = frozenset(
    {
        ChangeKind.NEW,
        ChangeKind.REPLACED,
        ChangeKind.MERGED,
        ChangeKind.CONFLICT,
        ChangeKind.BESIDE,
        ChangeKind.REMOVED,
    }
)


@dataclass(frozen=True, slots=True)
class Present:
    """What stands at a path now. `text` has plain newlines; it is None for what is no text file of ours to change.

    `obstacle` says what it is then; `crlf` that its lines end the way Windows ends them.
    """

    text: str | None
    obstacle: str = ""
    crlf: bool = False


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What will happen to one file.

    `path` is the artifact's; `target` where the text goes, which is another name if it goes beside. `why` says
    what happens and why, `purpose` what the file is for. `before` and `after` are the target's text now and
    then; None where there is no file.
    """

    path: str
    kind: ChangeKind
    why: str
    purpose: str
    before: str | None = None
    after: str | None = None
    target: str = ""
    crlf: bool = False
    executable: bool = False

    @property
    def diff(self) -> str:
        """The change as a unified diff; empty if nothing on disk changes."""
        if not self.kind.touches:
            return ""
        old, new = (text.splitlines(keepends=True) if text else [] for text in (self.before, self.after))
        names = (
            "/dev/null" if self.before is None else f"a/{self.target}",
            "/dev/null" if self.after is None else f"b/{self.target}",
        )
        lines = unified_diff(old, new, *names)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def digest(text: str) -> str:
    """How the lock names a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """What was written last time: the lock's entries and, where it is still known, the text of each."""

    files: Mapping[str, LockedFile]
    texts: Mapping[str, str]

    def base(self, path: str) -> str | None:
        """The text as it was written; None if it is no longer known for certain."""
        text = self.texts.get(path)
        return text if text is not None and digest(text) == self.files[path].sha256 else None


def plan_changes(
    files: Sequence[TextFile], written: Written, look: Callable[[str], Present | None]
) -> tuple[PlannedChange, ...]:
    """What writing `files` would do. `look` tells what stands at a path now, None for nothing."""
    planner = _Planner(written, look)
    wanted = {file.path for file in files}
    changes = [planner.file(file) for file in files]
    changes += [found for path in sorted(written.files) if path not in wanted for found in planner.left_over(path)]
    return tuple(changes)


class _Planner:
    def __init__(self, written: Written, look: Callable[[str], Present | None]) -> None:
        self._written = written
        self._look = look

    def file(self, file: TextFile) -> PlannedChange:
        """What becomes of one file that we write."""
        there, locked = self._look(file.path), self._written.files.get(file.path)
        if there is None:
            return self._absent(file, locked)
        if there.text == file.text:
            return _change(file, ChangeKind.SAME, "it already reads like this", there, there.text)
        nothing_new = locked is not None and digest(file.text) == locked.sha256
        if there.text is None:
            if nothing_new:
                return _change(
                    file, ChangeKind.KEPT, f"{there.obstacle} took its place, and there is nothing new", there
                )
            return self._beside(file, f"{there.obstacle} stands where this file belongs")
        if locked is None:
            return self._beside(file, "a file of this name is there that was not written by the advisor")
        if digest(there.text) == locked.sha256:
            why = "nobody edited it, and it reads differently now"
            return _change(file, ChangeKind.REPLACED, why, there, file.text)
        if has_markers(there.text):
            why = "it still has conflict markers; settle them, then write again"
            return _change(file, ChangeKind.UNRESOLVED, why, there, there.text)
        if nothing_new:
            return _change(file, ChangeKind.KEPT, "you edited it, and there is nothing new", there, there.text)
        return self._merged(file, there)

    def left_over(self, path: str) -> Iterator[PlannedChange]:
        """What becomes of a file that we wrote once and no longer do."""
        there, locked = self._look(path), self._written.files[path]
        if there is None:
            return
        gone = TextFile(path, "", locked.why, locked.executable)
        if there.text is not None and digest(there.text) == locked.sha256:
            why = "the answers no longer ask for it, and nobody edited it"
            yield _change(gone, ChangeKind.REMOVED, why, there, None)
        else:
            why = "the answers no longer ask for it; it stays because you edited it"
            yield _change(gone, ChangeKind.LEFT, why, there, there.text)

    def _absent(self, file: TextFile, locked: LockedFile | None) -> PlannedChange:
        if locked is None:
            return _change(file, ChangeKind.NEW, "it is not there yet", None, file.text)
        news = "" if digest(file.text) == locked.sha256 else ", although it reads differently now"
        return _change(file, ChangeKind.GONE, f"you deleted it, so it stays away{news}", None, None)

    def _merged(self, file: TextFile, there: Present) -> PlannedChange:
        base = self._written.base(file.path)
        if base is None:
            return self._beside(file, "you edited it, and how it was written is no longer known")
        merged = merge(base, there.text or "", file.text)
        if merged.text == there.text:
            return _change(file, ChangeKind.KEPT, "your edits already have what is new", there, there.text)
        if merged.conflicts:
            places = "one place" if merged.conflicts == 1 else f"{merged.conflicts} places"
            why = f"you and the advisor changed the same lines in {places}; both are there between markers"
            return _change(file, ChangeKind.CONFLICT, why, there, merged.text)
        return _change(file, ChangeKind.MERGED, "your edits stay and what is new is added", there, merged.text)

    def _beside(self, file: TextFile, because: str) -> PlannedChange:
        """Under the next free name beside what is there, which nobody loses."""
        number = 1
        while True:
            target = f"{file.path}.new" if number == 1 else f"{file.path}.new.{number}"
            there = self._look(target)
            if there is None:
                why = f"{because}; ours goes beside it as {target}"
                return _change(file, ChangeKind.BESIDE, why, None, file.text, target)
            if there.text == file.text:
                why = f"{because}; ours is beside it as {target}"
                return _change(file, ChangeKind.BESIDE, why, there, file.text, target)
            number += 1


def _change(
    file: TextFile,
    kind: ChangeKind,
    why: str,
    there: Present | None = None,
    after: str | None = None,
    target: str = "",
) -> PlannedChange:
    return PlannedChange(
        path=file.path,
        kind=kind,
        why=why,
        purpose=file.why,
        before=there.text if there else None,
        after=after,
        target=target or file.path,
        crlf=there.crlf if there else False,
        executable=file.executable,
    )
