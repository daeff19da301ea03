"""What kind of deployment file something is: by its name where that says it, else by what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from advisor.reading.node import Node


class Kind(StrEnum):
    """The kinds of files that can be read."""

    COMPOSE = "Compose"
    KUBERNETES = "Kubernetes"
    KUSTOMIZATION = "kustomization"
    DOCKERFILE = "Dockerfile"
    UNIT = "systemd unit"
    PROCFILE = "Procfile"
    NOMAD = "Nomad job"
    ECS = "ECS task definition"
    HELM_CHART = "Helm chart"
    PLAIN = "YAML or JSON"
    """To be told by what it holds."""


_COMPOSE = re.compile(
    r"((docker-)?compose|docker-stack|stack)([._-][\w.-]*)?\.ya?ml\Z|[\w.-]+[.-](compose|stack)\.ya?ml\Z"
)
_DOCKERFILE = re.compile(
    r"(Dockerfile|Containerfile)([._-][\w.-]+)?\Z|[\w.-]+\.(dockerfile|containerfile)\Z", re.IGNORECASE
)
_NO_DOCKERFILE = (
    *(".dockerignore", ".template", ".tmpl", ".j2", ".erb", ".md", ".in", ".sh"),
    *(".yml", ".yaml", ".txt", ".json", ".py", ".go", ".js", ".ts", ".html"),
)
_UNITS = frozenset({".service", ".timer", ".socket", ".container", ".pod", ".kube", ".volume", ".network", ".build"})
_KUSTOMIZATION = frozenset({"kustomization.yaml", "kustomization.yml", "Kustomization"})
_SERVICE_KEYS = frozenset(
    {"image", "build", "extends", "command", "ports", "volumes", "environment", "deploy", "env_file"}
)
_TASK_KEYS = frozenset({"containerDefinitions", "taskDefinition"})


def kind_by_name(path: Path) -> Kind | None:
    """The kind that a file's name says; PLAIN if its content has to tell; None if it is none of ours."""
    name = path.name
    if name in _KUSTOMIZATION:
        return Kind.KUSTOMIZATION
    if name == "Chart.yaml":
        return Kind.HELM_CHART
    if _COMPOSE.match(name):
        return Kind.COMPOSE
    if _DOCKERFILE.match(name) and not name.lower().endswith(_NO_DOCKERFILE):
        return Kind.DOCKERFILE
    if name == "Procfile" or name.startswith("Procfile."):
        return Kind.PROCFILE
    if name.endswith((".nomad", ".nomad.hcl")):
        return Kind.NOMAD
    if path.suffix in _UNITS:
        return Kind.UNIT
    return Kind.PLAIN if path.suffix in (".yaml", ".yml", ".json") else None


def kind_by_content(documents: Sequence[Node]) -> Kind | None:
    """The kind of YAML or JSON by what it holds; None if it is none of ours."""
    for document in documents:
        keys = document.mapping
        if "apiVersion" in keys and "kind" in keys:
            api = document.at("apiVersion").text
            kustomization = api.startswith("kustomize.config.k8s.io/") and document.at("kind").text != "List"
            return Kind.KUSTOMIZATION if kustomization else Kind.KUBERNETES
        if _TASK_KEYS & set(keys):
            return Kind.ECS
        if "TaskGroups" in keys or document.get("Job", "TaskGroups") is not None:
            return Kind.NOMAD
        if document.get("job") is not None and document.get("services") is None and _is_nomad_json(document.at("job")):
            return Kind.NOMAD
        services = document.at("services").mapping.values()
        if services and any(_SERVICE_KEYS & set(service.mapping) for service in services):
            return Kind.COMPOSE
    if documents and all(_is_task(entry) for document in documents for entry in document.items) and documents[0].items:
        return Kind.ECS
    return None


def kind_of_text(text: str) -> Kind | None:
    """The kind of a text that has no name, if it is none of YAML or JSON."""
    for line in text.split("\n")[:500]:
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", ";", "//")):
            continue
        if re.match(r"(ARG|FROM)\s", stripped, re.IGNORECASE):
            return Kind.DOCKERFILE
        if re.match(r"\[[A-Z]\w+\]\Z", stripped):
            return Kind.UNIT
        if re.match(r'(job|variable|locals)\b\s*("[^"]*"\s*)?\{', stripped):
            return Kind.NOMAD
        if re.match(r"(web|worker|release|clock|app): *[\w./$]+ ", stripped):
            return Kind.PROCFILE
        return None
    return None


def _is_nomad_json(job: Node) -> bool:
    return any("group" in part.mapping or "task" in part.mapping for part in job.mapping.values())


def _is_task(entry: Node) -> bool:
    return "containerDefinitions" in entry.mapping
