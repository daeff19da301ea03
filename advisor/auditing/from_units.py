"""systemd units and Quadlet files as subjects, with the settings that drop-ins beside them add."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from advisor.auditing.subject import AuditedFile, Subject, image_subject, process_node, text_node, variables_node
from advisor.model.auditing import Form, SubjectKind
from advisor.reading.fence import Fence
from advisor.reading.node import Node, Place, mapping, sequence
from advisor.reading.units import Unit, read_unit


def unit_subjects(fence: Fence, file: AuditedFile) -> Iterator[Subject]:
    """The subjects of one unit. Raises InputError if it or a drop-in is none."""
    unit = read_unit(file.text, file.name)
    settings = list(unit.settings)
    folder = file.path.with_name(file.path.name + ".d")
    added = sorted(path for path in _listed(fence, folder)) if fence.has_folder(folder) else []
    for path in added:
        settings += read_unit(fence.read(path), fence.shown(path)).settings
    whole = Unit(file.name, tuple(settings))
    suffix = file.path.suffix.removeprefix(".")
    parts = {section: _section(whole, section) for section in whole.sections}
    here = Place(file.name, next((number for number, _ in file.said()), 1))
    section = suffix.capitalize() if suffix in ("container", "build", "pod") else "Service"
    parts["type"] = text_node(suffix, here)
    parts["environment"] = variables_node(_variables(whole, section), here)
    command = whole.last(section, "Exec" if suffix == "container" else "ExecStart")
    parts["processes"] = sequence([_process(command)] if command is not None else [], here)
    start = next((value.place for name, _, value in unit.settings if name == section), here)
    node = mapping(parts, Place(file.name, _heading(file, section) or start.line))
    yield Subject(Form.SYSTEMD, SubjectKind.UNIT, "", node, node, file=file.name)
    image = whole.last("Container", "Image") if suffix == "container" else None
    if image is not None and not image.text.endswith((".image", ".build")):
        found = image_subject(Form.SYSTEMD, "", image)
        updates = whole.last("Container", "AutoUpdate")
        if found is not None and updates is not None:
            found = replace(found, node=mapping({**found.node.mapping, "follows": updates}, image.place))
        if found is not None:
            yield found


def _listed(fence: Fence, folder: Path) -> Iterator[Path]:
    for path in fence.files(folder):
        if path.suffix == ".conf" and path.parent == folder:
            yield path


def _section(unit: Unit, section: str) -> Node:
    """The settings of a section: one value as it is, several as a list."""
    found: dict[str, Node] = {}
    for name in dict.fromkeys(key for here, key, _ in unit.settings if here == section):
        values = unit.all(section, name)
        if values:
            found[name] = values[0] if len(values) == 1 else sequence(values, values[0].place)
    place = next(value.place for here, _, value in unit.settings if here == section)
    return mapping(found, place)


def _heading(file: AuditedFile, section: str) -> int | None:
    return next((number for number, line in file.said() if line.strip() == f"[{section}]"), None)


def _variables(unit: Unit, section: str) -> Iterator[tuple[str, Node, str]]:
    for setting in unit.all(section, "Environment"):
        try:
            words = shlex.split(setting.text)
        except ValueError:
            words = setting.text.split()
        for word in words:
            name, sign, value = word.partition("=")
            if sign:
                yield name, Node(value, setting.place), value


def _process(command: Node) -> Node:
    text = command.text.lstrip("@-:+!|")
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    return process_node(words, "", command.place)
