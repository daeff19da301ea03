"""The checks themselves: every one of them finds the mistake it is there for, and a good sample has none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from artifacts.kubernetes_hardening import shortcomings
from artifacts.kubernetes_objects import Object, load
from artifacts.kubernetes_references import problems

GOOD = """
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: limits}
spec: {hard: {requests.cpu: "1", requests.memory: 1Gi, limits.memory: 2Gi}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: defaults}
spec: {limits: []}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {LEVEL: info}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  replicas: 2
  serviceName: members
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 45
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: web
          image: registry.example.org/web@sha256:0000000000000000000000000000000000000000000000000000000000000000
          ports: [{name: http, containerPort: 8080}]
          envFrom: [{configMapRef: {name: settings}}]
          env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: LEVEL}}}]
          startupProbe: {httpGet: {path: /, port: http}}
          readinessProbe: {httpGet: {path: /, port: 8080}}
          livenessProbe: {tcpSocket: {port: http}}
          lifecycle: {preStop: {sleep: {seconds: 10}}}
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: "1", memory: 128Mi}}
          securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
          volumeMounts: [{name: data, mountPath: /data}, {name: tmp, mountPath: /tmp}, {name: key, mountPath: /key}]
      volumes:
        - {name: tmp, emptyDir: {sizeLimit: 8Mi}}
        - {name: key, secret: {secretName: key}}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce]}
