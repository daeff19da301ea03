"""From arguments to an exit code."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import __version__
from advisor.cli import artifacts, flips, importing, knowledge, milestones, reports, sheets, terminal, verdicts
from advisor.cli.console import ExitCode, failure, leave_quietly
from advisor.cli.parser import Parser, add_knowledge
from advisor.errors import AdvisorError

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
        chosen = parser().parse_args(arguments)
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


def parser() -> Parser:
    """The whole command line."""
    root = Parser(prog="advisor", description=_DESCRIPTION, epilog=_EPILOG)
    root.add_argument("--version", action="version", version=f"advisor {__version__}")
    root.set_defaults(run=terminal.start)
    add_knowledge(root, [])
    commands = root.add_subparsers(metavar="COMMAND", dest="command", parser_class=Parser)
    for group in (terminal, verdicts, flips, reports, milestones, sheets, artifacts, importing, knowledge):
        group.add_commands(commands)
    return root
