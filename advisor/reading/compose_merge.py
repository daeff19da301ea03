"""Putting one Compose definition over another, for override files, `extends` and `include`."""

from __future__ import annotations

from advisor.reading.compose_forms import unique_by
from advisor.reading.node import Node, mapping, sequence
from advisor.reading.yaml_text import MOST_NODES

_REPLACED = frozenset({("command",), ("entrypoint",), ("healthcheck", "test")})
"""Parts of a service that are never put together from two places."""


def merge_service(below: Node, above: Node) -> Node:
    """One service, both in canonical form; what `above` says counts. Raises InputError if it grows too large."""
    return _merge(below, above, ())


def merge_element(below: Node, above: Node) -> Node:
    """One volume, network, secret or config."""
    return _merge(below, above, ("",))


def without_resets(node: Node) -> Node:
    """A service as it is used alone: what is tagged `!reset` is not there."""
    kept = {key: part for key, part in node.mapping.items() if part.tag != "!reset"}
    return node if len(kept) == len(node.mapping) else mapping(kept, node.place)


def _merge(below: Node, above: Node, path: tuple[str, ...]) -> Node:
    if above.tag == "!override" or path in _REPLACED:
        return above
    if above.value is None:
        return below
    if below.is_mapping and above.is_mapping:
        if path == ("logging",) and below.at("driver").text != above.at("driver").text and "driver" in below.mapping:
            return above
        return _mappings(below, above, path)
    if below.is_list and above.is_list:
        return _bounded(_lists(below, above, path[-1] if path else ""))
    return above


def _mappings(below: Node, above: Node, path: tuple[str, ...]) -> Node:
    entries = dict(below.mapping)
    for key, part in above.mapping.items():
        if part.tag == "!reset":
            entries.pop(key, None)
        elif key not in entries or path in (("environment",), ("labels",)):
            entries[key] = part
        else:
            entries[key] = _merge(entries[key], part, (*path, key))
    return _bounded(mapping(entries, above.place))


def _lists(below: Node, above: Node, key: str) -> Node:
    kept: dict[str, Node] = {}
    for number, entry in enumerate((*below.items, *above.items)):
        kept[unique_by(key, entry, entry.place) or f"\0{number}"] = entry
    return sequence(list(kept.values()), above.place)


def _bounded(node: Node) -> Node:
    if node.size > MOST_NODES:
        raise node.place.refused(f"comes to more than {MOST_NODES:,} values with what it extends and includes")
    return node