---
apiVersion: v1
kind: Service
metadata: {name: members}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-all}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: callers}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {}}], ports: [{port: 8080}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web}
spec: {parentRefs: [{name: public}], rules: [{backendRefs: [{name: members, port: 80}]}]}
"""

ELSEWHERE = frozenset({"key"})


def the(objects: list[Object], kind: str, name: str) -> Any:
    return next(o for o in objects if o["kind"] == kind and o["metadata"]["name"] == name)


def pod(objects: list[Object]) -> Any:
    return the(objects, "StatefulSet", "web")["spec"]["template"]["spec"]


def container(objects: list[Object]) -> Any:
    return pod(objects)["containers"][0]


def test_a_good_sample_has_no_problem() -> None:
    objects = load(GOOD)
    assert problems(objects, ELSEWHERE) == []
    assert shortcomings(objects) == []


BROKEN_REFERENCES: dict[str, tuple[Callable[[list[Object]], object], str]] = {
    "a name with capitals": (
        lambda o: the(o, "ConfigMap", "settings")["metadata"].update(name="Set_tings"),
        "not a valid name",
    ),
    "a Service that starts with a digit": (
        lambda o: the(o, "Service", "members")["metadata"].update(name="3d"),
        "not a valid name",
    ),
    "a name that is too long": (
        lambda o: the(o, "ConfigMap", "settings")["metadata"].update(name="a" * 64),
        "not a valid name",
    ),
    "a name that YAML read as something else": (
        lambda o: the(o, "HTTPRoute", "web")["metadata"].update(name=True),
        "not a valid name",
    ),
    "a label that is no text": (lambda o: the(o, "Namespace", "shop")["metadata"]["labels"].update(a=1), "label a"),
    "an object defined twice": (lambda o: o.append(copy.deepcopy(the(o, "ConfigMap", "settings"))), "defined 2 times"),
    "a selector unlike the labels": (
        lambda o: the(o, "StatefulSet", "web")["spec"]["selector"].update(matchLabels={"app": "other"}),
        "does not match",
    ),
    "two containers with one name": (
        lambda o: pod(o)["containers"].append(copy.deepcopy(container(o))),
        "2 containers",
    ),
    "a mount without a volume": (lambda o: pod(o)["volumes"].pop(0), "mounts tmp"),
    "a volume nobody mounts": (lambda o: pod(o)["volumes"].append({"name": "x", "emptyDir": {}}), "nobody mounts"),
    "two volumes at one path": (lambda o: container(o)["volumeMounts"][0].update(mountPath="/tmp"), "at one path"),
    "a secret that nobody makes": (
        lambda o: pod(o)["volumes"][1]["secret"].update(secretName="other"),
        "no Secret other",
    ),
    "a volume from a missing claim": (
        lambda o: pod(o)["volumes"][0].update(persistentVolumeClaim={"claimName": "data-web-2"}),
        "PersistentVolumeClaim data-web-2",
    ),
    "a missing ConfigMap": (lambda o: container(o)["envFrom"][0]["configMapRef"].update(name="x"), "no ConfigMap x"),
    "a missing key": (lambda o: container(o)["env"][0]["valueFrom"]["configMapKeyRef"].update(key="X"), "no key X"),
    "a missing account": (lambda o: pod(o).update(serviceAccountName="x"), "no ServiceAccount x"),
    "a port above 65535": (lambda o: container(o)["ports"][0].update(containerPort=80808), "impossible port"),
    "a port name that is too long": (lambda o: container(o)["ports"][0].update(name="a" * 16), "impossible port"),
    "two handlers in one probe": (
        lambda o: container(o)["livenessProbe"].update(exec={"command": ["x"]}),
        "2 handlers",
    ),
    "a probe without a handler": (lambda o: container(o).update(livenessProbe={"periodSeconds": 1}), "0 handlers"),
    "a probe of a closed port": (lambda o: container(o)["startupProbe"]["httpGet"].update(port=81), "nothing listens"),
    "a request above its limit": (lambda o: container(o)["resources"]["requests"].update(cpu="2"), "requests more cpu"),
    "a Service that selects nothing": (
        lambda o: the(o, "Service", "members")["spec"].update(selector={"app": "x"}),
        "selects no pod",
    ),
    "a Service with a wrong target": (
        lambda o: the(o, "Service", "members")["spec"]["ports"][0].update(targetPort="grpc"),
        "does not open grpc",
    ),
    "a Service with a wrong protocol": (
        lambda o: the(o, "Service", "members")["spec"]["ports"][0].update(protocol="UDP"),
        "does not open http/UDP",
    ),
    "several ports without names": (
        lambda o: the(o, "Service", "members")["spec"]["ports"].append({"port": 81, "targetPort": "http"}),
        "needs a name",
    ),
    "a budget that selects nothing": (
        lambda o: the(o, "PodDisruptionBudget", "web")["spec"]["selector"].update(matchLabels={"app": "x"}),
        "Budget/web: selects no",
    ),
    "a policy that selects nothing": (
        lambda o: the(o, "NetworkPolicy", "callers")["spec"].update(podSelector={"matchLabels": {"app": "x"}}),
        "callers: selects no",
    ),
    "a policy for a closed port": (
        lambda o: the(o, "NetworkPolicy", "callers")["spec"]["ingress"][0]["ports"][0].update(port=81),
        "no pod opens 81",
    ),
    "a policy without its type": (
        lambda o: the(o, "NetworkPolicy", "callers")["spec"].update(policyTypes=["Egress"]),
        "not the policy type Ingress",
    ),
    "a StatefulSet without its Service": (lambda o: o.remove(the(o, "Service", "members")), "no headless Service"),
    "a StatefulSet's Service with an address": (
        lambda o: the(o, "Service", "members")["spec"].pop("clusterIP"),
        "no headless",
    ),
    "a route to a missing Service": (
        lambda o: the(o, "HTTPRoute", "web")["spec"]["rules"][0]["backendRefs"][0].update(port=81),
        "port 81",
    ),
    "a route without a gateway": (
        lambda o: the(o, "HTTPRoute", "web")["spec"].update(parentRefs=[]),
        "names no gateway",
    ),
    "an autoscaler of nothing": (
        lambda o: o.append(
            {
                "kind": "HorizontalPodAutoscaler",
                "metadata": {"name": "x"},
                "spec": {"maxReplicas": 2, "scaleTargetRef": {"kind": "Deployment", "name": "x"}},
            }
        ),
        "target does not exist",
    ),
    "an autoscaler that fights with replicas": (
        lambda o: o.append(
            {
                "kind": "HorizontalPodAutoscaler",
                "metadata": {"name": "web"},
                "spec": {"maxReplicas": 2, "scaleTargetRef": {"kind": "StatefulSet", "name": "web"}},
            }
        ),
        "would fight",
    ),
    "a quota that is too small": (
        lambda o: the(o, "ResourceQuota", "limits")["spec"]["hard"].update({"requests.cpu": "100m"}),
        "need",
    ),
}


@pytest.mark.parametrize("name", BROKEN_REFERENCES)
def test_a_broken_reference_is_found(name: str) -> None:
    break_it, message = BROKEN_REFERENCES[name]
    objects = load(GOOD)
    break_it(objects)
    found = problems(objects, ELSEWHERE)
    assert any(message in problem for problem in found), found


WEAKENED: dict[str, tuple[Callable[[list[Object]], object], str]] = {
    "root": (lambda o: pod(o)["securityContext"].pop("runAsNonRoot"), "may run as root"),
    "no seccomp": (lambda o: pod(o)["securityContext"].pop("seccompProfile"), "seccomp"),
    "a token": (lambda o: pod(o).pop("automountServiceAccountToken"), "token"),
    "the host's network": (lambda o: pod(o).update(hostNetwork=True), "hostNetwork"),
    "the host's files": (lambda o: pod(o)["volumes"].append({"name": "h", "hostPath": {"path": "/"}}), "the host's /"),
    "an unlimited emptyDir": (lambda o: pod(o)["volumes"][0].update(emptyDir={}), "fill the node's disk"),
    "a writable root": (lambda o: container(o)["securityContext"].update(readOnlyRootFilesystem=False), "more rights"),
    "capabilities": (lambda o: container(o)["securityContext"].pop("capabilities"), "more rights"),
    "a tag": (lambda o: container(o).update(image="registry.example.org/web:1"), "without a digest"),
    "no limits": (lambda o: container(o)["resources"].pop("limits"), "has no limits"),
    "no requests": (lambda o: container(o)["resources"]["requests"].pop("memory"), "has no requests"),
    "a secret in the environment": (
        lambda o: container(o)["env"].append({"name": "P", "valueFrom": {"secretKeyRef": {"name": "k", "key": "p"}}}),
        "in its environment",
    ),
    "no readiness": (lambda o: container(o).pop("readinessProbe"), "no readinessProbe"),
    "no pause before the stop": (lambda o: container(o).pop("lifecycle"), "before callers know"),
    "no time to finish": (lambda o: pod(o).update(terminationGracePeriodSeconds=20), "to finish"),
    "no budget": (lambda o: o.remove(the(o, "PodDisruptionBudget", "web")), "0 disruption budgets"),
    "a budget that blocks": (lambda o: the(o, "PodDisruptionBudget", "web")["spec"].update(maxUnavailable=0), "block"),
    "no Pod Security": (lambda o: the(o, "Namespace", "shop")["metadata"]["labels"].clear(), "no Pod Security level"),
    "no default deny": (lambda o: o.remove(the(o, "NetworkPolicy", "deny-all")), "denies by default"),
    "no quota": (lambda o: o.remove(the(o, "ResourceQuota", "limits")), "no ResourceQuota"),
    "a sidecar without probes": (
        lambda o: pod(o).update(
            initContainers=[
                {key: value for key, value in container(o).items() if key != "livenessProbe"}
                | {"name": "s", "restartPolicy": "Always"}
            ]
        ),
        "s has no livenessProbe",
    ),
}


@pytest.mark.parametrize("name", WEAKENED)
def test_a_weakened_sample_is_found(name: str) -> None:
    weaken, message = WEAKENED[name]
    objects = load(GOOD)
    weaken(objects)
    found = shortcomings(objects)
    assert any(message in shortcoming for shortcoming in found), found
