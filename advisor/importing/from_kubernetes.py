"""Kubernetes objects as units: the workloads, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.importing import host
from advisor.importing.kubernetes_around import Around
from advisor.importing.kubernetes_pods import pod
from advisor.importing.unit import GUESS, LIKELY, Form, Kept, Mount, Unit
from advisor.model.recognition import KnownResource
from advisor.reading.kubernetes import Resource, texts
from advisor.reading.node import Node

_POD_AT = {
    "Pod": (),
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "DeploymentConfig": ("spec", "template"),
    "Rollout": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "ScaledJob": ("spec", "jobTargetRef", "template"),
}
_SERVING = "serving.knative.dev"
_MESH_KINDS = frozenset({"VirtualService", "DestinationRule", "ServiceEntry", "PeerAuthentication", "Sidecar"})


def kubernetes_units(
    objects: Sequence[Resource], known: Sequence[KnownResource], scope: str, folder: str
) -> Iterator[Unit]:
    """The units that some objects describe, in order; `scope` is the set of objects that they belong to."""
    around = Around(objects)
    openshift = next(
        (one for one in objects if one.group.endswith("openshift.io") or one.kind == "DeploymentConfig"), None
    )
    titles = {one.id: one for one in known}
    for one in objects:
        if one.kind in _POD_AT or (one.kind == "Service" and one.group == _SERVING):
            yield _workload(one, around, openshift, f"{scope}\0{one.namespace}", folder)
        elif found := titles.get(f"{one.group}/{one.kind}"):
            unit = Unit(one.name, Form.KUBERNETES, one.place, f"{scope}\0{one.namespace}", folder)
            unit.known_as = {one.name}
            for question, choices in found.answers.items():
                for choice in choices:
                    unit.show(question, choice, one.place, f"{one.kind} is {found.title}", LIKELY)
            unit.complete = False
            _cluster(unit, one, openshift)
            yield unit


def is_read(one: Resource, known: Sequence[KnownResource]) -> bool:
    """Whether an object stands for something that runs."""
    key = f"{one.group}/{one.kind}"
    return one.kind in _POD_AT or one.group == _SERVING or any(key == other.id for other in known)


def _workload(one: Resource, around: Around, openshift: Resource | None, scope: str, folder: str) -> Unit:
    unit = Unit(one.name or one.kind.lower(), Form.KUBERNETES, one.place, scope, folder)
    path = _POD_AT.get(one.kind, ("spec", "template"))
    template = one.node.at(*path)
    spec = template.at("spec")
    labels = texts(template.get("metadata", "labels"))
    _cluster(unit, one, openshift)
    pod(unit, spec, template, around.claims(one.namespace))
    _claim_templates(unit, one, spec)
    _by_kind(unit, one)
    _copies(unit, one, spec)
    around.add(unit, one, labels)
    return unit


def _cluster(unit: Unit, one: Resource, openshift: Resource | None) -> None:
    unit.show("runs-as", "orchestrated", one.place, f"it is a {one.kind} of Kubernetes", LIKELY)
    if openshift is not None:
        unit.show("platforms-today", "openshift", openshift.place, f"there is a {openshift.kind} of OpenShift", LIKELY)
    else:
        unit.show("platforms-today", "kubernetes", one.place, "there are Kubernetes manifests", LIKELY)


def _claim_templates(unit: Unit, one: Resource, spec: Node) -> None:
    mounted = {
        mount.at("name").text: mount
        for container in spec.at("containers").items
        for mount in container.at("volumeMounts").items
    }
    for claim in one.node.at("spec", "volumeClaimTemplates").items:
        name = claim.at("metadata", "name").text
        mount = mounted.get(name)
        if mount is not None:
            # Every copy gets a claim of its own, so nobody else can have the same key.
            key = f"{unit.scope}:{one.name}:{name}"
            unit.mounts.append(Mount(Kept.VOLUME, key, mount.at("mountPath").text, claim.place))


def _by_kind(unit: Unit, one: Resource) -> None:
    spec = one.node.at("spec")
    match one.kind:
        case "CronJob":
            schedule = spec.at("schedule")
            unit.show("workload", "scheduled-job", schedule.place, f"it runs by the clock ({schedule.text})")
        case "Job":
            unit.runs_once = True
            unit.remark(one.place, "runs once to its end")
        case "DaemonSet":
            unit.remark(one.place, "runs on every machine")
        case "Service":
            unit.show("scaling", "within-seconds", one.place, "Knative scales it to zero and back", LIKELY)
            unit.show("listener", "http", one.place, "Knative serves HTTP")
        case "Rollout":
            unit.show("update-window", "none", spec.at("strategy").place, "it is rolled out step by step", LIKELY)
    if one.kind in _POD_AT and one.kind not in ("Job", "CronJob", "Pod", "ScaledJob"):
        host.starts_again(unit, one.place, f"a {one.kind} starts it again whenever it stops")
    strategy = spec.at("strategy")
    surge = strategy.at("rollingUpdate", "maxUnavailable")
    if strategy.at("type").text == "Recreate":
        place = strategy.at("type").place
        unit.show("update-window", "minutes", place, "an update stops the old one before it starts the new", LIKELY)
    elif surge.text in ("0", "0%"):
        unit.show("update-window", "none", surge.place, "no copy may be missing during an update", LIKELY)


def _copies(unit: Unit, one: Resource, spec: Node) -> None:
    replicas = one.node.at("spec", "replicas")
    if replicas.number is not None:
        unit.copies = (replicas.number, replicas.place)
    if not unit.copies or unit.copies[0] < 2:
        return
    apart = spec.at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
    for term in apart.items:
        if term.at("topologyKey").text == "kubernetes.io/hostname":
            host.hosts_for(unit, unit.copies[0], term.place, f"its {unit.copies[0]} copies stand on different machines")
            unit.show("recovery", "automatic", term.place, "its copies stand on different machines", LIKELY)
    for term in spec.at("topologySpreadConstraints").items:
        unit.show("recovery", "automatic", term.place, "its copies are spread over machines or zones", LIKELY)
    preferred = spec.at("affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
    if preferred.items:
        unit.show("recovery", "automatic", preferred.place, "its copies are spread over machines if possible", GUESS)


def mesh_remark(objects: Sequence[Resource]) -> Resource | None:
    """An object that shows a service mesh, if there is one."""
    return next((one for one in objects if one.kind in _MESH_KINDS and "istio.io" in one.group), None)
