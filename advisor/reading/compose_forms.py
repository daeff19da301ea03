"""The short and long forms of a Compose service, brought into one: what follows need not know how it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from os.path import normpath
from pathlib import Path

from advisor.reading.node import Node, Place, mapping, sequence

MOST_OF_A_RANGE = 64
"""A longer range of ports stays one entry with its `count`."""

_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?\Z")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def canonical_service(service: Node, folder: Path) -> Node:
    """A service with every part in its long form and paths made absolute from `folder`. Tags of parts stay."""
    parts = dict(service.mapping)
    if "dockerfile" in parts and "build" in parts:  # files of version 1
        parts["build"] = _with(_build(parts["build"], folder), "dockerfile", parts.pop("dockerfile"))
    if "net" in parts:
        parts["network_mode"] = parts.pop("net")
    for key, form in _FORMS.items():
        if key in parts and parts[key].value is not None:
            before = parts[key]
            after = form(before, folder)
            parts[key] = Node(after.value, before.place, before.tag, after.size, after.depth)
    return mapping(parts, service.place)


def key_values(node: Node) -> dict[str, Node]:
    """`[A=1, B]` and `{A: 1, B: }` as a mapping; a name alone has no value. An entry that is not text is left out."""
    if node.is_mapping:
        return dict(node.mapping)
    found: dict[str, Node] = {}
    for item in node.texts():
        name, sign, value = item.text.partition("=")
        found[name] = Node(value if sign else None, item.place)
    return found


def is_host_path(source: str) -> bool:
    """Whether a volume's source is a path on the host, not the name of a volume."""
    return source[:1] in (".", "/", "~") or source.startswith("\\\\") or bool(_DRIVE.match(source))


def split_volume(text: str) -> list[str]:
    """A short volume at its colons, leaving Windows drives whole."""
    pieces: list[str] = []
    for piece in text.split(":"):
        if pieces and len(pieces[-1]) == 1 and pieces[-1].isalpha() and piece[:1] in ("\\", "/"):
            pieces[-1] += f":{piece}"
        else:
            pieces.append(piece)
    return pieces


def _with(node: Node, key: str, value: Node) -> Node:
    return mapping({**node.mapping, key: value}, node.place)


def _build(node: Node, folder: Path) -> Node:
    entries = dict(node.mapping) if node.is_mapping else {"context": node}
    context = entries.get("context")
    entries["context"] = _path(context, folder) if context else Node(str(folder), node.place)
    for key in ("args", "labels"):
        if key in entries:
            entries[key] = mapping(key_values(entries[key]), entries[key].place)
    return mapping(entries, node.place)


def _path(node: Node, folder: Path) -> Node:
    text = node.text
    if not text or "://" in text or text.startswith(("git@", "~")) or _DRIVE.match(text):
        return node
    return Node(normpath(folder / text), node.place)


def _pairs(node: Node, folder: Path) -> Node:  # noqa: ARG001 - every form is called alike
    return mapping(key_values(node), node.place)


def _names(node: Node, folder: Path) -> Node:  # noqa: ARG001
    """`[a, b]` as `{a: , b: }`."""
    if node.is_mapping:
        return node
    return mapping({item.text: Node(None, item.place) for item in node.texts()}, node.place)


def _texts(node: Node, folder: Path) -> Node:  # noqa: ARG001
    return sequence(list(node.texts()), node.place)


def _exposed(node: Node, folder: Path) -> Node:  # noqa: ARG001
    return sequence([Node(item.text, item.place) for item in node.texts()], node.place)


def _env_files(node: Node, folder: Path) -> Node:
    entries = []
    for item in node.items if node.is_list else [node]:
        parts = dict(item.mapping) if item.is_mapping else {"path": item}
        if "path" in parts and parts["path"].text:
            parts["path"] = _path(parts["path"], folder)
            entries.append(mapping(parts, item.place))
    return sequence(entries, node.place)


def _volumes(node: Node, folder: Path) -> Node:
    entries = [made for item in node.items if (made := _volume(item, folder))]
    return sequence(entries, node.place)


