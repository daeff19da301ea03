"""From arguments to an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from advisor import __version__
from advisor.cli.console import ExitCode, failure, leave_quietly
from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.cli.parser import Parser

_GROUPS = {
    "terminal": ("open",),
    "verdicts": ("recommend", "explain", "what-if"),
    "flips": ("flips",),
    "reports": ("report",),
    "milestones": ("history", "compare", "accept", "check"),
    "sheets": ("questions", "answer"),
    "artifacts": ("artifacts",),
    "importing": ("import",),
    "auditing": ("audit",),
    "knowledge": ("knowledge",),
    "serving": ("serve",),
}
"""Each file of commands. Only the one that is needed is loaded; help, or a misspelt command, needs all."""

_DESCRIPTION = """\
Where and how should each part of a system run? The advisor interviews you, recommends
a deployment pattern per component, shows why, and writes the report and starter files.

Without a command it opens the terminal interface."""

_EPILOG = """\
examples:
  advisor                                   start, or go on where you left off
  advisor open game.yaml                    work on one assessment
  advisor recommend game.yaml               the verdict
  advisor explain game.yaml --component billing
  advisor report game.yaml --format html --output game.html

Results go to standard output, everything else to standard error.
Exit codes: 0 done; 1 the answer is no; 2 the input or the call was wrong."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Nothing that people can do wrong ends in a traceback."""
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        if _is_plain(given):
            from pathlib import Path

            from advisor.cli.recommending import recommend

            return int(recommend(Path(given[1]), [], given[2:] == ["--json"]))
        # Without a command it is the interface that starts, and it does not wait for the other commands.
        chosen = parser(given[0] if given else "open").parse_args(given)
        return int(chosen.run(chosen))
    except AdvisorError as error:
        failure(error)
        return ExitCode.WRONG
    except BrokenPipeError:
        # Whoever read our output has seen enough, as with `| head`.
        leave_quietly()
        return ExitCode.DONE
    except KeyboardInterrupt:
        return ExitCode.STOPPED
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else ExitCode.DONE


def _is_plain(given: Sequence[str]) -> bool:
    """Whether it is the commonest call, `recommend FILE` or `recommend FILE --json`.

    For that one argparse, whose import takes as long as the verdict, has nothing to find out.
    """
    return given[:1] == ["recommend"] and given[2:] in ([], ["--json"]) and given[1:2] != [] and given[1][:1] != "-"


def parser(command: str | None = None) -> Parser:
    """The command line: only the part with `command`, or all of it if it is none of the commands."""
    from advisor.cli import terminal
    from advisor.cli.parser import Parser, add_knowledge

    root = Parser(prog="advisor", description=_DESCRIPTION, epilog=_EPILOG)
    root.add_argument("--version", action="version", version=f"advisor {__version__}")
    root.set_defaults(run=terminal.start)
    add_knowledge(root, [])
    commands = root.add_subparsers(metavar="COMMAND", dest="command", parser_class=Parser)
    needed = [group for group, names in _GROUPS.items() if command in names]
    for group in needed or _GROUPS:
        import_module(f"advisor.cli.{group}").add_commands(commands)
    return root
