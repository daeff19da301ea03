"""Writing an assessment back: what people wrote around our values stays, and nothing is ever half written."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.loading.round_trip import RoundTrip
from advisor.loading.written_form import written_form
from advisor.model.assessment import Assessment
from advisor.replacing import replace_file

_KEPT: dict[str, RoundTrip] = {}
"""The document written last, by its fingerprint: reading it again is most of the work of the next save."""


def make_ready(path: Path) -> None:
    """Read a file as the next save needs it, which then takes a few milliseconds and not fifty.

    For another thread than the one that saves. A file that is not there or not readable is left to the save.
    """
    from ruamel.yaml.error import YAMLError

    with contextlib.suppress(AdvisorError, OSError, UnicodeDecodeError, YAMLError):
        raw = path.read_bytes()
        document = RoundTrip(io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig").read())
        document.settle()
        _KEPT.setdefault(_fingerprint(raw), document)


def save_assessment(assessment: Assessment, path: Path, expected: str | None) -> str:
    """Write `assessment` to `path` atomically, keeping comments and key order of what is there.

    `expected` is the fingerprint of the file as last read or saved; None if it should not exist yet. Gives the
    new fingerprint. Raises AdvisorError if the file was changed by somebody else or cannot be written; the
    previous version is then untouched.
    """
    present = fingerprint(path)
    if present != expected:
        raise AdvisorError(
            f"{path} was changed by somebody else since it was read; nothing was overwritten. Open it again to go on."
        )
    kept = _KEPT.pop(present or "", None)
    document = kept or RoundTrip(path.read_text("utf-8-sig") if present else "")
    text = document.saying(written_form(assessment))
    write_atomically(path, text)
    saved = _fingerprint(text.encode())
    _KEPT.clear()
    _KEPT[saved] = document
    return saved


def fingerprint(path: Path) -> str | None:
    """A fingerprint of the file's content, or None if there is no file. Raises AdvisorError if it is unreadable."""
    try:
        return _fingerprint(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AdvisorError(f"{path} cannot be read: {error.strerror}") from None


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextlib.contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Let nobody else who asks for the same read or write `path` meanwhile, where the system can see to that."""
    descriptor = None
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        # The folder is locked, not the file: a save puts another file in its place.
        descriptor = os.open(path.resolve().parent, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old or the new content, never a part.

    Raises AdvisorError if it cannot be written; what was there stays.
    """
    path = path.resolve()  # a link stays a link; the file behind it is replaced
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        replace_file(path, text.encode(), mode, durable=True)
    except OSError as error:
        raise AdvisorError(f"{path} cannot be written: {error.strerror}; what was there is unchanged") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
