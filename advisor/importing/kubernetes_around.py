"""What stands around a workload: services, ingresses, autoscalers, disruption budgets, network policies, secrets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor.importing.unit import CERTAIN, GUESS, LIKELY, Listen, Unit
from advisor.reading.kubernetes import Resource, texts
from advisor.reading.node import Node

_WEB = ("http", "https", "http2", "grpc", "grpc-web", "h2c", "ws", "wss", "web")
_ROUTES = {"HTTPRoute": "http", "GRPCRoute": "http", "TCPRoute": "tcp", "TLSRoute": "tcp", "UDPRoute": "udp"}


class Around:
    """The objects by what they select or name."""

    def __init__(self, objects: Sequence[Resource]) -> None:
        self._by_kind: dict[str, list[Resource]] = defaultdict(list)
        for one in objects:
            self._by_kind[one.kind].append(one)
        self._routed = self._routes()

    def claims(self, namespace: str) -> Mapping[str, Resource]:
        """The volume claims that a pod in a namespace can name."""
        return {one.name: one for one in self._by_kind["PersistentVolumeClaim"] if _together(one.namespace, namespace)}

    def add(self, unit: Unit, one: Resource, labels: dict[str, str]) -> None:
        """Add what the objects around a workload show about it."""
        unit.known_as.add(one.name)
        for service in self._by_kind["Service"]:
            selector = texts(service.node.get("spec", "selector"))
            if not service.group and _selects(selector, labels) and _together(service.namespace, one.namespace):
                unit.known_as |= {service.name, f"{service.name}.{service.namespace}"}
                self._service(unit, service)
        self._autoscaler(unit, one)
        for budget in self._by_kind["PodDisruptionBudget"]:
            if _matches(budget, labels, one.namespace) and (unit.copies is None or unit.copies[0] > 1):
                why = "a disruption budget keeps copies running while machines are changed"
                unit.show("recovery", "automatic", budget.place, why, GUESS)
        for policy in self._by_kind["NetworkPolicy"]:
            kinds = [node.text for node in policy.node.at("spec", "policyTypes").texts()] or ["Ingress"]
            if _matches(policy, labels, one.namespace) and "Ingress" in kinds:
                why = f"the network policy {policy.name} lets in only what is listed"
                unit.show("inner-walls", "deny-by-default", policy.place, why, LIKELY)
        for store in (*self._by_kind["ExternalSecret"], *self._by_kind["VaultStaticSecret"]):
            name = store.node.at("spec", "target", "name").text or store.name
            if any(shown.question == "secrets" and shown.why.endswith(f" {name}") for shown in unit.shown):
                why = f"the secret {name} comes from a store outside the cluster"
                unit.show("secrets", "central-vault", store.place, why)

    def _service(self, unit: Unit, service: Resource) -> None:
        spec = service.node.at("spec")
        for port in spec.at("ports").items:
            number, target = port.at("port").number, port.at("targetPort")
            if number is None:
                continue
            app, name = port.at("appProtocol").text.lower(), port.at("name").text.lower()
            kind = "http" if app.rsplit("/", 1)[-1] in _WEB or name.split("-")[0] in _WEB else None
            routed = self._routed.get((service.namespace, service.name))
            kind = kind or (routed[0] if routed else None)
            protocol = port.at("protocol").text.lower() or "tcp"
            inside = target.number or next((one.port for one in unit.listens if one.name == target.text), number)
            if kind:
                _name_port(unit, inside, kind)
            if not any(listen.port == inside and listen.protocol == protocol for listen in unit.listens):
                outside = spec.at("type").text in ("NodePort", "LoadBalancer")
                unit.listens.append(Listen(inside, protocol, port.place, name, kind, published=outside))
        if routed := self._routed.get((service.namespace, service.name)):
            kind, route = routed
            unit.show("listener", kind, route.place, f"the {route.text} routes to it")
        for key in ("externalIPs", "loadBalancerIP"):
            if spec.get(key) is not None:
                unit.show(
                    "addressing", "fixed-addresses", spec.at(key).place, "its service has a fixed address", LIKELY
                )

    def _autoscaler(self, unit: Unit, one: Resource) -> None:
        for scaler in (*self._by_kind["HorizontalPodAutoscaler"], *self._by_kind["ScaledObject"]):
            target = scaler.node.at("spec", "scaleTargetRef")
            kind = target.at("kind").text or "Deployment"
            if (target.at("name").text, kind) != (one.name, one.kind) or not _together(scaler.namespace, one.namespace):
                continue
            least = scaler.node.at("spec", "minReplicas" if scaler.kind.startswith("H") else "minReplicaCount")
            to_zero = scaler.kind == "ScaledObject" and (least.value is None or least.number == 0)
            choice = "within-seconds" if to_zero else "automatic"
            why = "an autoscaler takes it down to zero" if to_zero else "an autoscaler changes the number of copies"
            unit.show("scaling", choice, scaler.place, why, LIKELY if to_zero else CERTAIN)

    def _routes(self) -> dict[tuple[str, str], tuple[str, Node]]:
        """Services that something routes to, with the kind of traffic."""
        found: dict[tuple[str, str], tuple[str, Node]] = {}
        for ingress in self._by_kind["Ingress"]:
            spec = ingress.node.at("spec")
            backends = [spec.at("defaultBackend"), spec.at("backend")]
            for rule in spec.at("rules").items:
                backends += [path.at("backend") for path in rule.at("http", "paths").items]
            for backend in backends:
                name = backend.at("service", "name").text or backend.at("serviceName").text
                if name:
                    found.setdefault((ingress.namespace, name), ("http", ingress.node.at("kind")))
        for kind, traffic in _ROUTES.items():
            for route in self._by_kind[kind]:
                for rule in route.node.at("spec", "rules").items:
                    for backend in rule.at("backendRefs").items:
                        key = (route.namespace, backend.at("name").text)
                        found.setdefault(key, (traffic, route.node.at("kind")))
        for route in self._by_kind["Route"]:
            if route.group == "route.openshift.io":
                key = (route.namespace, route.node.at("spec", "to", "name").text)
                found.setdefault(key, ("http", route.node.at("kind")))
        return found


def _name_port(unit: Unit, port: int, kind: str) -> None:
    unit.listens = [replace(one, kind=one.kind or kind) if one.port == port else one for one in unit.listens]


def _selects(selector: dict[str, str], labels: dict[str, str]) -> bool:
    return bool(selector) and all(labels.get(key) == value for key, value in selector.items())


def _matches(one: Resource, labels: dict[str, str], namespace: str) -> bool:
    """Whether a pod selector fits; an empty one fits every pod of its namespace."""
    selector = one.node.get("spec", "podSelector") or one.node.get("spec", "selector")
    if selector is None or not _together(one.namespace, namespace) or selector.get("matchExpressions") is not None:
        return False
    wanted = texts(selector.get("matchLabels"))
    return all(labels.get(key) == value for key, value in wanted.items())


def _together(one: str, other: str) -> bool:
    """Whether two namespaces may be the same; one that is not written may be any."""
    return one == other or not one or not other
