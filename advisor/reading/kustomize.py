"""A kustomization, worked out as far as that is possible without running anything.

Resources, components, name prefixes and suffixes, images, replicas and patches (strategic merge and JSON) are
applied; generators, charts and whatever lies elsewhere are noted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.reading.fence import Fence, OutsideError
from advisor.reading.kubernetes import Resource, resource, resources
from advisor.reading.node import Node, Place, mapping
from advisor.reading.patches import json_patch, rename_references, replaced_image, strategic_merge
from advisor.reading.yaml_text import read_yaml

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
DEEPEST_CHAIN = 20
MOST_RESOURCES = 5_000
MOST_BUILT = 200


@dataclass(slots=True)
class Kustomized:
    """What a kustomization comes to. `files` are all that it was made of; `folders` the kustomizations in it.

    A `component` is only of use to other kustomizations.
    """

    resources: list[Resource] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)
    folders: set[Path] = field(default_factory=set)
    notes: list[Problem] = field(default_factory=list)
    component: bool = False


def load_kustomization(fence: Fence, folder: Path) -> Kustomized:
    """Work out the kustomization in `folder`. Raises InputError if it is broken or goes round in circles."""
    made = Kustomized()
    made.resources = _Builder(fence, made).build(folder, (), [])
    return made


class _Builder:
    """Reads one tree of kustomizations."""

    def __init__(self, fence: Fence, made: Kustomized) -> None:
        self._fence = fence
        self._made = made
        self._built = 0

    def build(self, folder: Path, chain: tuple[Path, ...], given: list[Resource]) -> list[Resource]:
        """The objects of a kustomization, added to those `given` to it (for a component)."""
        path = next((folder / name for name in NAMES if self._fence.has(folder / name)), None)
        shown = self._fence.shown(folder)
        if path is None:
            raise InputError([Problem(shown, 0, "has no kustomization.yaml")])
        if folder in chain or len(chain) > DEEPEST_CHAIN:
            steps = " -> ".join(self._fence.shown(step) for step in (*chain, folder))
            raise InputError([Problem(self._fence.shown(path), 0, f"goes round in a circle or too far: {steps[:300]}")])
        self._built += 1
        if self._built > MOST_BUILT:
            raise InputError([Problem(shown, 0, f"refers to more than {MOST_BUILT} kustomizations")])
        self._made.files.add(path)
        self._made.folders.add(folder)
        documents = read_yaml(self._fence.read(path), self._fence.shown(path))
        root = documents[0] if documents else mapping({}, Place(self._fence.shown(path), 1))
        if not chain:
            self._made.component = root.at("kind").text == "Component"
        found = list(given)
        for key in ("bases", "resources"):
            for entry in root.at(key).texts():
                found += self._resource(entry, folder, (*chain, folder))
        for entry in root.at("components").texts():
            found = self._component(entry, folder, (*chain, folder), found)
        if len(found) > MOST_RESOURCES:
            raise InputError([Problem(shown, 0, f"comes to more than {MOST_RESOURCES:,} objects")])
        for key in ("helmCharts", "generators", "transformers", "helmChartInflationGenerator"):
            if root.get(key) is not None:
                self._note(root.at(key).place, f"`{key}` was not worked out: that takes running other programs")
        return self._changed(found, root, folder)

    def _changed(self, found: list[Resource], root: Node, folder: Path) -> list[Resource]:
        nodes = [one.node for one in found]
        for entry in (*root.at("patchesStrategicMerge").items, *root.at("patches").items):
            nodes = self._patched(nodes, entry, folder)
        for entry in root.at("patchesJson6902").items:
            nodes = self._patched(nodes, entry, folder)
        for image in root.at("images").items:
            nodes = [replaced_image(node, image) for node in nodes]
        for entry in root.at("replicas").items:
            nodes = [_with_replicas(node, entry) for node in nodes]
        prefix, suffix = root.at("namePrefix").text, root.at("nameSuffix").text
        if prefix or suffix:
            names = {one.name: f"{prefix}{one.name}{suffix}" for node in nodes if (one := resource(node)) and one.name}
            nodes = [rename_references(_renamed(node, names), names) for node in nodes]
        return [one for node in nodes if (one := resource(node))]

    def _resource(self, entry: Node, folder: Path, chain: tuple[Path, ...]) -> list[Resource]:
        path = self._below(entry, folder)
        if path is None:
            return []
        if path.is_dir():
            return self.build(path, chain, [])
        try:
            text = self._fence.read(path)
        except InputError as error:
            self._note(entry.place, str(error).split("\n", 1)[0])
            return []
        self._made.files.add(path)
        return list(resources(read_yaml(text, self._fence.shown(path))))

    def _component(self, entry: Node, folder: Path, chain: tuple[Path, ...], found: list[Resource]) -> list[Resource]:
        path = self._below(entry, folder)
        return self.build(path, chain, found) if path is not None and path.is_dir() else found

    def _below(self, entry: Node, folder: Path) -> Path | None:
        text = entry.text
        if "://" in text or text.startswith(("github.com/", "git@")) or "?ref=" in text:
            self._note(entry.place, f"`{text[:80]}` lies elsewhere and was not fetched")
            return None
        try:
            return self._fence.resolve(folder, text)
        except OutsideError as error:
            self._note(entry.place, str(error))
            return None

    def _patched(self, nodes: list[Node], entry: Node, folder: Path) -> list[Node]:
        """The objects with one patch applied; a patch that fits none changes nothing."""
        if entry.is_mapping and entry.at("kind").text:
            patches: Sequence[Node] = [entry]
        elif entry.is_mapping:
            patches = self._patch_documents(entry.at("patch"), entry.at("path"), folder)
        elif "\n" in entry.text:
            patches = self._patch_documents(entry, Node(None, entry.place), folder)
        else:
            patches = self._patch_documents(Node(None, entry.place), entry, folder)
        target = entry.at("target")
        for patch in patches:
            if patch.is_list:
                nodes = [json_patch(node, patch) if _fits(node, target) else node for node in nodes]
            elif target.is_mapping:
                nodes = [strategic_merge(node, patch) if _fits(node, target) else node for node in nodes]
            else:
                nodes = [strategic_merge(node, patch) if _same(node, patch) else node for node in nodes]
        return [node for node in nodes if node.value is not None]

    def _patch_documents(self, inline: Node, path: Node, folder: Path) -> list[Node]:
        if inline.text:
            # Lines inside the text count from where it begins.
            return read_yaml("\n" * (inline.place.line) + inline.text, inline.place.file)
        if not path.text:
            return []
        try:
            found = self._fence.resolve(folder, path.text)
            self._made.files.add(found)
            return read_yaml(self._fence.read(found), self._fence.shown(found))
        except (InputError, OutsideError) as error:
            self._note(path.place, str(error).split("\n", 1)[0])
            return []

    def _note(self, place: Place, message: str) -> None:
        self._made.notes.append(Problem(place.file, place.line, message))


def _fits(node: Node, target: Node) -> bool:
    one = resource(node)
    if one is None:
        return False
    wanted = {"kind": one.kind, "name": one.name, "namespace": one.namespace, "group": one.group}
    given = {key: target.at(key).text for key in wanted if target.at(key).text}
    return bool(given) and all(
        wanted[key] == value or (key == "name" and value == ".*") for key, value in given.items()
    )


def _same(node: Node, patch: Node) -> bool:
    return all(node.at(*path).text == patch.at(*path).text for path in (("kind",), ("metadata", "name")))


def _renamed(node: Node, names: dict[str, str]) -> Node:
    metadata = node.at("metadata")
    name = metadata.at("name")
    changed = mapping({**metadata.mapping, "name": Node(names.get(name.text, name.text), name.place)}, metadata.place)
    return mapping({**node.mapping, "metadata": changed}, node.place)


def _with_replicas(node: Node, entry: Node) -> Node:
    if node.at("metadata", "name").text != entry.at("name").text or node.get("spec") is None:
        return node
    spec = mapping({**node.at("spec").mapping, "replicas": entry.at("count")}, node.at("spec").place)
    return mapping({**node.mapping, "spec": spec}, node.place)
