"""What we promise of every Kubernetes starter: closed, limited, unprivileged, and stopped gracefully."""

from __future__ import annotations

import re
from collections.abc import Iterator

from artifacts.kubernetes_objects import Object, Pods, called, of, pods

_BY_DIGEST = re.compile(r"[^@]+@sha256:[0-9a-f]{64}")


def shortcomings(objects: list[Object]) -> list[str]:
    """Every promise that is not kept."""
    found: list[str] = []
    for pod in pods(objects):
        found += [*_pod(pod), *_stop(pod), *_budget(pod, objects)]
        for container in pod.every_container:
            found += _container(f"{pod.where}: {container['name']}", container, pod)
    return [*found, *_namespace(objects)]


def _pod(pod: Pods) -> Iterator[str]:
    security = pod.spec.get("securityContext", {})
    windows = pod.spec.get("os", {}).get("name") == "windows"
    if not windows and security.get("runAsNonRoot") is not True:
        yield f"{pod.where}: may run as root"
    for key in ("runAsUser", "runAsGroup", "fsGroup"):
        if security.get(key) == 0:
            yield f"{pod.where}: {key} is root's"
    if not windows and security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield f"{pod.where}: without a seccomp profile"
    if pod.spec.get("automountServiceAccountToken") is not False:
        yield f"{pod.where}: gets a token for the cluster's API"
    for forbidden in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.spec.get(forbidden):
            yield f"{pod.where}: {forbidden}"
    for volume in pod.spec.get("volumes", []):
        if "hostPath" in volume:
            yield f"{pod.where}: mounts the host's {volume['hostPath']['path']}"
        if "emptyDir" in volume and "sizeLimit" not in (volume["emptyDir"] or {}):
            yield f"{pod.where}: the emptyDir {volume['name']} may fill the node's disk"


def _container(at: str, container: Object, pod: Pods) -> Iterator[str]:
    windows = pod.spec.get("os", {}).get("name") == "windows"
    security = container.get("securityContext", {})
    if not windows and (
        security.get("allowPrivilegeEscalation") is not False
        or security.get("readOnlyRootFilesystem") is not True
        or security.get("capabilities", {}).get("drop") != ["ALL"]
    ):
        yield f"{at} has more rights than it needs"
    if not _BY_DIGEST.fullmatch(container["image"]):
        yield f"{at} has an image without a digest: {container['image']}"
    for side in ("requests", "limits"):
        if not {"cpu", "memory"} <= set(container.get("resources", {}).get(side, {})):
            yield f"{at} has no {side}"
    for variable in container.get("env", []):
        if "secretKeyRef" in variable.get("valueFrom", {}):
            yield f"{at} gets a secret in its environment"
    wanted = (
        ("startupProbe", "readinessProbe", "livenessProbe")
        if container in pod.spec["containers"]
        else (("startupProbe", "livenessProbe") if container in pod.sidecars else ())
    )
    for probe in wanted if pod.long_running or container in pod.sidecars else ():
        if probe not in container:
            yield f"{at} has no {probe}"


def _stop(pod: Pods) -> Iterator[str]:
    grace = pod.spec.get("terminationGracePeriodSeconds", 30)
    for container in pod.spec["containers"]:
        pause = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
        if container.get("ports") and pod.long_running and pause < 5:
            yield f"{pod.where}: {container['name']} stops before callers know"
        if pause and grace - pause < 30:
            yield f"{pod.where}: {container['name']} has only {grace - pause} s to finish after the pause"


def _budget(pod: Pods, objects: list[Object]) -> Iterator[str]:
    if pod.owner["kind"] not in ("Deployment", "StatefulSet"):
        return
    labels = pod.labels
    budgets = [
        budget
        for budget in of(objects, "PodDisruptionBudget")
        if all(labels.get(k) == v for k, v in budget["spec"]["selector"]["matchLabels"].items())
    ]
    if len(budgets) != 1:
        yield f"{pod.where}: {len(budgets)} disruption budgets, must be one"
    for budget in budgets:
        if budget["spec"].get("maxUnavailable") in (0, "0%") or "minAvailable" in budget["spec"]:
            yield f"{called(budget)}: could block every drain"


def _namespace(objects: list[Object]) -> Iterator[str]:
    for account in of(objects, "ServiceAccount"):
        if account.get("automountServiceAccountToken") is not False:
            yield f"{called(account)}: hands out tokens for the cluster's API"
    for quota in of(objects, "ResourceQuota"):
        for wanted in ("requests.cpu", "requests.memory", "limits.memory"):
            if wanted not in quota["spec"]["hard"]:
                yield f"{called(quota)}: does not bound {wanted}"
    for ranges in of(objects, "LimitRange"):
        for limit in ranges["spec"]["limits"]:
            for side in ("default", "defaultRequest"):
                if limit["type"] == "Container" and not {"cpu", "memory"} <= set(limit.get(side, {})):
                    yield f"{called(ranges)}: no {side}"
    for namespace in of(objects, "Namespace"):
        if "pod-security.kubernetes.io/enforce" not in namespace["metadata"].get("labels", {}):
            yield f"{called(namespace)}: no Pod Security level"
    denying = [
        policy
        for policy in of(objects, "NetworkPolicy")
        if not policy["spec"]["podSelector"]
        and set(policy["spec"]["policyTypes"]) == {"Ingress", "Egress"}
        and "ingress" not in policy["spec"]
        and "egress" not in policy["spec"]
    ]
    if not denying:
        yield "no network policy denies by default"
    for kind in ("ResourceQuota", "LimitRange"):
        if not of(objects, kind):
            yield f"no {kind}"
