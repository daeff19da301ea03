"""What rules are tried on: a part of a file as plain data, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from advisor.model.auditing import Form, SubjectKind
from advisor.reading.node import Node, Place, mapping, sequence


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """A file that was read: its text, and how people should see its path.

    `exact` says whether the text is the file byte for byte, so that a difference to it can be applied: it is not
    where lines end in the way of Windows.
    """

    path: Path
    name: str
    form: Form
    text: str
    lines: tuple[str, ...]
    exact: bool = True

    @classmethod
    def of(cls, path: Path, name: str, form: Form, text: str, *, exact: bool = True) -> AuditedFile:
        """The file with its text split into lines."""
        return cls(path, name, form, text, tuple(text.split("\n")), exact)

    def said(self) -> Iterator[tuple[int, str]]:
        """The lines that say something, with their numbers: no comments, and none too long to be written by hand."""
        for number, line in enumerate(self.lines, 1):
            stripped = line.strip()
            if stripped and stripped[0] not in "#;" and len(line) <= LONGEST_LINE:
                yield number, line


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that rules look at. `node` is what their paths start from.

    `raw` is the mapping in the file itself, to which settings can be added; None if there is none. `partial` means
    that more may be said elsewhere, so that nothing follows from what is not there.
    """

    form: Form
    kind: SubjectKind
    label: str
    node: Node
    raw: Node | None = None
    partial: bool = False
    file: str = field(default="")

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.node.place


LONGEST_LINE = 2000


def text_node(text: str | None, place: Place) -> Node:
    """A scalar."""
    return Node(text, place)


def file_subject(file: AuditedFile) -> Subject:
    """The lines of a file, comments aside, at `lines`."""
    lines = [Node(line, Place(file.name, number)) for number, line in file.said()]
    here = Place(file.name, 1)
    node = mapping({"lines": Node(lines, here, None, 1 + len(lines), 1)}, here)
    return Subject(file.form, SubjectKind.FILE, "", node, file=file.name)


_REFERENCE = re.compile(
    r"(?P<repository>(?:[\w.-]+(?::\d+)?/)?[\w.-]+(?:/[\w.-]+)*)(?::(?P<tag>[\w][\w.-]{0,127}))?(?:@(?P<digest>[a-z0-9+]+:[0-9a-f]+))?\Z",
    re.IGNORECASE,
)


def image_subject(form: Form, label: str, image: Node, *, written: str | None = None) -> Subject | None:
    """An image that is named: its `text`, `repository`, `tag` and `digest`; None for one that only a run can tell."""
    text = image.text.strip()
    match = _REFERENCE.match(text)
    unknown = "$" in text or "{{" in text or "<" in text or text.endswith((":", "@")) or text == "scratch"
    if match is None or unknown or (written is not None and _open_variable(written)):
        return None
    parts = {key: Node(value, image.place) for key, value in match.groupdict().items() if value}
    node = mapping({"text": Node(text, image.place), **parts}, image.place)
    return Subject(form, SubjectKind.IMAGE, label, node, node, file=image.place.file)


def _open_variable(written: str) -> bool:
    """Whether something in it is filled in from outside, without a default."""
    return bool(re.search(r"\$(?:\{\w+(?::?\?[^}]*)?\}|\w+)", written))


def variables_node(entries: Iterable[tuple[str, Node, str]], place: Place) -> Node:
    """Variables as a list of `name`, `value` and `written`, which is the value before anything was filled in."""
    made = []
    for name, value, written in entries:
        parts = {"name": Node(name, value.place), "value": value, "written": Node(written, value.place)}
        made.append(mapping(parts, value.place))
    return sequence(made, place)


def process_node(words: Iterable[str] | None, text: str, place: Place) -> Node:
    """A command: its `form` (`shell` or `exec`), its `text`, and its `program` without folders."""
    listed = list(words) if words is not None else None
    whole = " ".join(listed) if listed is not None else text
    first = (listed[0] if listed else whole.split(maxsplit=1)[0] if whole.split() else "").rpartition("/")[2]
    parts = {
        "form": Node("exec" if listed is not None else "shell", place),
        "text": Node(whole[:LONGEST_LINE], place),
        "program": Node(first, place),
    }
    return mapping(parts, place)
