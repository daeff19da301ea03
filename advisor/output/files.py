"""The only place that writes what people asked for to disk."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from advisor.errors import AdvisorError


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file to write: its path below the chosen folder, its text, and why it is there."""

    path: str
    text: str
    why: str
    executable: bool = False


def write_files(files: Sequence[TextFile], folder: Path) -> None:
    """Write every file below `folder`, creating folders as needed; each is whole or not there.

    Raises AdvisorError at the first that cannot be written.
    """
    for file in files:
        write_text(folder / PurePosixPath(file.path), file.text, executable=file.executable)


def write_text(path: Path, text: str, *, executable: bool = False) -> None:
    """Write one text file, replacing what was there in one step. Raises AdvisorError if it cannot be written."""
    write_bytes(path, text.encode(), executable=executable)


def write_bytes(path: Path, content: bytes, *, executable: bool = False) -> None:
    """Write one file, replacing what was there in one step. Raises AdvisorError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            Path(temporary).chmod(0o755 if executable else 0o644)
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        # The error may name the temporary file, which nobody has heard of.
        raise AdvisorError(f"{path} cannot be written: {error.strerror}") from None
