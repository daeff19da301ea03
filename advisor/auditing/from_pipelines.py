"""Pipelines and scripts as subjects: what they run, on which images, with which steps of other people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from advisor.auditing.subject import AuditedFile, Subject, image_subject, text_node, variables_node
from advisor.model.auditing import Form, SubjectKind
from advisor.reading.node import Node, Place, mapping, sequence
from advisor.reading.yaml_text import read_yaml, walk

_SCRIPTS = (".sh", ".bash", ".mk")
_NAMED = frozenset({"Makefile", "GNUmakefile", "Jenkinsfile", "justfile", "Justfile"})
_PIPELINES = re.compile(
    r"\.?gitlab-ci[\w.-]*\.ya?ml\Z|[\w.-]+\.gitlab-ci\.ya?ml\Z|\.drone\.ya?ml\Z|\.woodpecker\.ya?ml\Z|\.travis\.ya?ml\Z"
    r"|azure-pipelines[\w.-]*\.ya?ml\Z|bitbucket-pipelines\.ya?ml\Z|buildspec\.ya?ml\Z|cloudbuild\.ya?ml\Z"
)
FOLDERS = (".github/workflows", ".forgejo/workflows", ".gitea/workflows", ".circleci", ".woodpecker")
"""Hidden folders that hold pipelines."""

_GITHUB = (".github", ".forgejo", ".gitea")
_MOST_STEPS = 5_000


def is_pipeline(path: Path) -> bool:
    """Whether a file is a pipeline by its name and place."""
    if path.suffix not in (".yml", ".yaml"):
        return False
    inside = path.parent.name == "workflows" and path.parent.parent.name in _GITHUB
    return inside or path.parent.name in (".circleci", ".woodpecker") or bool(_PIPELINES.match(path.name))


def is_script(path: Path) -> bool:
    """Whether a file holds commands that people or pipelines run."""
    return path.suffix in _SCRIPTS or path.name in _NAMED


def pipeline_subjects(file: AuditedFile) -> Iterator[Subject]:
    """The subjects of a pipeline; a script has none but its lines. Raises InputError for broken YAML."""
    if is_script(file.path):
        return
    for root in read_yaml(file.text, file.name):
        if not root.is_mapping:
            continue
        github = root.get("jobs") is not None and root.get("on") is not None
        parts = {
            "system": text_node("github" if github else "other", root.place),
            "steps": sequence(list(_used(root)) if github else [], root.place),
            "variables": variables_node(_variables(root), root.place),
            "triggers": _triggers(root.at("on")),
            "lines": sequence([Node(line, Place(file.name, number)) for number, line in file.said()], root.place),
        }
        node = mapping(parts, Place(file.name, _first(file)))
        yield Subject(Form.CI, SubjectKind.PIPELINE, "", node, root, file=file.name)
        yield from _images(root)


def _first(file: AuditedFile) -> int:
    return next((number for number, _ in file.said()), 1)


def _triggers(on: Node) -> Node:
    """What starts a workflow of GitHub, by name."""
    if on.is_mapping:
        return on
    return mapping({one.text: Node("set", one.place) for one in on.texts()}, on.place)


def _used(root: Node) -> Iterator[Node]:
    """Steps of other people: `action`, and `ref`, the part after the @."""
    for job in root.at("jobs").mapping.values():
        for step in [job, *job.at("steps").items[:_MOST_STEPS]]:
            uses = step.get("uses")
            if uses is not None and "@" in uses.text and not uses.text.startswith(("./", "docker://")):
                action, _, ref = uses.text.rpartition("@")
                parts = {"action": text_node(action, uses.place), "ref": text_node(ref, uses.place)}
                yield mapping({**parts, "text": uses}, uses.place)


def _variables(root: Node) -> Iterator[tuple[str, Node, str]]:
    for path, node in walk(root):
        if path and path[-1] in ("variables", "env", "environment") and node.is_mapping:
            for name, value in node.mapping.items():
                given = value.at("value") if value.is_mapping else value
                if given.is_scalar:
                    yield name, given, given.text


def _images(root: Node) -> Iterator[Subject]:
    """Every image that a job runs in or beside."""
    for path, node in walk(root):
        if not path or not node.is_scalar:
            continue
        parent = path[-2] if len(path) > 1 else ""
        named = path[-1] == "image" or (path[-1] == "name" and parent == "image") or path[-1] == "container"
        beside = parent == "services" and path[-1].isdigit()
        if named or beside:
            found = image_subject(Form.CI, "", node)
            if found is not None:
                yield found