def _volume(item: Node, folder: Path) -> Node | None:
    if item.is_mapping:
        parts = dict(item.mapping)
        source = parts.get("source") or parts.pop("src", None)
        target = parts.get("target") or parts.pop("destination", None) or parts.pop("dst", None)
        if source is not None:
            parts["source"] = _path(source, folder) if parts.get("type", item).text == "bind" else source
        if target is None or not target.text:
            return None
        parts["target"] = Node(_clean(target.text), target.place)
        if "readonly" in parts:
            parts["read_only"] = parts.pop("readonly")
        return mapping(parts, item.place)
    pieces = split_volume(item.text)
    if not item.text or (not pieces[0] and len(pieces) < 2):
        return None
    place = item.place
    if len(pieces) == 1:
        return mapping({"type": Node("volume", place), "target": Node(_clean(pieces[0]), place)}, place)
    options = pieces[2].split(",") if len(pieces) > 2 else []
    source_text = pieces[0]
    bound = is_host_path(source_text)
    parts = {
        "type": Node("bind" if bound else "volume", place),
        "source": _path(Node(source_text, place), folder) if bound else Node(source_text, place),
        "target": Node(_clean(pieces[1]), place),
    }
    if "ro" in options:
        parts["read_only"] = Node(True, place)
    return mapping(parts, place)


def _clean(target: str) -> str:
    return normpath(target) if target.startswith("/") else target


def _ports(node: Node, folder: Path) -> Node:  # noqa: ARG001
    return sequence([port for item in node.items for port in _port(item)], node.place)


def _port(item: Node) -> Iterator[Node]:
    if item.is_mapping:
        target = item.at("target")
        if target.text:
            parts = {**item.mapping, "target": Node(target.text, target.place)}
            parts.setdefault("protocol", Node("tcp", item.place))
            yield mapping(parts, item.place)
        return
    text, _, protocol = item.text.replace(" ", "").partition("/")
    address, colon, container = text.rpartition(":")
    host_ip, _, published = address.rpartition(":") if colon else ("", "", "")
    wanted = _RANGE.match(container)
    if wanted is None:
        return
    first, last = int(wanted[1]), int(wanted[2] or wanted[1])
    last = max(first, last)
    count = last - first + 1
    outside = _RANGE.match(published)
    paired = outside is not None and int(outside[2] or outside[1]) - int(outside[1]) + 1 == count
    steps: Iterable[int] = range(count) if count <= MOST_OF_A_RANGE else [0]
    for step in steps:
        parts = {
            "mode": Node("ingress", item.place),
            "target": Node(str(first + step), item.place),
            "protocol": Node(protocol.lower() or "tcp", item.place),
        }
        if published:
            shown = str(int(outside[1]) + step) if paired and outside is not None else published
            parts["published"] = Node(shown, item.place)
        if host_ip:
            parts["host_ip"] = Node(host_ip.strip("[]"), item.place)
        if count > MOST_OF_A_RANGE:
            parts["count"] = Node(count, item.place)
        yield mapping(parts, item.place)


def _sources(node: Node, folder: Path) -> Node:  # noqa: ARG001
    """Secrets and configs: a name alone is a source."""
    entries = [item if item.is_mapping else mapping({"source": item}, item.place) for item in node.items]
    return sequence([entry for entry in entries if entry.at("source").text], node.place)


def _devices(node: Node, folder: Path) -> Node:  # noqa: ARG001
    entries = []
    for item in node.items:
        if item.is_mapping:
            entries.append(item)
        elif item.text:
            pieces = item.text.split(":")
            parts = {"source": Node(pieces[0], item.place), "target": Node(pieces[min(1, len(pieces) - 1)], item.place)}
            entries.append(mapping(parts, item.place))
    return sequence(entries, node.place)


def _extends(node: Node, folder: Path) -> Node:  # noqa: ARG001
    return node if node.is_mapping else mapping({"service": node}, node.place)


_Form = Callable[[Node, Path], Node]
_FORMS: dict[str, _Form] = {
    "build": _build,
    "cap_add": _texts,
    "cap_drop": _texts,
    "configs": _sources,
    "depends_on": _names,
    "devices": _devices,
    "env_file": _env_files,
    "environment": _pairs,
    "expose": _exposed,
    "extends": _extends,
    "labels": _pairs,
    "links": _texts,
    "networks": _names,
    "ports": _ports,
    "profiles": _texts,
    "secrets": _sources,
    "sysctls": _pairs,
    "tmpfs": _texts,
    "volumes": _volumes,
    "volumes_from": _texts,
}


def unique_by(key: str, entry: Node, place: Place) -> str:  # noqa: ARG001
    """What makes an entry of a list the same as another one that it replaces; empty for lists that only grow."""
    match key:
        case "volumes" | "devices":
            return entry.at("target").text
        case "ports":
            parts = (entry.at(part).text for part in ("host_ip", "published", "target", "protocol"))
            return ":".join(parts)
        case "secrets" | "configs":
            return entry.at("target").text or entry.at("source").text
        case "env_file":
            return entry.at("path").text
        case "cap_add" | "cap_drop" | "expose" | "links" | "profiles" | "tmpfs" | "dns" | "dns_search" | "dns_opt":
            return entry.text
        case _:
            return ""
