"""Answers and decisions that shape the starters for machines and single hosts; the fast and the slow tests use them.

Together the cases take every branch of the templates.
"""

from __future__ import annotations

from artifacts.cluster_cases import Case

OPENSTACK: dict[str, str | list[str]] = {"hosting": ["own-datacentre"], "datacentre-offers": ["openstack"]}
BY_API = {"provisioning": "ansible-openstack-api", "secrets": "delivered-files", "ingress": "direct-address"}

VM_CASES = {
    "nothing-answered": Case({}, BY_API),
    "balanced": Case(
        OPENSTACK
        | {
            "hosts": "two-to-ten",
            "recovery": "automatic",
            "listener": ["http"],
            "run-length": "long-jobs",
            "update-window": "none",
            "inner-walls": "deny-by-default",
        },
        BY_API | {"ingress": "cloud-load-balancer", "host-maintenance": "patch-in-window"},
    ),
    "udp-and-vault": Case(
        OPENSTACK
        | {"hosts": "eleven-to-hundred", "listener": ["udp"], "config-change": "live", "startup": "under-five-minutes"},
        BY_API | {"secrets": "self-run-vault"},
    ),
    "volume": Case(
        OPENSTACK | {"state": "durable-data", "update-window": "none", "helpers": "several", "startup": "longer"},
        BY_API | {"shared-data": "block-volume", "backup": "volume-snapshots", "observability": "provider-monitoring"},
    ),
    "volumes-behind-balancer": Case(
        OPENSTACK
        | {
            "state": "durable-data",
            "hosts": "two-to-ten",
            "listener": ["tcp", "many-ports"],
            "special-hardware": ["gpu", "device"],
            "privileges": "near-root",
            "run-length": "long-lived-connections",
        },
        BY_API | {"shared-data": "block-volume", "ingress": "cloud-load-balancer"},
    ),
    "worker-on-a-share": Case(
        OPENSTACK | {"listener": ["none"], "state": "shared-files", "config-change": "at-restart"},
        BY_API
        | {
            "shared-data": "managed-file-service",
            "release-strategy": "recreate",
            "ingress": "no-ingress",
            "observability": "provider-monitoring",
        },
    ),
    "data-elsewhere": Case(
        OPENSTACK | {"state": "durable-data", "special-hardware": ["large-instance"], "listener": ["non-ip"]},
        BY_API | {"shared-data": "managed-database"},
    ),
    "flatcar": Case(OPENSTACK | {"latency": "kernel-tuned"}, BY_API | {"host-os": "flatcar"}),
    "flatcar-volume-vault": Case(
        OPENSTACK | {"state": "local-files", "config-change": "live", "helpers": "several"},
        BY_API | {"host-os": "flatcar", "shared-data": "block-volume", "secrets": "self-run-vault"},
    ),
    "coreos": Case(
        OPENSTACK | {"state": "shared-files", "helpers": "several"},
        BY_API | {"host-os": "fedora-coreos", "shared-data": "nfs-in-cluster"},
    ),
    "red-hat": Case(
        OPENSTACK | {"latency": "kernel-tuned", "listener": ["http"], "privileges": "host-access"},
        BY_API | {"host-os": "rhel-family", "host-maintenance": "patch-in-window"},
    ),
    "red-hat-share": Case(
        OPENSTACK | {"state": "shared-files", "listener": ["udp"], "special-hardware": ["gpu", "device"]},
        BY_API | {"host-os": "rhel-family", "shared-data": "managed-file-service"},
    ),
}

HOST_CASES = {
    "nothing-answered": Case({}, {"secrets": "delivered-files"}),
    "rolling": Case(
        {
            "listener": ["http"],
            "update-window": "none",
            "state": "stateless",
            "helpers": "one",
            "run-length": "long-lived-connections",
            "inner-walls": "deny-by-default",
        },
        {"secrets": "encrypted-in-git", "host-maintenance": "patch-in-window"},
    ),
    "rolling-live-config": Case(
        {"listener": ["http"], "update-window": "none", "config-change": "live", "recovery": "automatic"},
        {"secrets": "self-run-vault", "host-os": "rhel-family"},
    ),
    "data-over-udp": Case(
        {
            "state": "durable-data",
            "listener": ["udp", "many-ports"],
            "helpers": "several",
            "config-change": "at-restart",
            "data-loss": "nothing",
            "startup": "longer",
            "special-hardware": ["gpu", "device"],
            "privileges": "near-root",
            "latency": "kernel-tuned",
            "update-window": "none",
        },
        {"secrets": "self-run-vault", "shared-data": "block-volume", "backup": "file-level"},
    ),
    "database": Case(
        {"state": "durable-data", "listener": ["tcp"], "run-length": "long-jobs", "data-loss": "an-hour"},
        {"backup": "database-native", "shared-data": "block-volume"},
    ),
    "share": Case(
        {"state": "shared-files", "listener": ["http"], "inner-walls": "deny-by-default"},
        {"shared-data": "managed-file-service", "host-os": "rhel-family", "host-maintenance": "patch-in-window"},
    ),
    "worker": Case(
        {"listener": ["none"], "config-change": "live", "startup": "under-five-minutes"},
        {"host-maintenance": "automatic-image-updates", "secrets": "delivered-files"},
    ),
}

STAYING_CASES = {
    "nothing-answered": Case({}),
    "regulated": Case(
        OPENSTACK
        | {
            "sensitivity": "regulated",
            "data-loss": "an-hour",
            "state": "durable-data",
            "restart": "by-hand",
            "licence": "per-host",
            "addressing": "fixed-addresses",
            "source-knowledge": "vendor",
            "update-window": "none",
            "reason-to-change": ["security-finding"],
            "horizon": "beyond-five-years",
            "packaging": "cannot",
            "special-hardware": ["device"],
        }
    ),
    "outages": Case({"reason-to-change": ["outages"], "source-knowledge": "nobody", "change-allowed": "as-is"}),
    "deploys-hurt": Case({"reason-to-change": ["deploys-hurt"], "state": "stateless", "restart": "clean"}),
    "windows": Case(OPENSTACK | {"operating-system": "windows"}),
}
