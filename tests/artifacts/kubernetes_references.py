"""What no schema sees: names that point nowhere, selectors that select nothing, ports that nobody opens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from artifacts.kubernetes_objects import Object, Pods, called, of, pods, ports, quantity, selects

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_SERVICE = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?")
_HANDLERS = ("httpGet", "tcpSocket", "exec", "grpc")


def problems(objects: list[Object], made_elsewhere: frozenset[str] = frozenset()) -> list[str]:
    """Everything that does not fit together. `made_elsewhere` names Secrets that somebody creates by hand."""
    found = [*_names(objects), *_duplicates(objects), *_quota(objects)]
    for pod in pods(objects):
        found += [*_controller(pod), *_volumes(pod, objects, made_elsewhere), *_containers(pod, objects)]
    for thing in objects:
        found += _selected(thing, objects)
    return found


def _names(objects: list[Object]) -> Iterator[str]:
    for thing in objects:
        name = thing["metadata"]["name"]
        pattern, longest = (_SERVICE, 63) if thing["kind"] == "Service" else (_LABEL, 63)
        if thing["kind"] == "CronJob":
            longest = 52  # the jobs it makes append a number
        if not isinstance(name, str) or not pattern.fullmatch(name) or len(name) > longest:
            yield f"{called(thing)}: not a valid name"
        for key, value in thing["metadata"].get("labels", {}).items():
            if not isinstance(value, str) or not _VALUE.fullmatch(value) or len(value) > 63:
                yield f"{called(thing)}: label {key} has an invalid value"


def _duplicates(objects: list[Object]) -> Iterator[str]:
    seen = Counter((called(thing), thing["metadata"].get("namespace")) for thing in objects)
    for (name, _), count in seen.items():
        if count > 1:
            yield f"{name}: defined {count} times"


def _controller(pod: Pods) -> Iterator[str]:
    selector = pod.owner["spec"].get("selector") if "spec" in pod.owner else None
    if pod.owner["kind"] in ("Deployment", "StatefulSet", "DaemonSet") and not selects(selector, pod.labels):
        yield f"{pod.where}: its selector does not match its own pods' labels"
    names = Counter(c["name"] for c in pod.every_container)
    for name, count in names.items():
        if count > 1:
            yield f"{pod.where}: {count} containers are called {name}"


def _volumes(pod: Pods, objects: list[Object], made_elsewhere: frozenset[str]) -> Iterator[str]:
    volumes = {volume["name"]: volume for volume in pod.spec.get("volumes", [])}
    claims = {claim["metadata"]["name"] for claim in pod.owner["spec"].get("volumeClaimTemplates", [])}
    mounted: set[str] = set()
    for container in pod.every_container:
        places = [mount["mountPath"] for mount in container.get("volumeMounts", [])]
        if len(places) != len(set(places)):
            yield f"{pod.where}: {container['name']} mounts two volumes at one path"
        for mount in container.get("volumeMounts", []):
            mounted.add(mount["name"])
            if mount["name"] not in volumes and mount["name"] not in claims:
                yield f"{pod.where}: {container['name']} mounts {mount['name']}, which is no volume"
    for name in volumes.keys() - mounted:
        yield f"{pod.where}: nobody mounts the volume {name}"
    for volume in volumes.values():
        if "configMap" in volume:
            yield from _config_map(pod, volume["configMap"]["name"], volume["configMap"].get("items", []), objects)
        if "secret" in volume:
            yield from _secret(pod, volume["secret"]["secretName"], objects, made_elsewhere)
        if "persistentVolumeClaim" in volume:
            yield from _claim(pod, volume["persistentVolumeClaim"]["claimName"], objects)


def _config_map(pod: Pods, name: str, items: list[Object], objects: list[Object]) -> Iterator[str]:
    found = [thing for thing in of(objects, "ConfigMap") if thing["metadata"]["name"] == name]
    if not found:
        yield f"{pod.where}: there is no ConfigMap {name}"
    for item in items:
        if found and item["key"] not in found[0].get("data", {}):
            yield f"{pod.where}: ConfigMap {name} has no key {item['key']}"


def _secret(pod: Pods, name: str, objects: list[Object], made_elsewhere: frozenset[str]) -> Iterator[str]:
    external = {thing["spec"]["target"]["name"] for thing in of(objects, "ExternalSecret")}
    own = {thing["metadata"]["name"] for thing in of(objects, "Secret")}
    if name not in external | own | made_elsewhere:
        yield f"{pod.where}: there is no Secret {name}"


def _claim(pod: Pods, name: str, objects: list[Object]) -> Iterator[str]:
    known = {thing["metadata"]["name"] for thing in of(objects, "PersistentVolumeClaim")}
    for thing in of(objects, "StatefulSet"):
        for claim in thing["spec"].get("volumeClaimTemplates", []):
            for number in range(thing["spec"].get("replicas", 1)):
                known.add(f"{claim['metadata']['name']}-{thing['metadata']['name']}-{number}")
    if name not in known:
        yield f"{pod.where}: there is no PersistentVolumeClaim {name}"


def _containers(pod: Pods, objects: list[Object]) -> Iterator[str]:
    account = pod.spec.get("serviceAccountName")
    if account and account not in {thing["metadata"]["name"] for thing in of(objects, "ServiceAccount")}:
        yield f"{pod.where}: there is no ServiceAccount {account}"
    opened = ports(pod)
    for container in pod.every_container:
        at = f"{pod.where}: {container['name']}"
        for port in container.get("ports", []):
            if not 1 <= port["containerPort"] <= 65535 or len(port.get("name", "")) > 15:
                yield f"{at} has an impossible port {port}"
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            if probe in container:
                yield from _probe(f"{at}, {probe}", container[probe], opened)
        for source in container.get("envFrom", []):
            yield from _config_map(pod, source["configMapRef"]["name"], [], objects)
        for variable in container.get("env", []):
            reference = variable.get("valueFrom", {}).get("configMapKeyRef")
            if reference:
                yield from _config_map(pod, reference["name"], [reference], objects)
        for resource, wanted in container.get("resources", {}).get("requests", {}).items():
            limit = container["resources"].get("limits", {}).get(resource)
            if limit is not None and quantity(limit) < quantity(wanted):
                yield f"{at} requests more {resource} than its limit"


def _probe(at: str, probe: Object, opened: set[tuple[str | int, str]]) -> Iterator[str]:
    handlers = [handler for handler in _HANDLERS if handler in probe]
    if len(handlers) != 1:
        yield f"{at}: {len(handlers)} handlers, must be one"
    for handler in handlers:
        port = probe[handler].get("port") if handler != "exec" else None
        if port is not None and (port, "TCP") not in opened:
            yield f"{at}: nothing listens on port {port}"


def _selected(thing: Object, objects: list[Object]) -> Iterator[str]:
    every = list(pods(objects))
    match thing["kind"]:
        case "Service":
            yield from _service(thing, every)
        case "PodDisruptionBudget":
            if not any(selects(thing["spec"]["selector"], pod.labels) for pod in every):
                yield f"{called(thing)}: selects no pod"
        case "NetworkPolicy":
            yield from _policy(thing, every)
        case "HorizontalPodAutoscaler":
            target = thing["spec"]["scaleTargetRef"]
            owners = [p.owner for p in every if called(p.owner) == f"{target['kind']}/{target['name']}"]
            if not owners:
                yield f"{called(thing)}: its target does not exist"
            elif "replicas" in owners[0]["spec"]:
                yield f"{called(thing)}: {called(owners[0])} sets replicas, too; they would fight"
        case "StatefulSet":
            governing = [s for s in of(objects, "Service") if s["metadata"]["name"] == thing["spec"]["serviceName"]]
            if not governing or governing[0]["spec"].get("clusterIP") != "None":
                yield f"{called(thing)}: there is no headless Service {thing['spec']['serviceName']}"
        case "HTTPRoute":
            yield from _route(thing, objects)


def _service(service: Object, every: list[Pods]) -> Iterator[str]:
    chosen = [pod for pod in every if selects(service["spec"]["selector"], pod.labels)]
    if not chosen:
        yield f"{called(service)}: selects no pod"
    listed = service["spec"].get("ports", [])
    if len(listed) > 1 and not all("name" in port for port in listed):
        yield f"{called(service)}: with several ports each needs a name"
    for port in listed:
        target = (port.get("targetPort", port["port"]), port.get("protocol", "TCP"))
        for pod in chosen:
            if target not in ports(pod):
                yield f"{called(service)}: {pod.where} does not open {target[0]}/{target[1]}"


def _policy(policy: Object, every: list[Pods]) -> Iterator[str]:
    chosen = [pod for pod in every if selects(policy["spec"]["podSelector"], pod.labels)]
    if not chosen:
        yield f"{called(policy)}: selects no pod"
    for rule in policy["spec"].get("ingress", []):
        for port in rule.get("ports", []):
            target = (port["port"], port.get("protocol", "TCP"))
            if not any(target in ports(pod) for pod in chosen):
                yield f"{called(policy)}: no pod opens {target[0]}/{target[1]}"
    for rule in policy["spec"].get("egress", []):
        for port in rule.get("ports", []):
            if not isinstance(port["port"], int):
                yield f"{called(policy)}: not a port: {port['port']}"
    for direction, key in (("Ingress", "ingress"), ("Egress", "egress")):
        if key in policy["spec"] and direction not in policy["spec"]["policyTypes"]:
            yield f"{called(policy)}: has {key} rules but not the policy type {direction}"


def _route(route: Object, objects: list[Object]) -> Iterator[str]:
    offered = {
        (service["metadata"]["name"], port["port"])
        for service in of(objects, "Service")
        for port in service["spec"].get("ports", [])
    }
    if not route["spec"].get("parentRefs"):
        yield f"{called(route)}: names no gateway"
    for rule in route["spec"]["rules"]:
        for backend in rule["backendRefs"]:
            if (backend["name"], backend["port"]) not in offered:
                yield f"{called(route)}: there is no Service {backend['name']} with port {backend['port']}"


def _quota(objects: list[Object]) -> Iterator[str]:
    """Whether the most pods there can be fit into the namespace's quota."""
    most = {
        thing["spec"]["scaleTargetRef"]["name"]: thing["spec"]["maxReplicas"]
        for thing in of(objects, "HorizontalPodAutoscaler")
    }
    for quota in of(objects, "ResourceQuota"):
        for limit, allowed in quota["spec"]["hard"].items():
            side, _, resource = limit.partition(".")
            if side not in ("requests", "limits"):
                continue
            total = sum(
                quantity(container.get("resources", {}).get(side, {}).get(resource, 0))
                * (most.get(pod.owner["metadata"]["name"]) or pod.owner["spec"].get("replicas", 1))
                for pod in pods(objects)
                for container in pod.containers
            )
            if total > quantity(allowed):
                yield f"{called(quota)}: {limit} allows {allowed}, but the pods need {total}"
