"""Answers and decisions that shape the cluster starters in different ways; the fast and the slow tests use them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One set of answers and decisions, and the names they are rendered for."""

    answers: dict[str, str | list[str]]
    decided: dict[str, str] = field(default_factory=dict)
    system: str = "Online shop"
    component: str = "front-end"


HTTP: dict[str, str | list[str]] = {"workload": "web-or-api", "listener": ["http"]}

CASES = {
    "nothing-answered": Case({}),
    "web": Case(
        HTTP
        | {
            "state": "stateless",
            "scaling": "automatic",
            "recovery": "automatic",
            "update-window": "none",
            "hosting": ["own-datacentre"],
            "datacentre-offers": ["openstack"],
            "ecosystem": ["gitops"],
            "release-cadence": "daily",
            "run-length": "short-requests",
        },
        {"ingress": "gateway-api", "provisioning": "cluster-api"},
    ),
    "proxied": Case(HTTP | {"state": "sessions", "hosts": "two-to-ten"}),
    "sidecar": Case(
        HTTP
        | {
            "state": "stateless",
            "helpers": "one",
            "config-change": "live",
            "sensitivity": "regulated",
            "inner-walls": "deny-by-default",
        },
        {"configuration-delivery": "native-sidecar-reload", "secrets": "self-run-vault", "ingress": "gateway-api"},
    ),
    "database": Case(
        {
            "workload": "data-store",
            "listener": ["tcp"],
            "state": "durable-data",
            "file-sharing": "one-writer",
            "data-loss": "an-hour",
            "startup": "longer",
            "helpers": "several",
            "sensitivity": "confidential",
        },
        {"shared-data": "block-volume", "backup": "database-native", "ingress": "no-ingress", "host-os": "talos"},
    ),
    "shared-files": Case(
        HTTP | {"state": "shared-files", "file-sharing": "many-writers", "config-change": "live", "helpers": "one"},
        {
            "shared-data": "managed-file-service",
            "backup": "file-level",
            "ingress": "cloud-load-balancer",
            "configuration-delivery": "mounted-files",
        },
    ),
    "object-storage": Case(HTTP | {"state": "durable-data"}, {"shared-data": "object-storage"}),
    "worker": Case(
        {
            "workload": "worker",
            "listener": ["none"],
            "scaling": "within-seconds",
            "special-hardware": ["gpu"],
            "run-length": "long-jobs",
        },
        {"ingress": "no-ingress"},
    ),
    "datagrams": Case(
        {
            "workload": "network-edge",
            "listener": ["udp"],
            "privileges": "near-root",
            "latency": "kernel-tuned",
            "special-hardware": ["real-time"],
        },
        {"ingress": "direct-address"},
    ),
    "many-protocols": Case(
        {"workload": "network-edge", "listener": ["udp", "tcp", "http"]},
        {"ingress": "direct-address"},
        system="Null",
        component="on",
    ),
    "nightly-job": Case(
        {"workload": "scheduled-job", "state": "local-files", "data-loss": "a-day"},
        {"shared-data": "co-located", "ingress": "no-ingress", "backup": "file-level"},
    ),
    "batch": Case(
        {
            "workload": "batch",
            "listener": ["none"],
            "tenancy": "customers-code",
            "helpers": "one",
            "special-hardware": ["large-instance"],
        },
    ),
    "large": Case(HTTP | {"special-hardware": ["large-instance"], "scaling": "automatic"}),
    "windows": Case(HTTP | {"operating-system": "windows"}),
    "awkward-names": Case(
        HTTP | {"state": "durable-data"},
        {"shared-data": "block-volume", "ingress": "gateway-api"},
        system="3D 'shop': \"x\" & {{ y }} #1 <b>\n`$(reboot)` %> ${HOME} and so on for ever",
        component="3d-0000000000-0000000000-0000000000-0000"[:40].rstrip("-"),
    ),
}
