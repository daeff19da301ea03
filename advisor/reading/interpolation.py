"""Variables in text, as Compose has them: `$NAME`, `${NAME:-default}`, `${NAME:?message}`, `${NAME:+instead}`, `$$`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.reading.node import Node, mapping, sequence

_NAME = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
_OPERATOR = re.compile(r":?[-?+]")
DEEPEST_DEFAULT = 20
LONGEST_RESULT = 200_000


class VariableError(ValueError):
    """Text that is no use of a variable."""


@dataclass(slots=True)
class Variables:
    """Values by name, and the names that were asked for and had none."""

    values: Mapping[str, str]
    missing: set[str] = field(default_factory=set)

    def fill(self, text: str, depth: int = 0) -> str:
        """The text with every variable replaced; one without value or default becomes empty, and is remembered.

        Raises VariableError for what cannot be read, or would grow without end.
        """
        if "$" not in text:
            return text
        if depth > DEEPEST_DEFAULT:
            raise VariableError("defaults inside defaults go too deep")
        made: list[str] = []
        at = 0
        while at < len(text):
            dollar = text.find("$", at)
            if dollar < 0:
                made.append(text[at:])
                break
            made.append(text[at:dollar])
            value, at = self._one(text, dollar + 1, depth)
            made.append(value)
        whole = "".join(made)
        if len(whole) > LONGEST_RESULT:
            raise VariableError("becomes too long with its variables filled in")
        return whole

    def _one(self, text: str, at: int, depth: int) -> tuple[str, int]:
        """What stands for the variable that begins after a dollar sign, and where it ends."""
        following = text[at : at + 1]
        if following == "$":
            return "$", at + 1
        if following == "{":
            end = _closing(text, at + 1)
            return self._braced(text[at + 1 : end], depth), end + 1
        name = _NAME.match(text, at)
        if name is None:
            raise VariableError(f"`{text[at - 1 : at + 20]}` is no variable; a plain dollar sign is written `$$`")
        return self._value(name.group()), name.end()

    def _braced(self, inside: str, depth: int) -> str:
        name = _NAME.match(inside)
        if name is None:
            raise VariableError(f"`${{{inside[:40]}}}` is no variable")
        rest = inside[name.end() :]
        if not rest:
            return self._value(name.group())
        operator = _OPERATOR.match(rest)
        if operator is None:
            raise VariableError(f"`${{{inside[:40]}}}` is no variable")
        given = self.values.get(name.group())
        empty_counts = operator.group().startswith(":")
        is_set = given is not None and not (empty_counts and given == "")
        word = rest[operator.end() :]
        match operator.group()[-1]:
            case "-":
                return given if is_set and given is not None else self.fill(word, depth + 1)
            case "+":
                return self.fill(word, depth + 1) if is_set else ""
            case _:
                if not is_set:
                    self.missing.add(name.group())
                return given or ""

    def _value(self, name: str) -> str:
        if name not in self.values:
            self.missing.add(name)
        return self.values.get(name, "")


def _closing(text: str, at: int) -> int:
    """Where the brace that is open before `at` is closed."""
    depth = 1
    for position in range(at, len(text)):
        if text[position] == "{" and text[position - 1] == "$":
            depth += 1
        elif text[position] == "}":
            depth -= 1
            if depth == 0:
                return position
    raise VariableError(f"`${text[at - 1 : at + 20]}` is not closed")


def fill_node(node: Node, variables: Variables) -> Node:
    """The node with variables filled in; shared parts are filled once. Raises InputError for a broken use of one."""
    done: dict[int, Node] = {}

    def fill(here: Node) -> Node:
        if id(here) in done:
            return done[id(here)]
        if here.is_mapping:
            made = mapping({key: fill(part) for key, part in here.mapping.items()}, here.place)
        elif here.is_list:
            made = sequence([fill(part) for part in here.items], here.place)
        elif isinstance(here.value, str) and "$" in here.value:
            try:
                made = here.with_value(variables.fill(here.value))
            except VariableError as error:
                raise here.place.refused(str(error)) from None
        else:
            return here
        made = Node(made.value, made.place, here.tag, made.size, made.depth)
        done[id(here)] = made
        return made

    return fill(node)
