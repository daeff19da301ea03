"""A fingerprint of a knowledge folder, by which a start finds what an earlier one made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def knowledge_digest(folders: Iterable[Path]) -> str:
    """A fingerprint of every file's name and content; the same files always give the same."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            name = path.relative_to(folder).as_posix().encode()
            content = path.read_bytes()
            digest.update(b"%d %d\n" % (len(name), len(content)))
            digest.update(name)
            digest.update(content)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Every file that makes up a knowledge folder, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path
