"""Checked and compiled knowledge, kept between runs and found again by its content.

A cache that is missing, damaged or from another version is simply made again; it never decides anything.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from advisor import __version__

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
            if old.suffix in (".pickle", ".index") and old.stat().st_mtime < now - _KEPT:
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
    """What stands for the knowledge's content, where it is (templates are found by path), and the code.

    The content is read again only if a file is another one than last time. What counts is every file's size, inode
    and both of its times; the time of change is not anybody's to set.
    """
    look = _look(folders)
    path = _cache_folder() / f"{_short(map(str, folders))}.index"
    try:
        seen, _, key = path.read_text("utf-8").rpartition("\n")
    except (OSError, UnicodeDecodeError):
        seen = ""
    if seen != look:
        key = _new_key(folders)
        _write(path, f"{look}\n{key}".encode())
    return key


def _new_key(folders: Sequence[Path]) -> str:
    # Only for changed knowledge: to load the library takes longer than to look at every file.
    import hashlib

    from advisor.loading.digest import knowledge_digest

    parts = [*_code(), *map(str, folders), knowledge_digest(folders)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _short(names: Iterable[str]) -> str:
    """A name for a file about these folders. Two that get the same only take turns in it."""
    return f"{sum(place * byte for place, byte in enumerate('|'.join(names).encode(), 1)):08x}"


def _code() -> list[str]:
    """The code that makes what is cached."""
    files = (entry for part in _READ_BY_PICKLE for entry in os.scandir(_CODE / part) if entry.name.endswith(".py"))
    return [__version__, sys.version, str(max(entry.stat().st_mtime_ns for entry in files))]


def _look(folders: Sequence[Path]) -> str:
    """The code, and every file of the knowledge as it looks from outside, in the order in which the system has them."""
    parts = _code()
    waiting = [str(folder) for folder in reversed(folders)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    is_now = entry.stat()
                    parts.append(
                        f"{entry.path} {is_now.st_size} {is_now.st_mtime_ns} {is_now.st_ctime_ns} {is_now.st_ino}"
                    )
    return "\n".join(parts)
