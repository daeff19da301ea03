"""Kubernetes: the published schemas of two versions, and what they miss: references, ports, selectors, promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from artifacts.kubernetes_hardening import shortcomings
from artifacts.kubernetes_objects import called, load, pods
from artifacts.kubernetes_references import problems
from artifacts.kustomized import kustomized
from artifacts.static.check import Check, Files, named
from artifacts.static.formats import documents

VERSIONS = ("1.36", "1.37")
# Groups of Kubernetes itself; kinds of other groups bring their own schema, which no package carries.
_OWN = (
    "",
    "apps",
    "batch",
    "policy",
    "autoscaling",
    "networking.k8s.io",
    "rbac.authorization.k8s.io",
    "node.k8s.io",
    "storage.k8s.io",
    "admissionregistration.k8s.io",
    "scheduling.k8s.io",
)
_TIME = re.compile(r"(\d+(ms|s|m|h|m0s|h0m0s))+")


def _is_object(path: str, text: str) -> bool:
    # The installers' and the API server's own files look like objects and are none.
    none = ("kustomization.yaml", "agent-config.yaml", "install-config.yaml", "pod-security.yaml", "audit-policy.yaml")
    return path.endswith(".yaml") and bool(re.search(r"^apiVersion: ", text, re.M)) and not path.endswith(none)


def _schema(path: str, files: Files) -> Iterator[str]:
    for thing in documents(files[path]):
        if not isinstance(thing, dict) or not {"apiVersion", "kind"} <= set(thing):
            yield "not an object: no apiVersion or no kind"
            continue
        group = str(thing["apiVersion"]).rpartition("/")[0]
        if group in _OWN and "metadata" in thing:
            yield from _valid(yaml.safe_dump(thing))
        if not re.fullmatch(r"([a-z0-9.-]+/)?v\d+((alpha|beta)\d+)?", str(thing["apiVersion"])):
            yield f"no such version: {thing['apiVersion']}"


@cache
def _valid(text: str) -> tuple[str, ...]:
    import kubernetes_validate

    thing, found = yaml.load(text, yaml.CSafeLoader), []
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(thing, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            found.append(f"{thing['kind']} by {version}: {'.'.join(map(str, error.path))}: {error.message[:120]}")
        except (kubernetes_validate.InvalidSchemaError, kubernetes_validate.SchemaNotFoundError):
            found.append(f"{version} knows no {thing['apiVersion']} {thing['kind']}")
    return tuple(found)


def _foreign(path: str, files: Files) -> Iterator[str]:
    """What any object has to have; for the kinds whose schema no package carries, all that can be said here."""
    for thing in documents(files[path]):
        if not isinstance(thing, dict) or "kind" not in thing:
            continue
        name = str(thing.get("metadata", {}).get("name", ""))
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", name) and thing["kind"] != "Kustomization":
            yield f"{thing['kind']} has no name that Kubernetes accepts: {name!r}"
        group = str(thing.get("apiVersion", "")).rpartition("/")[0]
        if group not in _OWN and not set(thing) & {
            "spec",
            "data",
            "stringData",
            "scan",
            "settingsRef",
            "profiles",
            "workerLimits",
            "roles",
        }:
            yield f"{thing['kind']} says nothing"
        for key, value in _pairs(thing):
            if re.search(r"(?i)(interval|timeout|ttl)$", key) and isinstance(value, str) and not _TIME.fullmatch(value):
                yield f"{key} is not a time: {value}"
            if (
                key in ("replicas", "port", "targetPort", "priority")
                and isinstance(value, str)
                and not re.fullmatch(r"[a-z][a-z0-9-]*", value)
            ):
                yield f"{key} is not a number: {value}"


def _pairs(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield str(key), value
            yield from _pairs(value)
    elif isinstance(part, list):
        for value in part:
            yield from _pairs(value)


def _together(path: str, files: Files) -> Iterator[str]:
    """The overlay as a whole, as kustomize builds it."""
    by_hand = frozenset(re.findall(r"create secret generic (\S+)", files.get("README.md", "")))
    try:
        objects = kustomized(dict(files))
    except (KeyError, AssertionError, IndexError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        yield f"kustomize would refuse it: {type(error).__name__}: {error}"
        return
    try:
        yield from (problem for problem in problems(objects, by_hand) if not _provided(problem, objects))
        yield from shortcomings([thing for thing in objects if thing["kind"] != "VirtualMachine"])
        for thing in objects:
            if str(thing["apiVersion"]).rpartition("/")[0] in _OWN:
                yield from _valid(yaml.safe_dump(thing))
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
        yield f"not in the shape that was expected: {type(error).__name__}: {error}"
    base = yaml.safe_load(files["base/kustomization.yaml"])
    listed = set(base["resources"])
    listed |= {name for generator in base.get("configMapGenerator", []) for name in generator.get("files", [])}
    there = {name.removeprefix("base/") for name in files if name.startswith("base/")} - {"kustomization.yaml"}
    if listed != there:
        yield f"the base lists and has: {sorted(listed ^ there)}"
    namespaces = {thing["metadata"]["name"] for thing in objects if thing["kind"] == "Namespace"}
    for name in ("base/kustomization.yaml",):
        if base.get("namespace") not in namespaces:
            yield f"{name}: no such namespace: {base.get('namespace')}"


_KUSTOMIZATION = {
    "apiVersion", "kind", "namespace", "resources", "components", "patches", "images", "replicas", "configMapGenerator",
    "generatorOptions", "labels", "commonAnnotations", "metadata",
}  # fmt: skip


def _kustomization(path: str, files: Files) -> Iterator[str]:
    for key in set(documents(files[path])[0]) - _KUSTOMIZATION:
        yield f"kustomize does not know {key}"


def _beside(path: str, files: Files) -> Iterator[str]:
    """Pods of the cluster's own jobs: not as root unless they must be, limited, and without a token they do not use."""
    objects = [thing for thing in documents(files[path]) if isinstance(thing, dict) and "kind" in thing]
    bound = {subject["name"] for thing in objects if "subjects" in thing for subject in thing["subjects"]}
    for pod in pods(objects):
        if (
            pod.spec.get("serviceAccountName") not in bound
            and pod.spec.get("automountServiceAccountToken") is not False
        ):
            yield f"{pod.where}: gets a token for the cluster's API that it does not use"
        for container in pod.every_container:
            at, security = f"{pod.where}: {container['name']}", container.get("securityContext", {})
            for side in ("requests", "limits"):
                if not {"cpu", "memory"} <= set(container.get("resources", {}).get(side, {})):
                    yield f"{at} has no {side}"
            if (pod.spec.get("securityContext", {}) | security).get("runAsNonRoot") is False:
                yield f"{at} asks to be root"
    text = files[path]
    if "etcdctl" in text and not all(flag in text for flag in ("--cacert=", "--cert=", "--key=", "--endpoints=")):
        yield "etcd would not let it in"


