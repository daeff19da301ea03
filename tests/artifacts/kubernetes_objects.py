"""Kubernetes objects as plain dictionaries: reading them, finding pods in them, matching selectors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

Object = dict[str, Any]

_SUFFIXES = {"": 1, "m": Decimal("0.001"), "k": 10**3, "M": 10**6, "G": 10**9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


@dataclass(frozen=True)
class Pods:
    """The pods that one controller makes."""

    owner: Object
    labels: Mapping[str, str]
    spec: Object

    @property
    def where(self) -> str:
        return called(self.owner)

    @property
    def long_running(self) -> bool:
        return self.owner["kind"] not in ("Job", "CronJob")

    @property
    def containers(self) -> list[Object]:
        """The program and its native sidecars: what runs as long as the pod does."""
        return [*self.spec["containers"], *self.sidecars]

    @property
    def sidecars(self) -> list[Object]:
        return [c for c in self.spec.get("initContainers", []) if c.get("restartPolicy") == "Always"]

    @property
    def every_container(self) -> list[Object]:
        return [*self.spec.get("initContainers", []), *self.spec["containers"]]


def load(text: str) -> list[Object]:
    """Every object of a YAML stream."""
    return [document for document in yaml.load_all(text, yaml.CSafeLoader) if document]


def called(thing: Object) -> str:
    """How messages name an object."""
    return f"{thing['kind']}/{thing['metadata']['name']}"


def of(objects: list[Object], *kinds: str) -> list[Object]:
    """The objects of these kinds."""
    return [thing for thing in objects if thing["kind"] in kinds]


def pods(objects: list[Object]) -> Iterator[Pods]:
    """The pods of every controller, and pods that stand alone."""
    for thing in objects:
        match thing["kind"]:
            case "Deployment" | "StatefulSet" | "DaemonSet" | "Job":
                template = thing["spec"]["template"]
            case "CronJob":
                template = thing["spec"]["jobTemplate"]["spec"]["template"]
            case "Pod":
                template = thing
            case "VirtualMachine":
                template = thing["spec"]["template"]
                yield Pods(thing, template["metadata"].get("labels", {}), _around(template["spec"]))
                continue
            case _:
                continue
        yield Pods(thing, template["metadata"].get("labels", {}), template["spec"])


def _around(machine: Object) -> Object:
    """The pod that KubeVirt puts around a machine, as far as its ports go."""
    opened = [port for interface in machine["domain"]["devices"]["interfaces"] for port in interface.get("ports", [])]
    ports_ = [{"containerPort": port["port"], "protocol": port.get("protocol", "TCP")} for port in opened]
    return {"containers": [{"name": "guest", "ports": ports_}]}


def selects(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """Whether a selector with matchLabels (or a Service's plain one) takes these labels."""
    wanted = selector.get("matchLabels", {}) if "matchLabels" in selector or not selector else selector
    return all(labels.get(key) == value for key, value in wanted.items())


def ports(pod: Pods) -> set[tuple[str | int, str]]:
    """Every port that the pod opens, as (name or number, protocol)."""
    found: set[tuple[str | int, str]] = set()
    for container in pod.containers:
        for port in container.get("ports", []):
            protocol = port.get("protocol", "TCP")
            found.add((port["containerPort"], protocol))
            if "name" in port:
                found.add((port["name"], protocol))
    return found


def quantity(value: str | int) -> Decimal:
    """A resource quantity as a number. Raises KeyError for an unknown suffix."""
    text = str(value)
    number = text.rstrip("kmMGKi")
    return Decimal(number) * _SUFFIXES[text[len(number) :]]
