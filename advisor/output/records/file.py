"""One decision record as a file: parts that are ours between marks, and around them what people added."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

_HEAD = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_MARK = re.compile(r"^<!-- advisor: record (\S+) outcome (\S+) -->\n", re.MULTILINE)
_PART = re.compile(
    r"^<!-- advisor: begin (?P<name>[a-z]+) (?P<sum>[0-9a-f]{12}) -->\n(?P<text>.*?)^<!-- advisor: end (?P=name) -->$",
    re.MULTILINE | re.DOTALL,
)
_SUPERSEDED = re.compile(r"superseded by \[[^\]]*\]\(([^)]+)\)")
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_SECTION = re.compile(r"^<!-- part: ([a-z]+) -->\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record that is there: its key, its outcome and status as far as it has them, and its text."""

    name: str
    text: str
    key: str | None
    outcome: str
    status: str

    @property
    def successor(self) -> str | None:
        """The file of the record that took its place."""
        found = _SUPERSEDED.match(self.status)
        return found[1] if found else None

    @property
    def heading(self) -> Markup:
        """Its title, as Markdown."""
        found = _HEADING.search(self.text)
        return Markup(found[1] if found else self.name)  # from a file in Markdown


def parsed(name: str, text: str) -> RecordFile:
    """A Markdown file read as a record; `key` is None for one that is not ours."""
    clean = text.replace("\r\n", "\n")
    mark = _MARK.search(clean)
    head = _HEAD.match(clean)
    status = next(
        (line.partition(":")[2] for line in (head[1] if head else "").splitlines() if _is(line, "status")), ""
    )
    return RecordFile(name, clean, mark[1] if mark else None, mark[2] if mark else "", status.strip().strip("\"'"))


def composed(key: str, outcome: str, head: Mapping[str, object], rendered: str) -> str:
    """A new file from what a template gave."""
    lines = "".join(f"{name}: {_yaml(value)}\n" for name, value in head.items())
    mark = f"<!-- advisor: record {key} outcome {outcome} -->\n"
    parts = "\n\n".join(_marked(name, text) for name, text in sections(rendered))
    return f"---\n{lines}---\n\n{mark}\n{parts}\n"


def updated(
    present: RecordFile, outcome: str, head: Mapping[str, object], rendered: str
) -> tuple[str, tuple[str, ...]]:
    """The file with our parts written again, and the names of those that people changed, which are kept."""
    text, kept = with_parts(present.text, rendered)
    text = _MARK.sub(f"<!-- advisor: record {present.key} outcome {outcome} -->\n", text, count=1)
    return with_head(text, head), kept


def with_parts(text: str, rendered: str) -> tuple[str, tuple[str, ...]]:
    """The text with our parts written again; a part that is not there any more goes behind the one before it."""
    kept: list[str] = []
    behind: str | None = None
    for name, fresh in sections(rendered):
        found = next((each for each in _PART.finditer(text) if each["name"] == name), None)
        if found is None:
            text = _inserted(text, behind, _marked(name, fresh))
        elif _sum(found["text"]) != found["sum"]:
            kept.append(name)
        else:
            text = text[: found.start()] + _marked(name, fresh) + text[found.end() :]
        behind = name
    return text, tuple(kept)


def with_head(text: str, head: Mapping[str, object]) -> str:
    """The text with some keys of its front matter set; other keys stay."""
    present = _HEAD.match(text)
    lines = present[1].splitlines() if present else []
    for name, value in head.items():
        line = f"{name}: {_yaml(value)}"
        place = next((number for number, each in enumerate(lines) if _is(each, name)), None)
        if place is None:
            lines.append(line)
        else:
            lines[place] = line
    rest = text[present.end() :] if present else f"\n{text}"
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n" + rest


def has_part(text: str, name: str) -> bool:
    """Whether one of our parts is in a text."""
    return any(found["name"] == name for found in _PART.finditer(text))


def sections(rendered: str) -> Iterator[tuple[str, str]]:
    """What a template gave, cut at its `part` comments."""
    cut = _SECTION.split(rendered)
    for name, text in zip(cut[1::2], cut[2::2], strict=True):
        yield name, re.sub(r"\n{3,}", "\n\n", text).strip()


def _marked(name: str, text: str) -> str:
    body = f"\n{text}\n\n"
    return f"<!-- advisor: begin {name} {_sum(body)} -->\n{body}<!-- advisor: end {name} -->"


def _inserted(text: str, behind: str | None, marked: str) -> str:
    before = next((each for each in _PART.finditer(text) if each["name"] == behind), None)
    if before is None:
        return f"{text.rstrip()}\n\n{marked}\n"
    return f"{text[: before.end()]}\n\n{marked}{text[before.end() :]}"


def _sum(text: str) -> str:
    """Tells a part that people changed from one that is still as we wrote it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _is(line: str, key: str) -> bool:
    return line.partition(":")[0].strip() == key


def _yaml(value: object) -> str:
    """Text in quotes and lists on one line, as JSON has them, which YAML takes as they are.

    Not every reader of Markdown knows front matter, so nothing in it may look like HTML.
    """
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
