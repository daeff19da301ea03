"""Compose files as subjects: the project, its services, and the images they name."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from advisor.auditing.subject import AuditedFile, Subject, image_subject, process_node, text_node, variables_node
from advisor.model.auditing import Form, SubjectKind
from advisor.reading.compose import OVERRIDE_NAMES, Project, load_project
from advisor.reading.compose_forms import key_values
from advisor.reading.fence import Fence
from advisor.reading.node import Node, Place, mapping, sequence
from advisor.reading.yaml_text import read_yaml


def compose_subjects(fence: Fence, file: AuditedFile) -> tuple[list[Subject], Project]:
    """The subjects of one project with what it includes. Raises InputError if it is no Compose file."""
    with_override = file.path.name not in OVERRIDE_NAMES
    project = load_project(fence, file.path, with_override=with_override, text=file.text, name=file.name)
    written = _Written(file)
    found = [_project(file, written)]
    for name, service in project.services.items():
        found += _service(file, name, service, written, partly=name in project.partly_known)
    return found, project


def is_override(path: Path, there: Iterable[Path]) -> bool:
    """Whether Compose reads a file together with another one that is there too."""
    return path.name in OVERRIDE_NAMES and any(
        other.parent == path.parent and other.name in (path.name.replace(".override", ""),) for other in there
    )


_SWARM = ("mode", "placement", "update_config", "rollback_config", "endpoint_mode")
"""What only a Swarm acts upon; it has no use for some settings of a single host."""


class _Written:
    """The file as it is written, with nothing filled in."""

    def __init__(self, file: AuditedFile) -> None:
        documents = read_yaml(file.text, file.name)
        self.root = documents[0] if documents else Node(None, file_place(file))
        services = self.root.at("services") if "services" in self.root.mapping else self.root
        self._services = services.mapping

    def service(self, name: str) -> Node | None:
        return self._services.get(name)

    def text(self, name: str, *path: str) -> str | None:
        """A scalar of a service as it is written; None if it does not stand in this file."""
        service = self.service(name)
        node = service.get(*path) if service is not None else None
        return node.text if node is not None and node.is_scalar else None

    def variable(self, name: str, variable: str) -> str | None:
        """The value of an environment variable as it is written."""
        service = self.service(name)
        if service is None or service.get("environment") is None:
            return None
        found = key_values(service.at("environment")).get(variable)
        return found.text if found is not None else None


def file_place(file: AuditedFile) -> Place:
    """Where a file begins."""
    return Place(file.name, 1)


def _project(file: AuditedFile, written: _Written) -> Subject:
    return Subject(Form.COMPOSE, SubjectKind.PROJECT, "", written.root, written.root, file=file.name)


def _service(file: AuditedFile, name: str, service: Node, written: _Written, *, partly: bool) -> Iterator[Subject]:
    parts = dict(service.mapping)
    # What an env file says is not said here, and is no literal in a file that is shared.
    own = [(key, value, written.variable(name, key)) for key, value in service.at("environment").mapping.items()]
    parts["environment"] = variables_node(
        ((key, value, said) for key, value, said in own if said is not None), service.at("environment").place
    )
    parts["processes"] = sequence(
        [_process(parts[key]) for key in ("entrypoint", "command") if key in parts], service.place
    )
    deploy = service.at("deploy")
    in_swarm = any(deploy.get(key) is not None for key in _SWARM)
    parts["swarm"] = text_node("true" if in_swarm else "false", service.place)
    image = parts.get("image")
    raw = written.service(name)
    if raw is not None and raw.place != service.place:
        raw = None
    incomplete = partly or (image is None and "build" not in parts)
    label = f"service {name}"
    node = mapping({**parts, "name": text_node(name, service.place)}, service.place)
    yield Subject(Form.COMPOSE, SubjectKind.SERVICE, label, node, raw, incomplete, file.name)
    if image is not None and "build" not in parts:
        found = image_subject(Form.COMPOSE, label, image, written=written.text(name, "image"))
        if found is not None:
            yield found


def _process(node: Node) -> Node:
    """A command; Compose splits a text into words as a shell would, but starts no shell."""
    if node.is_list:
        return process_node([item.text for item in node.texts()], "", node.place)
    try:
        words = shlex.split(node.text)
    except ValueError:
        words = node.text.split()
    return process_node(words, "", node.place)
