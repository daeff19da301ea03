"""The change that a finding asks for, as an edit of the file, where that is mechanical; else none."""

from __future__ import annotations

import json
import re
import shlex

from advisor.auditing.differences import applied
from advisor.auditing.subject import AuditedFile, Subject
from advisor.errors import InputError
from advisor.model.auditing import Edit, Fix, Form, KnownFix, LinesFix, ReplaceFix, SetFix
from advisor.reading.dockerfile import read_dockerfile
from advisor.reading.node import Node
from advisor.reading.yaml_text import read_yaml

_KEY = re.compile(r"(?P<indent>[ ]*)(?P<dash>(?:- +)*)(?P<key>[\w./\"'-]+)\s*:(?P<rest>\s.*|)\Z")
_SHELL = re.compile(r"[$`|&;<>(){}*?~#\\!\[\]=]")
"""What a shell would act on: a command with any of it needs the shell."""


def edit_for(fix: Fix, file: AuditedFile, subject: Subject, line: int) -> Edit | None:
    """The edit, or None where the file is not written in a way that it fits in."""
    if not 1 <= line <= len(file.lines) or not file.exact:
        return None
    match fix:
        case SetFix(set=path, to=value):
            edit = _set(file, subject, path.split("."), value)
        case ReplaceFix(replace=pattern, by=text):
            changed = re.sub(pattern, lambda found: found.expand(text), file.lines[line - 1][:2000], count=1)
            edit = Edit(line, 1, (changed,)) if changed != file.lines[line - 1] else None
        case LinesFix(before_command=text):
            edit = _before_command(file, subject, text)
        case KnownFix.REMOVE_LINE:
            edit = Edit(line, 1, ())
        case KnownFix.EXEC_FORM:
            edit = _exec_form(file, line)
    return edit if edit is not None and _still_reads(file, edit) else None


def _set(file: AuditedFile, subject: Subject, path: list[str], value: str) -> Edit | None:
    if file.form is Form.SYSTEMD:
        return _set_unit(file, path, value)
    if file.path.suffix == ".json" or file.form is Form.NOMAD:
        return None
    here = subject.raw
    if here is None or here.place.file != file.name:
        return None
    rest = list(path)
    while rest and (below := here.get(rest[0])) is not None:
        if below.place.file != file.name:
            return None
        if len(rest) == 1:
            return _replaced_value(file, below, rest[0], value)
        if not below.mapping:
            return None
        here, rest = below, rest[1:]
    return _added(file, here, rest, value)


def _replaced_value(file: AuditedFile, node: Node, key: str, value: str) -> Edit | None:
    line = file.lines[node.place.line - 1]
    found = _KEY.match(line)
    if found is None or found["key"].strip("\"'") != key or not (node.is_scalar and found["rest"].strip()):
        return None
    return Edit(node.place.line, 1, (f"{line[: found.start('rest')]} {value}",))


def _added(file: AuditedFile, parent: Node, path: list[str], value: str) -> Edit | None:
    """The setting beside the first entry of its mapping that stands on a line of its own.

    After it where the next entry follows on the next line, so that a comment stays with what it is about.
    """
    entries = sorted(parent.mapping.items(), key=lambda entry: entry[1].place.line)
    lines = {child.place.line for _, child in entries}
    for key, child in entries:
        place = child.place
        found = _KEY.match(file.lines[place.line - 1]) if place.file == file.name else None
        if found is None or found["dash"] or found["key"].strip("\"'") != key or place.line < parent.place.line:
            continue
        indent = found["indent"]
        heads = [f"{indent}{'  ' * depth}{part}:" for depth, part in enumerate(path)]
        return Edit(place.line + (place.line + 1 in lines), 0, (*heads[:-1], f"{heads[-1]} {value}"))
    return None


def _set_unit(file: AuditedFile, path: list[str], value: str) -> Edit | None:
    """A setting after the last one of its section."""
    section, name = path
    inside, last = False, 0
    for number, line in file.said():
        stripped = line.strip()
        if stripped.startswith("["):
            inside = stripped == f"[{section}]"
        if inside:
            if stripped.startswith(f"{name}="):
                return Edit(number, 1, (f"{name}={value}",))
            last = number
    return Edit(last + 1, 0, (f"{name}={value}",)) if last and not file.lines[last - 1].endswith("\\") else None


def _before_command(file: AuditedFile, subject: Subject, text: str) -> Edit:
    own = [one for one in read_dockerfile(file.text, file.name) if one.place.line >= subject.place.line]
    first = next((one for one in own if one.keyword in ("ENTRYPOINT", "CMD")), None)
    if first is not None:
        return Edit(first.place.line, 0, tuple(text.split("\n")))
    end = max((number for number, _ in file.said()), default=len(file.lines))
    last = file.lines[end - 1]
    # After the last line, with it: it may have no end of its own.
    return Edit(end, 1, (last, *text.split("\n")))


def _exec_form(file: AuditedFile, line: int) -> Edit | None:
    found = next((one for one in read_dockerfile(file.text, file.name) if one.place.line == line), None)
    if found is None or found.words is not None or _SHELL.search(found.value):
        return None
    try:
        words = shlex.split(found.value)
    except ValueError:
        return None
    length = max((number for _, number in found.lines), default=line) - line + 1
    if not words or any("\n" in word for word in words):
        return None
    return Edit(line, length, (f"{found.keyword} {json.dumps(words, ensure_ascii=False)}",))


def _still_reads(file: AuditedFile, edit: Edit) -> bool:
    text = applied(file.text, [edit])
    try:
        if file.form is Form.DOCKERFILE:
            read_dockerfile(text, file.name)
        elif file.form is not Form.SYSTEMD and file.path.suffix in (".yaml", ".yml", ".json"):
            read_yaml(text, file.name)
    except InputError:
        return False
    return True
