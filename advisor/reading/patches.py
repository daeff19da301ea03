"""The ways in which a kustomization changes an object."""

from __future__ import annotations

from advisor.reading.node import Node, mapping, sequence

_KEYS = ("name", "containerPort", "mountPath", "port", "key")
"""What tells the entries of a list apart, in the order in which it is tried."""

_NAMED = frozenset({"scaleTargetRef", "service", "configMapRef", "secretRef", "configMap"})
_NAMES = frozenset({"claimName", "serviceName", "secretName"})


def strategic_merge(node: Node, patch: Node) -> Node:
    """An object with a strategic merge patch; nothing (a value of None) if the patch deletes it."""
    if patch.at("$patch").text == "delete":
        return Node(None, node.place)
    if patch.at("$patch").text == "replace":
        kept = {key: part for key, part in patch.mapping.items() if key != "$patch"}
        return mapping(kept, patch.place)
    if node.is_mapping and patch.is_mapping:
        entries = dict(node.mapping)
        for key, part in patch.mapping.items():
            if part.value is None:
                entries.pop(key, None)
            else:
                entries[key] = strategic_merge(entries[key], part) if key in entries else part
        return mapping({key: part for key, part in entries.items() if part.value is not None}, node.place)
    if node.is_list and patch.is_list:
        return _merged_lists(node, patch)
    return patch


def json_patch(node: Node, patch: Node) -> Node:
    """An object with the operations of a JSON patch; those that fit nowhere change nothing."""
    for operation in patch.items:
        path = [part.replace("~1", "/").replace("~0", "~") for part in operation.at("path").text.split("/")[1:]]
        if path and operation.at("op").text in ("add", "replace", "remove"):
            value = None if operation.at("op").text == "remove" else operation.at("value")
            node = _put(node, path, value, insert=operation.at("op").text == "add")
    return node


def replaced_image(node: Node, image: Node) -> Node:
    """An object whose images are renamed as an entry of `images` says."""
    name = image.at("name").text
    if node.is_list:
        return sequence([replaced_image(part, image) for part in node.items], node.place)
    if not node.is_mapping:
        return node
    entries = {}
    for key, part in node.mapping.items():
        if key == "image" and part.is_scalar:
            base, digest = part.text.partition("@")[0], image.at("digest").text
            repository, colon, tag = base.rpartition(":") if ":" in base.rsplit("/", 1)[-1] else (base, "", "")
            if repository == name:
                tag = image.at("newTag").text or tag
                ending = f"@{digest}" if digest else f":{tag}" if tag else colon
                part = Node(f"{image.at('newName').text or repository}{ending}", part.place)  # noqa: PLW2901
            entries[key] = part
        else:
            entries[key] = replaced_image(part, image)
    return mapping(entries, node.place)


def rename_references(node: Node, names: dict[str, str]) -> Node:
    """An object whose references to others follow their new names."""
    if node.is_list:
        return sequence([rename_references(part, names) for part in node.items], node.place)
    if not node.is_mapping:
        return node
    entries = {}
    for key, part in node.mapping.items():
        if key in _NAMES and part.text in names:
            entries[key] = part.with_value(names[part.text])
        elif key in _NAMED and part.at("name").text in names:
            name = part.at("name")
            entries[key] = mapping({**part.mapping, "name": name.with_value(names[name.text])}, part.place)
        else:
            entries[key] = rename_references(part, names)
    return mapping(entries, node.place)


def _merged_lists(node: Node, patch: Node) -> Node:
    key = next((key for key in _KEYS if all(key in part.mapping for part in (*node.items, *patch.items))), None)
    if key is None:
        return patch
    entries = {part.at(key).text: part for part in node.items}
    for part in patch.items:
        name = part.at(key).text
        entries[name] = strategic_merge(entries[name], part) if name in entries else part
    return sequence([part for part in entries.values() if part.value is not None], node.place)


def _put(node: Node, path: list[str], value: Node | None, *, insert: bool) -> Node:
    """The node with the value at a path changed, added or (None) taken away."""
    key, rest = path[0], path[1:]
    if node.is_mapping:
        entries = dict(node.mapping)
        if rest:
            if key not in entries:
                return node
            entries[key] = _put(entries[key], rest, value, insert=insert)
        elif value is None:
            entries.pop(key, None)
        else:
            entries[key] = value
        return mapping(entries, node.place)
    if node.is_list:
        items = list(node.items)
        at = len(items) if key == "-" else int(key) if key.isdecimal() and len(key) < 6 else -1
        if rest and 0 <= at < len(items):
            items[at] = _put(items[at], rest, value, insert=insert)
        elif not rest and value is not None and insert and 0 <= at <= len(items):
            items.insert(at, value)
        elif not rest and 0 <= at < len(items):
            items[at : at + 1] = [value] if value is not None else []
        return sequence(items, node.place)
    return node
