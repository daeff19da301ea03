"""A Dockerfile's instructions with their lines: continued lines, comments, flags, here-documents, parser directives."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.reading.node import Place

KEYWORDS = frozenset(
    {"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"}
    | {"LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)
MOST_LINES = 50_000

_DIRECTIVE = re.compile(r"#\s*([a-z]+)\s*=\s*(\S+)\s*\Z", re.IGNORECASE)
_FLAG = re.compile(r"--([a-z][a-z-]*)(?:=(\S*))?(?:\s+|\Z)")
_HEREDOC = re.compile(r"(?<![0-9<])<<(-?)(['\"]?)([A-Za-z_][A-Za-z0-9_.-]*)\2")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. `value` is what follows the keyword and its flags, continued lines joined, comments gone.

    `words` is its JSON (exec) form, or None if it is in shell form. `lines` maps offsets of `value` to lines: the
    first line of each continued piece.
    """

    keyword: str
    value: str
    place: Place
    flags: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] | None = None
    heredocs: tuple[str, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    def line_of(self, offset: int) -> Place:
        """The line on which an offset of `value` stands."""
        line = max((line for start, line in self.lines if start <= offset), default=self.place.line)
        return Place(self.place.file, line)

    def flag(self, name: str) -> str | None:
        """The value of a flag such as `--from`, or None."""
        return dict(self.flags).get(name)


@dataclass(frozen=True, slots=True)
class Stage:
    """A build stage: its base (variables filled in from earlier ARGs), its name, and its instructions."""

    base: str
    name: str
    place: Place
    instructions: tuple[Instruction, ...]
    platform: str = ""


def read_dockerfile(text: str, name: str) -> list[Instruction]:
    """The instructions in order. Raises InputError if the first one shows that it is no Dockerfile."""
    lines = text.split("\n")[:MOST_LINES]
    escape, at = _directives(lines)
    found: list[Instruction] = []
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
            continue
        place = Place(name, at + 1)
        value, starts, at = _joined(lines, at, escape)
        keyword, _, rest = value.strip().partition(" ")
        keyword, _, tail = keyword.partition("\t")
        rest = f"{tail} {rest}" if tail else rest
        if keyword.upper() not in KEYWORDS:
            if not found:
                raise place.refused(f"is no Dockerfile: `{keyword[:30]}` is no instruction")
            continue
        instruction, at = _instruction(keyword.upper(), rest, place, starts, (lines, at))
        found.append(instruction)
    if not any(instruction.keyword == "FROM" for instruction in found):
        raise Place(name, 1).refused("is no Dockerfile: it has no FROM")
    return found


def stages(instructions: list[Instruction], given: Mapping[str, str] | None = None) -> list[Stage]:
    """The build stages; the last one is what runs. Build arguments that are `given` count before their defaults."""
    arguments: dict[str, str] = {}
    made: list[Stage] = []
    current: list[Instruction] | None = None
    for instruction in instructions:
        if instruction.keyword == "FROM":
            base, _, alias = _partition_as(instruction.value)
            current = []
            platform = instruction.flag("platform") or ""
            made.append(Stage(filled(base, arguments), alias, instruction.place, (), platform))
        elif current is None:
            if instruction.keyword == "ARG":
                key, sign, value = instruction.value.partition("=")
                if given and key.strip() in given:
                    arguments[key.strip()] = given[key.strip()]
                elif sign:
                    arguments[key.strip()] = filled(value.strip().strip("\"'"), arguments)
            continue
        if current is not None:
            current.append(instruction)
            last = made[-1]
            made[-1] = Stage(last.base, last.name, last.place, tuple(current), last.platform)
    return made


def chain(every: list[Stage], target: str = "") -> list[Stage]:
    """The stage that runs (`target`, else the last) with the stages that it is built from, the first base first."""
    by_name = {stage.name.lower(): number for number, stage in enumerate(every) if stage.name}
    number = by_name.get(target.lower(), len(every) - 1) if target else len(every) - 1
    found = [every[number]]
    while (before := by_name.get(found[0].base.lower())) is not None and before < number:
        number = before
        found.insert(0, every[number])
    return found


def filled(text: str, values: dict[str, str]) -> str:
    """`$NAME`, `${NAME}` and `${NAME:-default}` filled in from build arguments; unknown ones become empty."""

    def value(match: re.Match[str]) -> str:
        known = values.get(match.group(1) or match.group(3), "")
        return known or (match.group(2) or "")[2:]

    return re.sub(r"\$(?:\{([A-Za-z_]\w*)(:-[^{}]*)?\}|([A-Za-z_]\w*))", value, text)[:2000]


def _partition_as(value: str) -> tuple[str, str, str]:
    words = value.split()
    if len(words) >= 3 and words[1].upper() == "AS":
        return words[0], "AS", words[2]
    return (words[0] if words else ""), "", ""


def _directives(lines: list[str]) -> tuple[str, int]:
    """The escape character, and where the instructions begin."""
    escape = "\\"
    for number, line in enumerate(lines):
        match = _DIRECTIVE.match(line.strip())
        if match is None:
            return escape, number
        if match.group(1).lower() == "escape" and match.group(2) in ("\\", "`"):
            escape = match.group(2)
    return escape, len(lines)


def _joined(lines: list[str], at: int, escape: str) -> tuple[str, list[tuple[int, int]], int]:
    """One instruction's lines as one, where each of them begins in it, and the line after it."""
    starts: list[tuple[int, int]] = []
    pieces: list[str] = []
    length = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if pieces and (not line.strip() or line.lstrip().startswith("#")):
            continue
        stripped = line.rstrip()
        continued = stripped.endswith(escape)
        piece = stripped[:-1] if continued else line
        starts.append((length, at))
        pieces.append(piece)
        length += len(piece)
        if not continued:
            break
    return "".join(pieces), starts, at


def _instruction(
    keyword: str, rest: str, place: Place, starts: list[tuple[int, int]], following: tuple[list[str], int]
) -> tuple[Instruction, int]:
    lines, at = following
    value = rest.strip()
    flags: list[tuple[str, str]] = []
    while keyword in ("FROM", "RUN", "COPY", "ADD", "HEALTHCHECK") and (match := _FLAG.match(value)):
        flags.append((match.group(1), match.group(2) or ""))
        value = value[match.end() :]
    heredocs: list[str] = []
    if keyword in ("RUN", "COPY", "ADD"):
        for match in _HEREDOC.finditer(value):
            body, at = _heredoc(lines, at, match.group(3), tabs=bool(match.group(1)))
            heredocs.append(body)
    # Lines are looked up by offsets in the value; the keyword and the flags stand before it.
    before = len(rest) - len(value) + len(keyword) + 1
    shifted = tuple((max(0, start - before), line) for start, line in starts)
    words = _exec_form(value.removeprefix("CMD").lstrip() if keyword == "HEALTHCHECK" else value)
    return Instruction(keyword, value, place, tuple(flags), words, tuple(heredocs), shifted), at


def _heredoc(lines: list[str], at: int, end: str, *, tabs: bool) -> tuple[str, int]:
    body = []
    while at < len(lines):
        line = lines[at]
        at += 1
        if (line.lstrip("\t") if tabs else line) == end:
            break
        body.append(line)
    return "\n".join(body), at


def _exec_form(value: str) -> tuple[str, ...] | None:
    if not value.startswith("["):
        return None
    try:
        words = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return tuple(words) if isinstance(words, list) and all(isinstance(word, str) for word in words) else None
