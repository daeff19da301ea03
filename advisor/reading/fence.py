"""The only files that may be read: those inside the folders that were given, of a size that deployment files have.

Links are followed only to places inside; a path that leads out is refused before anything of it is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from advisor.errors import AdvisorError, InputError, Problem

LARGEST_FILE = 5_000_000
LARGEST_TOTAL = 60_000_000
MOST_ENTRIES = 50_000
DEEPEST_FOLDER = 30
NOT_ENTERED = frozenset({"node_modules", "vendor", "__pycache__", "venv", "site-packages"})
"""Folders of other people's code; hidden folders are not entered either."""


class OutsideError(AdvisorError):
    """A path that leads out of the given folders."""


class Fence:
    """Reads files inside some folders, and remembers how much it has read."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """`paths` are files and folders as they were given; a file stands for its folder. They have to exist."""
        self._given = [(path if path.is_dir() else path.parent) for path in paths]
        self._roots = [folder.resolve() for folder in self._given]
        self._total = 0
        self._here = Path.cwd()

    def resolve(self, folder: Path, reference: str) -> Path:
        """What `reference` means in `folder`. Raises OutsideError if it leads out of the given folders."""
        try:
            path = (folder / reference).resolve()
        except (OSError, RuntimeError, ValueError):
            # A circle of links, or a name that no file can have.
            raise OutsideError(f"`{_short(reference)}` is no path that can be followed") from None
        if not any(path.is_relative_to(root) for root in self._roots):
            raise OutsideError(f"`{_short(reference)}` lies outside the given folder and was not read")
        return path

    def shown(self, path: Path) -> str:
        """How people should see a path: as they gave it, or from where they are if that is shorter to follow."""
        resolved = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its own name
        for folder, root in zip(self._given, self._roots, strict=True):
            for start in (Path(os.path.abspath(folder)), root):  # noqa: PTH100
                if resolved.is_relative_to(start):
                    full = start / resolved.relative_to(start)
                    if full.is_relative_to(self._here):
                        return full.relative_to(self._here).as_posix()
                    return (folder / resolved.relative_to(start)).as_posix()
        return resolved.as_posix()

    def read(self, path: Path) -> str:
        """The text of a file. Raises InputError if it cannot be had as text, OutsideError if it leads out."""
        name = self.shown(path)
        real = self.resolve(path.parent, path.name)
        try:
            found = real.stat()
            if not stat.S_ISREG(found.st_mode):
                raise InputError([Problem(name, 0, "is not a file")])
            if found.st_size > LARGEST_FILE:
                raise InputError([Problem(name, 0, f"is larger than {LARGEST_FILE // 1_000_000} MB; not read")])
            with real.open("rb") as stream:
                raw = stream.read(LARGEST_FILE + 1)
        except FileNotFoundError:
            raise InputError([Problem(name, 0, "there is no such file")]) from None
        except OSError as error:
            raise InputError([Problem(name, 0, f"cannot be read: {error.strerror}")]) from None
        self._total += len(raw)
        if self._total > LARGEST_TOTAL:
            message = (
                f"with this file there is more than {LARGEST_TOTAL // 1_000_000} MB to read; give a smaller folder"
            )
            raise InputError([Problem(name, 0, message)])
        return decoded(raw, name)

    def has(self, path: Path) -> bool:
        """Whether a file is there and inside."""
        try:
            return self.resolve(path.parent, path.name).is_file()
        except (OutsideError, OSError):
            return False

    def has_folder(self, path: Path) -> bool:
        """Whether a folder is there and inside."""
        try:
            return self.resolve(path.parent, path.name).is_dir()
        except (OutsideError, OSError):
            return False

    def files(self, folder: Path) -> Iterator[Path]:
        """Every file below `folder`, in a fixed order. Raises InputError if there are more than can be meant."""
        pending = [(folder, 0)]
        seen = 0
        while pending:
            here, depth = pending.pop()
            folders = []
            for entry in _entries(here):
                seen += 1
                if seen > MOST_ENTRIES:
                    message = f"holds more than {MOST_ENTRIES:,} files; give the folder with the deployment files"
                    raise InputError([Problem(self.shown(folder), 0, message)])
                path = here / entry.name
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and entry.name not in NOT_ENTERED and depth < DEEPEST_FOLDER:
                        folders.append((path, depth + 1))
                elif self.has(path):
                    # A linked folder is not entered: what it holds is found where it really is.
                    yield path
            pending.extend(reversed(folders))


def decoded(raw: bytes, name: str) -> str:
    """Bytes as text. Raises InputError for what is not UTF-8 text."""
    if b"\x00" in raw:
        raise InputError([Problem(name, raw[: raw.index(b"\x00")].count(b"\n") + 1, "is not text (a zero byte)")])
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([Problem(name, line, "is not UTF-8 text; save it as UTF-8")]) from None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
