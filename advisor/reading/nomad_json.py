"""A Nomad job in the JSON of its API, brought into the shape of the HCL job file."""

from __future__ import annotations

import re

from advisor.reading.hcl import LABEL
from advisor.reading.node import Node, mapping, sequence

_WORD = re.compile(r"(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])")
_BLOCKS = {
    "task_groups": "group",
    "tasks": "task",
    "services": "service",
    "networks": "network",
    "checks": "check",
    "templates": "template",
    "volume_mounts": "volume_mount",
    "constraints": "constraint",
    "devices": "device",
}
_SINGLE = frozenset({"periodic", "update", "vault", "resources", "config", "scaling", "lifecycle", "connect"})


def job_of(document: Node) -> Node:
    """The job as `job: [{...}]`."""
    found = document.get("Job") or document.get("job") or document
    job = _shaped(found)
    return mapping({"job": sequence([job], job.place)}, document.place)


def _shaped(node: Node) -> Node:
    if node.is_list:
        return sequence([_shaped(part) for part in node.items], node.place)
    if not node.is_mapping:
        return node
    entries: dict[str, Node] = {}
    for key, part in node.mapping.items():
        name = _WORD.sub(lambda match: "_" + (match.group(1) or match.group(2)), key).lower()
        name = _BLOCKS.get(name, name)
        made = part if key == "Config" else _shaped(part)
        if name in ("reserved_ports", "dynamic_ports") and made.items:
            ports = [_port(one) for one in made.items]
            before = entries.get("port")
            entries["port"] = sequence([*(before.items if before else ()), *ports], part.place)
        elif name == "volumes" and made.is_mapping:
            blocks = [
                mapping({**one.mapping, LABEL: Node(label, one.place)}, one.place)
                for label, one in made.mapping.items()
            ]
            entries["volume"] = sequence(blocks, part.place)
        elif name in _SINGLE and made.is_mapping:
            entries[name] = sequence([made], part.place)
        else:
            entries[name] = made
    if "name" in entries:
        entries[LABEL] = entries["name"]
    return mapping(entries, node.place)


def _labelled(node: Node, label: str) -> Node:
    return mapping({**node.mapping, LABEL: Node(label, node.place)}, node.place)


def _port(node: Node) -> Node:
    parts = {LABEL: node.at("label"), "static": node.at("value"), "to": node.at("to")}
    return mapping({key: part for key, part in parts.items() if part.text not in ("", "0")}, node.place)
