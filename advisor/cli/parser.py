"""The parts of the argument parser that every command shares."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from advisor.cli.console import ExitCode

Command = Callable[[argparse.Namespace], ExitCode]


class Parser(argparse.ArgumentParser):
    """Says what was wrong in one sentence and where help is, with a near name for a misspelt command."""

    def __init__(self, **keywords: Any) -> None:
        keywords.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**{**keywords, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Print the message and stop with exit code 2."""
        self.exit(ExitCode.WRONG, f"advisor: {message}\nSee `{self.prog} --help`.\n")

    def parse_known_args(self, *arguments: Any, **keywords: Any) -> Any:
        """Refuse what is left over here: argparse would have the first parser do it, which knows of no command."""
        known, left = super().parse_known_args(*arguments, **keywords)
        if left:
            self.error(_too_much(left, [option for action in self._actions for option in action.option_strings]))
        return known, left

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = [str(choice) for choice in action.choices or ()]
        if choices and value not in choices:
            raise argparse.ArgumentError(None, _no_such(action, str(value), choices))


def _no_such(action: argparse.Action, value: str, choices: Iterable[str]) -> str:
    what = "command" if action.dest.endswith("command") else action.option_strings[0] if action.option_strings else ""
    known = sorted(choices)
    near = get_close_matches(value, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known)}"
    return f"there is no {what} `{value}`; {hint}" if what == "command" else f"{what} cannot be `{value}`; {hint}"


def _too_much(left: Sequence[str], options: Iterable[str]) -> str:
    first = left[0]
    if not first.startswith("-"):
        return f"`{first}` is one too many"
    name = first.split("=")[0]
    near = get_close_matches(name, options, n=1)
    return f"there is no option `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")


def add_command(
    commands: Any,
    name: str,
    run: Command,
    summary: str,
    *,
    examples: Iterable[str] = (),
    description: str | None = None,
) -> Parser:
    """Add a command with its help; `run` is called with the parsed arguments."""
    shown = "\n".join(f"  {example}" for example in examples)
    parser: Parser = commands.add_parser(
        name,
        help=summary,
        description=description or f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"examples:\n{shown}" if shown else None,
    )
    parser.set_defaults(run=run)
    add_knowledge(parser, argparse.SUPPRESS)
    return parser


def add_knowledge(parser: argparse.ArgumentParser, default: Any) -> None:
    """The option that every command has."""
    parser.add_argument(
        "--knowledge",
        metavar="DIR",
        type=Path,
        action="append",
        default=default,
        help="a folder of additional knowledge, or one with a knowledge.yaml instead of the shipped one; repeatable",
    )


def add_file(parser: argparse.ArgumentParser) -> None:
    """The assessment to work on."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the assessment, a YAML file")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Results for programs."""
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def add_day(parser: argparse.ArgumentParser, option: str, what: str, *, today: bool = True) -> None:
    """An option that takes a day; today, or else none, if it is not given."""
    parser.add_argument(
        option,
        metavar="DAY",
        type=_day,
        default=date.today() if today else None,
        help=f"{what}, YYYY-MM-DD; {'today' if today else 'none'} if not given",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date; write it as 2026-11-23") from None
