"""What can go wrong because of the outside world: bad input, an unwritable folder, a broken file.

Everything here is shown to people as it stands and ends the program with exit code 2. Any other
exception is a defect of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong in one place. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class AdvisorError(Exception):
    """The input or the call was wrong; the message says what to do."""


class InputError(AdvisorError):
    """A file could not be accepted; carries every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
