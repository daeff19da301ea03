"""The objects of Kubernetes manifests, Lists taken apart, with the few things that every object has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.reading.node import Node, Place

DEEPEST_LIST = 5


@dataclass(frozen=True, slots=True)
class Resource:
    """One object. `group` is its API group without the version, empty for the core."""

    kind: str
    group: str
    name: str
    namespace: str
    node: Node

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.node.at("kind").place

    @property
    def labels(self) -> dict[str, str]:
        """Its labels."""
        return texts(self.node.get("metadata", "labels"))

    @property
    def annotations(self) -> dict[str, Node]:
        """Its annotations with their lines."""
        return dict(self.node.at("metadata", "annotations").mapping)


def resources(documents: Iterable[Node]) -> Iterator[Resource]:
    """The objects in order; what is no object is left out."""
    for document in documents:
        yield from _resources(document, 0)


def resource(node: Node) -> Resource | None:
    """One object, or None if it has no kind."""
    kind = node.at("kind").text
    if not kind or not node.at("apiVersion").text:
        return None
    group, slash, _ = node.at("apiVersion").text.rpartition("/")
    metadata = node.at("metadata")
    name = metadata.at("name").text or metadata.at("generateName").text.rstrip("-")
    return Resource(kind, group if slash else "", name, metadata.at("namespace").text, node)


def texts(node: Node | None) -> dict[str, str]:
    """A mapping of scalars as text."""
    return {key: part.text for key, part in node.mapping.items()} if node is not None else {}


def without_repeats(found: Iterable[Resource]) -> list[Resource]:
    """Every object once; of several with the same name the last one, as when they are applied in order."""
    return list({(one.kind, one.group, one.namespace, one.name or str(id(one))): one for one in found}.values())


def _resources(node: Node, depth: int) -> Iterator[Resource]:
    found = resource(node)
    if found is None:
        return
    if found.kind.endswith("List") and node.at("items").is_list and depth < DEEPEST_LIST:
        for item in node.at("items").items:
            yield from _resources(item, depth + 1)
    else:
        yield found
