"""The only place that writes what people asked for to disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from advisor.errors import AdvisorError
from advisor.model.lock import Basis
from advisor.replacing import replace_file


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file to write: its path below the chosen folder, its text, why it is there, and what it was made from."""

    path: str
    text: str
    why: str
    executable: bool = False
    basis: Basis | None = None


def write_files(files: Sequence[TextFile], folder: Path) -> None:
    """Write every file below `folder`, creating folders as needed; each is whole or not there.

    Raises AdvisorError at the first that cannot be written.
    """
    for file in files:
        write_text(folder / PurePosixPath(file.path), file.text, executable=file.executable)


def write_text(path: Path, text: str, *, executable: bool = False) -> None:
    """Write one text file, replacing what was there in one step. Raises AdvisorError if it cannot be written."""
    write_bytes(path, text.encode(), executable=executable)


def write_bytes(path: Path, content: bytes, *, executable: bool = False, keep_mode: bool = False) -> None:
    """Write one file, replacing what was there in one step, if wanted with the rights that it had.

    Raises AdvisorError if it cannot be written.
    """
    try:
        kept = path.stat().st_mode & 0o777 if keep_mode and path.exists() else 0o644
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content, kept | (0o111 if executable else 0))
    except OSError as error:
        # The error may name the temporary file, which nobody has heard of.
        raise AdvisorError(f"{path} cannot be written: {error.strerror}") from None


def remove_file(path: Path, top: Path) -> None:
    """Remove one file and the folders up to `top` that are empty then. Raises AdvisorError if it cannot be removed."""
    try:
        path.unlink()
    except OSError as error:
        raise AdvisorError(f"{path} cannot be removed: {error.strerror}") from None
    for folder in path.relative_to(top).parents:
        if folder == Path():
            return
        try:
            (top / folder).rmdir()
        except OSError:
            return
