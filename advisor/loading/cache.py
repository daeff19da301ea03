"""Checked and compiled knowledge, kept between runs and found again by its content.

A cache that is missing, damaged or from another version is simply made again; it never decides anything.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import platformdirs

from advisor import __version__
from advisor.loading.digest import knowledge_digest

T = TypeVar("T")

_CODE = Path(__file__).resolve().parent.parent
_READ_BY_PICKLE = ("model", "graph", "loading")


def cached(folders: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` gives for these knowledge folders, from the cache if it is there."""
    path = _cache_folder() / f"{_key(folders)}.pickle"
    try:
        with path.open("rb") as stream:
            found: T = pickle.load(stream)  # our own file in the user's own cache folder
            return found
    except FileNotFoundError:
        pass
    except Exception:  # whatever is wrong with a cache, the cure is to make it again
        path.unlink(missing_ok=True)
    made = make()
    _keep(path, made)
    return made


def _keep(path: Path, made: object) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{os.getpid()}.new")
        temporary.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
        temporary.replace(path)
        for old in path.parent.glob("*.pickle"):
            if old != path and old.stat().st_mtime < path.stat().st_mtime - 7 * 86_400:
                old.unlink(missing_ok=True)
    except OSError:
        return  # no room or no permission for a cache is no reason to fail


def _cache_folder() -> Path:
    return Path(os.environ.get("ADVISOR_CACHE_DIR") or platformdirs.user_cache_dir("deployment-advisor"))


def _key(folders: Sequence[Path]) -> str:
    """The knowledge's content, where it is (templates are found by path), and the code that made the cache."""
    code = max(path.stat().st_mtime_ns for part in _READ_BY_PICKLE for path in (_CODE / part).glob("*.py"))
    parts = [__version__, sys.version, str(code), *map(str, folders), knowledge_digest(folders)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
