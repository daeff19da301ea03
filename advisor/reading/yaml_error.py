"""What is wrong with a text that is not YAML, said to people."""

from __future__ import annotations

import yaml

from advisor.errors import Problem


def syntax_problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """The library's complaint about a text that problems call `name`."""
    if isinstance(error, yaml.reader.ReaderError):
        character = error.character if isinstance(error.character, str) else chr(error.character)
        return Problem(name, 0, f"not valid YAML: the character {character!r} is not allowed")
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(name, 0, f"not valid YAML: {error}")
    mark = error.problem_mark or error.context_mark
    # The end of the text counts as a line of its own to the parser, and is none to people.
    last = len(text.rstrip("\n").split("\n"))
    return Problem(name, min(mark.line + 1, last) if mark else 0, f"not valid YAML: {error.problem or error.context}")
