"""What goes where: results to standard output, everything else to standard error."""

from __future__ import annotations

import io
import os
import sys
from enum import IntEnum
from typing import Any

from advisor.errors import AdvisorError


class ExitCode(IntEnum):
    """What the caller is told."""

    DONE = 0
    NO = 1
    WRONG = 2
    STOPPED = 130


def result(text: str) -> None:
    """Print a result. Always UTF-8, so that the same input gives the same bytes on every machine.

    Raises AdvisorError if standard output is closed or full.
    """
    if sys.stdout is None:
        raise AdvisorError("standard output is closed, so the result has nowhere to go")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AdvisorError(f"standard output cannot be written: {error.strerror}") from None


def data(value: Any) -> None:
    """Print a result as JSON."""
    import json

    result(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def remark(text: str) -> None:
    """Say something that is not the result."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


def failure(error: AdvisorError) -> None:
    """Say what was wrong and, for several things, each on its own line."""
    lines = str(error).splitlines() or ["something is wrong"]
    remark("\n".join(f"advisor: {line}" for line in lines))


def bold() -> bool:
    """Whether headings may be marked: only for people at a terminal who did not ask otherwise."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and "NO_COLOR" not in os.environ
        and os.environ.get("TERM", "dumb") != "dumb"
    )


def has_terminal() -> bool:
    """Whether somebody can type and see."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def leave_quietly() -> None:
    """After the reader of our output went away: keep the interpreter from complaining on its way out."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