def _named_by_somebody(path: str, files: Files) -> Iterator[str]:
    """Secrets and volumes by the name under which they were made."""
    made = set(re.findall(r"create secret generic (\S+)", files.get("README.md", "")))
    objects = [thing for name, text in files.items() if _is_object(name, text) for thing in documents(text)]
    for thing in objects:
        made.add(str(thing.get("metadata", {}).get("name")))
        if thing.get("kind") == "ExternalSecret":
            made.add(thing["spec"]["target"]["name"])
    made |= set(re.findall(r"metadata:\s+name: \"?([\w.-]+)", files[path]))
    named_there = re.findall(r"(secretName|claimName): \"?([\w.-]+)", files[path])
    for kind, name in [*named_there, *re.findall(r"(secretRef|dataVolume):\s+name: \"?([\w.-]+)", files[path])]:
        said = re.search(rf"\b{re.escape(name)}\b", files.get("README.md", ""))
        claimed = any(re.fullmatch(rf"data-{re.escape(other)}-\d+", name) for other in made)
        if name not in made and not said and not claimed:
            yield f"{kind} {name}, which nobody makes"
    for thing in documents(files[path]):
        if isinstance(thing, dict) and thing.get("kind") in ("PersistentVolumeClaim", "DataVolume"):
            name = thing["metadata"]["name"]
            others = "".join(text for each, text in files.items() if each.startswith(path.partition("/")[0]))
            if len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", others)) < 2:
                yield f"nobody uses {name}"


def _machine(path: str, files: Files) -> Iterator[str]:
    """A virtual machine's disks and interfaces are those of its volumes and networks."""
    for thing in documents(files[path]):
        if isinstance(thing, dict) and thing.get("kind") == "VirtualMachine":
            guest = thing["spec"]["template"]["spec"]
            devices = guest["domain"]["devices"]
            for inner, outer in (("interfaces", "networks"), ("disks", "volumes")):
                apart = {each["name"] for each in devices[inner]} ^ {each["name"] for each in guest[outer]}
                if apart:
                    yield f"{inner} and {outer} differ: {sorted(apart)}"


def _provided(problem: str, objects: list[dict[str, Any]]) -> bool:
    """A virtual machine's launcher runs with an account of KubeVirt's."""
    return "ServiceAccount" in problem and any(thing["kind"] == "VirtualMachine" for thing in objects)


def _alone(path: str, files: Files) -> Iterator[str]:
    """Sandboxes: the tenant's folder with its images put in."""
    kustomization = documents(files[path])[0]
    try:
        objects = [thing for name in kustomization["resources"] for thing in load(files[f"tenant/{name}"])]
    except (KeyError, yaml.YAMLError) as error:
        yield f"kustomize would refuse it: {error}"
        return
    images = {
        image["name"]: f"{image['newName']}@{image.get('digest', '')}" for image in kustomization.get("images", [])
    }
    text = yaml.safe_dump_all(objects)
    for name, image in images.items():
        text = re.sub(rf"image: {re.escape(name)}$", f"image: {image}", text, flags=re.MULTILINE)
    objects = load(text)
    try:
        yield from [*problems(objects), *shortcomings(objects)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        yield f"not in the shape that was expected: {type(error).__name__}: {error}"
    for thing in objects:
        if thing["kind"] in ("Job", "Pod") and "activeDeadlineSeconds" not in str(thing):
            yield f"{called(thing)} may run for ever"


CHECKS = (
    Check("kubernetes-validate", _is_object, _schema),
    Check("our rules", _is_object, _foreign),
    Check("our rules", named("kustomization.yaml"), _kustomization),
    Check("our rules", lambda path, _: path.startswith("base/") and path.endswith(".yaml"), _machine),
    Check("our rules", lambda path, text: path.startswith("cluster/") and _is_object(path, text), _beside),
    Check("our rules", lambda path, text: path.startswith("base/") and _is_object(path, text), _named_by_somebody),
    Check("our rules", lambda path, _: path == "overlays/production/kustomization.yaml", _together),
    Check("our rules", lambda path, _: path == "tenant/kustomization.yaml", _alone),
)
