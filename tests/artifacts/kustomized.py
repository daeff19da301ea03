"""A small part of what `kubectl kustomize` does, so that the ordinary tests can look at whole objects.

Resources, image names, JSON patches, generated ConfigMaps (without the hash). The slow tests run the real tool on the
same folders and apply the same checks.
"""

from __future__ import annotations

import copy
import re
from typing import Any

import yaml
from artifacts.kubernetes_objects import Object, load, pods


def kustomized(files: dict[str, str], overlay: str = "overlays/production/kustomization.yaml") -> list[Object]:
    """The objects of an overlay over `base/` and `platform/`. Raises KeyError for a file that is not there."""
    base = yaml.load(files["base/kustomization.yaml"], yaml.CSafeLoader)
    platform = yaml.load(files["platform/kustomization.yaml"], yaml.CSafeLoader)
    production = yaml.safe_load(files[overlay])
    objects = [thing for name in base["resources"] for thing in load(files[f"base/{name}"])]
    objects += _config_maps(files, base, production)
    for kustomization in (platform, production):
        for patch in kustomization.get("patches", []):
            _patch(objects, patch)
    for replica in production.get("replicas", []):
        found = [o for o in objects if o["metadata"]["name"] == replica["name"] and "replicas" in o.get("spec", {})]
        found[0]["spec"]["replicas"] = replica["count"]
    images = {image["name"]: f"{image['newName']}@{image['digest']}" for image in production.get("images", [])}
    used: set[str] = set()
    for pod in pods(objects):
        for container in pod.every_container:
            if "image" not in container:
                continue
            used.add(container["image"])
            container["image"] = images.get(container["image"], container["image"])
    assert used == set(images), f"images in the overlay {set(images)}, in the pods {used}"
    return objects


def _config_maps(files: dict[str, str], base: Object, production: Object) -> list[Object]:
    found: dict[str, Object] = {}
    for generator in [*base.get("configMapGenerator", []), *production.get("configMapGenerator", [])]:
        data = dict(literal.split("=", 1) for literal in generator.get("literals", []))
        data |= {path.rsplit("/", 1)[-1]: files[f"base/{path}"] for path in generator.get("files", [])}
        if generator.get("behavior") == "merge":
            found[generator["name"]]["data"] |= data
        else:
            assert generator["name"] not in found
            found[generator["name"]] = {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {"name": generator["name"]},
                "data": data,
            }
    return list(found.values())


def _patch(objects: list[Object], patch: Object) -> None:
    target = patch["target"]
    chosen = [
        thing
        for thing in objects
        if re.fullmatch(target.get("kind", ".*"), thing["kind"])
        and re.fullmatch(target.get("name", ".*"), thing["metadata"]["name"])
    ]
    for operation in yaml.safe_load(patch["patch"]):
        for thing in chosen:
            _apply(thing, operation)
    assert chosen or "|" in target["kind"] or target["kind"] == "CronJob", f"nothing to patch: {target}"


def _apply(thing: Any, operation: Object) -> None:
    *way, last = [part.replace("~1", "/") for part in operation["path"].lstrip("/").split("/")]
    at = thing
    for part in way:
        at = at[int(part)] if isinstance(at, list) else at[part]
    value = copy.deepcopy(operation.get("value"))
    if isinstance(at, list):
        position = len(at) if last == "-" else int(last)
        if operation["op"] == "add":
            at.insert(position, value)
        else:
            at[position] = value
    elif operation["op"] == "remove":
        del at[last]
    else:
        assert operation["op"] == "add" or last in at, f"{operation['path']} is not there to replace"
        at[last] = value
