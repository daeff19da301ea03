"""Checked and compiled knowledge, kept between runs and found again by its content.

A cache that is missing, damaged or from another version is simply made again; it never decides anything.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from advisor import __version__
from advisor.loading.digest import knowledge_digest

T = TypeVar("T")

_CODE = Path(__file__).resolve().parent.parent
_READ_BY_PICKLE = ("model", "graph", "loading")
_KEPT = 7 * 86_400
"""Seconds after which what a later start did not need is removed."""


def cached(folders: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` gives for these knowledge folders, from the cache if it is there."""
    path = _cache_folder() / f"{_key(folders)}.pickle"
    try:
        found: T = _read(path)
    except FileNotFoundError:
        pass
    except Exception:  # whatever is wrong with a cache, the cure is to make it again
        with suppress(OSError):
            path.unlink(missing_ok=True)
    else:
        return found
    made = make()
    _keep(path, made)
    return made


def _read(path: Path) -> Any:
    content = path.read_bytes()
    # Thousands of objects of which none is garbage: looking for some among them takes a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)  # our own file in the user's own cache folder
    finally:
        if collecting:
            gc.enable()


def _keep(path: Path, made: object) -> None:
    _write(path, pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    try:
        now = path.stat().st_mtime
        for old in path.parent.iterdir():
            if old.suffix in (".pickle", ".digest") and old.stat().st_mtime < now - _KEPT:
                old.unlink(missing_ok=True)
    except OSError:
        return


def _write(path: Path, content: bytes) -> None:
    """Write a file at once or, without room or permission for a cache, not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{os.getpid()}.new")
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError:
        return


def _cache_folder() -> Path:
    if chosen := os.environ.get("ADVISOR_CACHE_DIR"):
        return Path(chosen)
    system: str = sys.platform
    if system == "linux":
        # What platformdirs would say, whose import takes as long as reading the cache.
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "deployment-advisor"
    import platformdirs

    return Path(platformdirs.user_cache_dir("deployment-advisor"))


def _key(folders: Sequence[Path]) -> str:
    """The knowledge's content, where it is (templates are found by path), and the code that made the cache."""
    files = (entry for part in _READ_BY_PICKLE for entry in os.scandir(_CODE / part) if entry.name.endswith(".py"))
    code = max(entry.stat().st_mtime_ns for entry in files)
    parts = [__version__, sys.version, str(code), *map(str, folders), _content(folders)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _content(folders: Sequence[Path]) -> str:
    """The digest of the content. It is read again only if a file is another one than last time.

    What counts is every file's size, inode and both of its times; the time of change is not anybody's to set.
    """
    looks = [
        f"{name} {entry.st_size} {entry.st_mtime_ns} {entry.st_ctime_ns} {entry.st_ino}\n"
        for folder in folders
        for name, entry in sorted(_entries(str(folder)))
    ]
    path = _cache_folder() / f"{hashlib.sha256(''.join(looks).encode()).hexdigest()[:32]}.digest"
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        digest = knowledge_digest(folders)
    _write(path, digest.encode())
    return digest


def _entries(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry.path, entry.stat()
