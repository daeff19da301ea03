"""The lock beside written artifacts, and the archive of the texts as they were written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from advisor.errors import InputError
from advisor.loading.document import read_document
from advisor.loading.validation import validate
from advisor.model.lock import ArtifactLock

_HEAD = """\
# Which rules and answers every file here rests on, and what it was when it was written. `advisor artifacts` reads
# this to tell your edits from its own text, so keep it, and advisor.lock.zip, in version control. Not to be edited.
"""
_LARGEST_TEXT = 2_000_000


def read_lock(path: Path) -> ArtifactLock | None:
    """The lock at `path`; None if there is none. Raises InputError with everything wrong in it."""
    if not path.exists():
        return None
    document = read_document(path)
    made = validate(ArtifactLock, document.data, document)
    if isinstance(made, list):
        raise InputError(made)
    outside = [name for name in made.files if not _is_below(name)]
    if outside:
        raise InputError(document.problem(("files", name), f"`{name}` is not below this folder") for name in outside)
    return made


def lock_text(lock: ArtifactLock) -> str:
    """The lock as a file, the same bytes for the same content."""
    plain: dict[str, Any] = lock.model_dump(mode="json")
    plain["files"] = {path: _without_empty(plain["files"][path]) for path in sorted(plain["files"])}
    return _HEAD + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def _without_empty(entry: dict[str, Any]) -> dict[str, Any]:
    basis = entry.pop("basis") or {}
    kept = {key: value for key, value in entry.items() if value is not False}
    return kept | ({"basis": {key: value for key, value in basis.items() if value}} if basis else {})


def read_texts(path: Path) -> Mapping[str, str]:
    """The texts of the archive at `path`, by name; none if it is not there or no archive any more.

    Whoever uses one holds it against the lock, so a damaged archive can lose a merge but never an edit.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if info.file_size <= _LARGEST_TEXT]
            return {info.filename: archive.read(info).decode() for info in infos}
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError):
        return {}


def texts_archive(texts: Mapping[str, str]) -> bytes:
    """An archive of texts, the same bytes for the same content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(texts):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, texts[name])
    return stream.getvalue()


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name
