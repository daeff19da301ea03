"""Procfiles, ECS task definitions and Nomad jobs as subjects: what runs, task by task, and the images they name."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from advisor.auditing.subject import AuditedFile, Subject, image_subject, process_node, text_node, variables_node
from advisor.model.auditing import Form, SubjectKind
from advisor.reading.hcl import LABEL
from advisor.reading.node import Node, mapping, sequence
from advisor.reading.procfile import read_procfile

_ONE_BLOCK = ("config", "resources", "env", "lifecycle")
_CONTAINER_DRIVERS = frozenset({"docker", "podman", "containerd-driver"})


def procfile_subjects(file: AuditedFile) -> Iterator[Subject]:
    """A service for every kind of process. Raises InputError if it is no Procfile."""
    for name, command in read_procfile(file.text, file.name).items():
        try:
            words = shlex.split(command.text)
        except ValueError:
            words = command.text.split()
        parts = {
            "name": text_node(name, command.place),
            "processes": sequence([process_node(words, "", command.place)], command.place),
        }
        node = mapping(parts, command.place)
        yield Subject(Form.PROCFILE, SubjectKind.SERVICE, f"process {name}", node, file=file.name)


def ecs_subjects(file: AuditedFile, documents: Sequence[Node]) -> Iterator[Subject]:
    """Every task definition as a pod, with its containers and their images."""
    for entry in (one for document in documents for one in document.items or [document]):
        task = entry.get("taskDefinition") or entry
        if task.get("containerDefinitions") is None:
            continue
        family = task.at("family").text
        place = (task.get("family") or task).place
        label = f"task {family}".strip()
        yield Subject(Form.ECS, SubjectKind.POD, label, mapping(task.mapping, place), file=file.name)
        for container in task.at("containerDefinitions").items:
            if container.is_mapping:
                yield from _ecs_container(file, label, task, container)


def _ecs_container(file: AuditedFile, label: str, task: Node, container: Node) -> Iterator[Subject]:
    place = (container.get("name") or container).place
    words = [item.text for key in ("entryPoint", "command") for item in container.at(key).texts()]
    given = container.get("entryPoint") or container.get("command") or container
    entries = [(one.at("name").text, one.at("value")) for one in container.at("environment").items]
    parts = {
        **container.mapping,
        "task": task,
        "environment": variables_node(((name, value, value.text) for name, value in entries), place),
        "processes": sequence([process_node(words, "", given.place)] if words else [], place),
    }
    shown = f"{label}, container {container.at('name').text}"
    yield Subject(Form.ECS, SubjectKind.CONTAINER, shown, mapping(parts, place), file=file.name)
    image = container.get("image")
    found = image_subject(Form.ECS, shown, image) if image is not None else None
    if found is not None:
        yield found


def nomad_subjects(file: AuditedFile, root: Node) -> Iterator[Subject]:
    """Every group of a job as a pod, with its tasks that are containers and their images."""
    for job in root.at("job").items:
        name = job.at(LABEL).text
        for group in job.at("group").items or ([job] if job.get("task") is not None else []):
            label = f"group {group.at(LABEL).text or name}"
            about = {**group.mapping, "type": job.at("type") if job.get("type") else text_node("service", job.place)}
            yield Subject(Form.NOMAD, SubjectKind.POD, label, mapping(about, group.place), file=file.name)
            for task in group.at("task").items:
                if task.at("driver").text in _CONTAINER_DRIVERS:
                    yield from _nomad_task(file, label, about, task)


def _nomad_task(file: AuditedFile, label: str, group: dict[str, Node], task: Node) -> Iterator[Subject]:
    parts = dict(task.mapping)
    for key in _ONE_BLOCK:
        blocks = parts[key].items if key in parts else ()
        if blocks:
            parts[key] = blocks[0]
    config = parts.get("config", Node(None, task.place))
    command, arguments = config.get("command"), config.get("args")
    words = [item.text for part in (command, arguments) if part is not None for item in part.texts()]
    environment = parts["env"].mapping if "env" in parts else {}
    parts |= {
        "type": group["type"],
        "environment": variables_node(((key, value, value.text) for key, value in environment.items()), task.place),
        "processes": sequence(
            [process_node(words, "", (command or arguments or task).place)] if words else [], task.place
        ),
        "services": sequence([*_listed(group.get("service")), *_listed(parts.get("service"))], task.place),
    }
    shown = f"{label}, task {task.at(LABEL).text}"
    yield Subject(Form.NOMAD, SubjectKind.CONTAINER, shown, mapping(parts, task.place), file=file.name)
    image = config.get("image")
    if image is not None and not image.text.startswith(("var.", "local.", "data.")):
        found = image_subject(Form.NOMAD, shown, image)
        if found is not None:
            yield found


def _listed(node: Node | None) -> Sequence[Node]:
    return node.items if node is not None else ()
