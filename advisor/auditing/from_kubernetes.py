"""Kubernetes objects as subjects: the objects, their pods, the containers in them, and the images they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.auditing.subject import Subject, image_subject, process_node, text_node, variables_node
from advisor.model.auditing import Form, SubjectKind
from advisor.reading.kubernetes import Resource, texts
from advisor.reading.node import Node, mapping, sequence

_POD_PATHS: Mapping[str, tuple[str, ...]] = {
    "Pod": (),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"), ("spec", "template")
    ),
}
_GROUPS = frozenset({"", "apps", "batch", "extensions"})
_INHERITED = ("runAsNonRoot", "runAsUser", "runAsGroup", "seccompProfile")


def kubernetes_subjects(resources: Sequence[Resource]) -> Iterator[Subject]:
    """The subjects of objects that are applied together."""
    budgets = [one for one in resources if one.kind == "PodDisruptionBudget"]
    scaled = {_scaled(one): one for one in resources if one.kind == "HorizontalPodAutoscaler"}
    for one in resources:
        label = f"{one.kind} {one.name}".strip()
        yield Subject(Form.KUBERNETES, SubjectKind.OBJECT, label, one.node, one.node, file=one.place.file)
        if one.kind in _POD_PATHS and one.group in _GROUPS:
            template = one.node.get(*_POD_PATHS[one.kind]) if _POD_PATHS[one.kind] else one.node
            if template is not None and template.get("spec") is not None:
                yield from _pod(one, label, template, budgets, scaled.get((one.kind, one.name)))


def _scaled(one: Resource) -> tuple[str, str]:
    target = one.node.at("spec", "scaleTargetRef")
    return target.at("kind").text, target.at("name").text


def _pod(
    one: Resource, label: str, template: Node, budgets: Sequence[Resource], scaler: Resource | None
) -> Iterator[Subject]:
    spec = template.at("spec")
    labels = texts(template.get("metadata", "labels"))
    copies = scaler.node.at("spec", "minReplicas") if scaler is not None else one.node.at("spec", "replicas")
    budget = next((each for each in budgets if _covers(each, one.namespace, labels)), None)
    about = {"kind": text_node(one.kind, one.place), "spec": spec}
    about["namespace"] = text_node(one.namespace or "default", one.place)
    if (copies.number or 1) > 1:
        about["several"] = Node(copies.number, copies.place)
    if budget is not None:
        about["budget"] = budget.node
    windows = spec.at("os", "name").text == "windows" or "windows" in spec.at("nodeSelector", "kubernetes.io/os").text
    about["os"] = text_node("windows" if windows else "linux", spec.place)
    place = one.place
    # What belongs to the whole pod stands where its spec begins, so that a comment there can allow it.
    node = mapping(about, spec.place if spec.place.file == place.file else place)
    # A pod that only patches another one names no image.
    containers = spec.at("containers").items
    partial = not any(each.get("image") is not None for each in containers)
    yield Subject(Form.KUBERNETES, SubjectKind.POD, label, node, spec, partial, one.place.file)
    for role, listed in (("main", containers), ("init", spec.at("initContainers").items)):
        for container in listed:
            yield from _container(one, label, about, container, role)


def _container(one: Resource, label: str, pod: Mapping[str, Node], container: Node, role: str) -> Iterator[Subject]:
    spec = pod["spec"]
    if role == "init" and container.at("restartPolicy").text == "Always":
        role = "sidecar"
    name = container.at("name").text
    own = dict(container.at("securityContext").mapping)
    for key in _INHERITED:
        above = spec.get("securityContext", key)
        if above is not None:
            own.setdefault(key, above)
    command, arguments = container.get("command"), container.get("args")
    words = [item.text for part in (command, arguments) if part is not None for item in part.texts()]
    processes = [process_node(words, "", (command or arguments or container).place)] if words else []
    parts = {
        **container.mapping,
        "securityContext": mapping(own, container.at("securityContext").place),
        "environment": variables_node(_variables(container), container.at("env").place),
        "processes": sequence(processes, container.place),
        "role": text_node(role, container.place),
        "workload": text_node(one.kind, container.place),
        "os": pod["os"],
        "namespace": pod["namespace"],
        "volumes": spec.at("volumes"),
    }
    shown = f"{label}, container {name}" if name else label
    partial = container.get("image") is None
    yield Subject(
        Form.KUBERNETES,
        SubjectKind.CONTAINER,
        shown,
        mapping(parts, container.place),
        container,
        partial,
        one.place.file,
    )
    image = container.get("image")
    if image is not None:
        found = image_subject(Form.KUBERNETES, shown, image)
        if found is not None:
            yield found


def _variables(container: Node) -> Iterator[tuple[str, Node, str]]:
    for entry in container.at("env").items:
        value = entry.get("value")
        if value is not None and entry.at("name").text:
            # `$(NAME)` is another variable, not a literal.
            yield entry.at("name").text, value, value.text.replace("$(", "${")


def _covers(budget: Resource, namespace: str, labels: Mapping[str, str]) -> bool:
    """Whether a disruption budget selects pods with these labels."""
    wanted = budget.node.at("spec", "selector")
    exact = texts(wanted.get("matchLabels"))
    if budget.namespace and namespace and budget.namespace != namespace:
        return False
    if any(labels.get(key) != value for key, value in exact.items()):
        return False
    return all(_holds(one, labels) for one in wanted.at("matchExpressions").items)


def _holds(expression: Node, labels: Mapping[str, str]) -> bool:
    value = labels.get(expression.at("key").text)
    values = [item.text for item in expression.at("values").texts()]
    match expression.at("operator").text:
        case "In":
            return value in values
        case "NotIn":
            return value not in values
        case "Exists":
            return value is not None
        case "DoesNotExist":
            return value is None
        case _:
            return False
