"""Edits of a file as a unified diff that `patch -p1` applies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from advisor.auditing.subject import AuditedFile
from advisor.model.auditing import Edit

CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file"


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made that do not touch each other."""
    lines = text.split("\n")
    for edit in sorted(edits, reverse=True):
        lines[edit.line - 1 : edit.line - 1 + edit.remove] = edit.insert
    return "\n".join(lines)


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """Those edits that can be made together: the first of several that touch the same line, or add the same key."""
    chosen: list[Edit] = []
    for edit in sorted(set(edits)):
        if not any(_touch(one, edit) for one in chosen[-20:]):
            chosen.append(edit)
    return chosen


def diff_of(file: AuditedFile, edits: Sequence[Edit]) -> str:
    """The edits, which do not touch each other, as a unified diff."""
    ended = file.text.endswith("\n")
    old = list(file.lines[:-1] if ended else file.lines)
    name = diff_name(file)
    tab = "\t" if " " in name else ""
    shown = [f"--- a/{name}{tab}", f"+++ b/{name}{tab}"]
    shift = 0
    for group in _groups(sorted(edits)):
        first = max(0, group[0].line - 1 - CONTEXT)
        last = min(len(old), group[-1].line - 1 + group[-1].remove + CONTEXT)
        body, at = [], first
        for edit in group:
            body += _lines(" ", old, at, edit.line - 1, ended)
            at = edit.line - 1 + edit.remove
            body += _lines("-", old, edit.line - 1, at, ended)
            body += [f"+{line}" for line in edit.insert]
        body += _lines(" ", old, at, last, ended)
        added = sum(len(edit.insert) - edit.remove for edit in group)
        before, after = last - first, last - first + added
        # A hunk without lines is counted from the line before it.
        starts = first + (before > 0), first + shift + (after > 0)
        shown.append(f"@@ -{starts[0]},{before} +{starts[1]},{after} @@")
        shown += body
        shift += added
    return "\n".join(shown) + "\n"


def diff_name(file: AuditedFile) -> str:
    """The path in a diff: from where we are if the file lies below, else from the root (`patch -d / -p1`)."""
    path = PurePosixPath(file.name)
    if not path.is_absolute() and ".." not in path.parts:
        return file.name
    return Path(file.path).absolute().resolve().as_posix().lstrip("/")


def _touch(one: Edit, other: Edit) -> bool:
    if one.line == other.line and not one.remove and not other.remove:
        return one.insert[0].strip() == other.insert[0].strip()
    first, second = sorted((one, other))
    return second.line < first.line + max(1, first.remove)


def _groups(edits: Sequence[Edit]) -> list[list[Edit]]:
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.line - groups[-1][-1].line - groups[-1][-1].remove <= 2 * CONTEXT:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _lines(sign: str, old: Sequence[str], start: int, end: int, ended: bool) -> list[str]:
    found = [f"{sign}{line}" for line in old[start:end]]
    if found and end == len(old) and not ended:
        found.append(_NO_NEWLINE)
    return found
