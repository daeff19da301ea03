"""Fixtures that are one bad file each, with what has to be said about it.

A fixture starts with `# into: PATH` (inside the tiny knowledge; `../acme/PATH` for a pack on top of it) and ends
with one `# says: LINE: MESSAGE` per expected problem in that file, or `# says: FILE:LINE: MESSAGE` for another file.
Where one file does not suffice, further `# into: PATH` lines begin further files.
With ADVISOR_ACCEPT=1 the tests write what was said into the fixtures, to be read and judged.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BadFile:
    """One fixture."""

    path: Path
    files: dict[str, str]
    expected: list[str]

    def put(self, tiny: Path) -> list[Path]:
        """Write it into a copy of the tiny knowledge, or beside it. Gives the folders to load."""
        for into, body in self.files.items():
            target = tiny / into
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, "utf-8")
        pack = tiny.parent / "acme"
        return [tiny, pack] if pack.is_dir() else [tiny]

    def compare(self, said: list[str]) -> None:
        """Compare what was said with what is expected, or take it over."""
        into = next(iter(self.files))
        name = into.removeprefix("../") if into.startswith("../") else f"tiny/{into}"
        shown = [sentence.removeprefix(f"{name}:") for sentence in said]
        if os.environ.get("ADVISOR_ACCEPT"):
            said_now = "".join(f"# says: {sentence}\n" for sentence in shown)
            self.path.write_text("".join(self.files.values()) + said_now, "utf-8")
        else:
            assert shown == self.expected


def bad_files(folder: Path) -> list[BadFile]:
    """Every fixture of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.yaml"))]


def _read(path: Path) -> BadFile:
    text = path.read_text("utf-8")
    bodies = re.split(r"^(?=# into: )", re.sub(r"^# says: .*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE)
    return BadFile(
        path=path,
        files={body.splitlines()[0].removeprefix("# into: "): body for body in bodies if body},
        expected=re.findall(r"^# says: (.*)$", text, re.MULTILINE),
    )
