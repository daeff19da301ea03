"""The pod of a Kubernetes workload: containers, volumes, rights, resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.importing import host
from advisor.importing.unit import GUESS, LIKELY, Kept, Listen, Mount, Text, Unit
from advisor.reading.kubernetes import Resource
from advisor.reading.node import Node
from advisor.reading.quantities import processors

_ACCELERATORS = (
    "nvidia.com/",
    "amd.com/gpu",
    "gpu.intel.com/",
    "google.com/tpu",
    "habana.ai/",
    "aws.amazon.com/neuron",
)
_DISKS = (
    *("awsElasticBlockStore", "azureDisk", "gcePersistentDisk", "cinder", "fc", "iscsi", "rbd", "vsphereVolume"),
    *("portworxVolume", "scaleIO", "storageos"),
)
_SHARES = ("azureFile", "cephfs", "glusterfs", "quobyte")
_MESH = ("sidecar.istio.io/", "linkerd.io/inject", "kuma.io/sidecar-injection", "consul.hashicorp.com/connect-inject")
_VAULT = ("vault.hashicorp.com/agent-inject", "vault.security.banzaicloud.io/")


def pod(unit: Unit, spec: Node, template: Node, claims: Mapping[str, Resource]) -> None:
    """Add what a pod's description shows. `claims` are the volume claims that can be named."""
    containers = [node for node in spec.at("containers").items if node.is_mapping]
    starters = [node for node in spec.at("initContainers").items if node.is_mapping]
    beside = containers[1:] + [node for node in starters if node.at("restartPolicy").text == "Always"]
    _helpers(unit, spec, beside, [node for node in starters if node not in beside])
    for number, container in enumerate(containers):
        _container(unit, container, main=number == 0)
    for container in (*containers, *starters):
        _rights(unit, container)
    _volumes(unit, spec, containers, claims)
    _pod_rights(unit, spec)
    system = spec.at("os", "name").text or spec.at("nodeSelector", "kubernetes.io/os").text
    if system in ("linux", "windows"):
        place = (spec.get("os", "name") or spec.at("nodeSelector", "kubernetes.io/os")).place
        unit.show("operating-system", system, place, "the file says so")
    for key, value in template.at("metadata", "annotations").mapping.items():
        if key.startswith(_MESH) and not value.text.lower().startswith(("false", "disabled")):
            unit.show("ecosystem", "service-mesh", value.place, f"the annotation {key} puts it into a mesh", LIKELY)
        if key.startswith(_VAULT):
            unit.show("secrets", "central-vault", value.place, f"its secrets come from a vault ({key})")


def _helpers(unit: Unit, spec: Node, beside: list[Node], starters: list[Node]) -> None:
    names = ", ".join(node.at("name").text or "?" for node in beside + starters)
    every = [*beside, *starters]
    if not every:
        place = spec.at("containers").place
        unit.show("helpers", "none", place, "its pod has one container", LIKELY)
        return
    choice = "one" if len(every) == 1 else "several"
    why = f"beside it in its pod: {names}"
    if not beside:
        why = f"only to start with: {names}"
    unit.show("helpers", choice, every[0].place, why[:200], GUESS if not beside else LIKELY)


def _container(unit: Unit, container: Node, *, main: bool) -> None:
    image = container.get("image")
    if image is not None and image.text:
        unit.images.append(Text(image.text, image.place))
        if main:
            unit.show("packaging", "container-today", image.place, "it has an image")
    if main:
        for port in container.at("ports").items:
            number = port.at("containerPort").number
            if number is not None:
                protocol = port.at("protocol").text.lower() or "tcp"
                unit.listens.append(Listen(number, protocol, port.place, port.at("name").text))
            if port.at("hostPort").number:
                unit.host(port.at("hostPort").place, f"the host's port {port.at('hostPort').text}")
        for key in ("command", "args"):
            words = " ".join(node.text for node in container.at(key).texts())
            if words:
                unit.commands.append(Text(words, container.at(key).place))
        _probes(unit, container)
    for entry in container.at("env").items:
        name = entry.at("name").text
        if name and main:
            unit.environment.setdefault(name, Node(entry.at("value").text, entry.place))
        if entry.get("valueFrom", "secretKeyRef") is not None:
            _secret(unit, entry, entry.at("valueFrom", "secretKeyRef", "name").text)
    for entry in container.at("envFrom").items:
        if entry.get("secretRef") is not None:
            _secret(unit, entry, entry.at("secretRef", "name").text)
    _resources(unit, container)


def _secret(unit: Unit, entry: Node, name: str) -> None:
    unit.show("secrets", "few-static", entry.place, f"it is given the secret {name}", GUESS)


def _probes(unit: Unit, container: Node) -> None:
    for key in ("readinessProbe", "livenessProbe", "startupProbe"):
        probe = container.get(key)
        if probe is None:
            continue
        unit.health = unit.health or probe.place
        for kind in ("httpGet", "grpc"):
            if probe.get(kind) is not None:
                port = probe.at(kind, "port")
                unit.probes.append(Text(f"{kind} port {port.text}", probe.at(kind).place))
        words = " ".join(node.text for node in probe.at("exec", "command").texts())
        if words:
            unit.probes.append(Text(words, probe.at("exec").place))
        if key == "startupProbe":
            tries, period = probe.at("failureThreshold").number or 3, probe.at("periodSeconds").number or 10
            host.startup(unit, tries * period + (probe.at("initialDelaySeconds").number or 0), probe.place)


def _resources(unit: Unit, container: Node) -> None:
    for part in ("requests", "limits"):
        for key, value in container.at("resources", part).mapping.items():
            if key == "cpu":
                host.processors(unit, processors(value.text), value.place)
            elif key == "memory":
                host.memory(unit, value)
            elif key.startswith(_ACCELERATORS) and value.text not in ("0", ""):
                unit.show("special-hardware", "gpu", value.place, f"it asks for {key}")


def _rights(unit: Unit, container: Node) -> None:
    security = container.at("securityContext")
    if security.at("privileged").is_true:
        unit.host(security.at("privileged").place, "every right on the host (privileged)", root=True)
    host.capabilities(unit, list(security.at("capabilities", "add").items))


def _pod_rights(unit: Unit, spec: Node) -> None:
    for key, what in (("hostNetwork", "network"), ("hostPID", "processes"), ("hostIPC", "shared memory")):
        if spec.at(key).is_true:
            unit.host(spec.at(key).place, f"the host's {what}")
    for entry in spec.at("securityContext", "sysctls").items:
        unit.host(entry.place, f"the kernel setting {entry.at('name').text}", confidence=LIKELY)


def _volumes(unit: Unit, spec: Node, containers: list[Node], claims: Mapping[str, Resource]) -> None:
    volumes = {node.at("name").text: node for node in spec.at("volumes").items}
    mounted = list(_mounted(containers))
    for mount, container in mounted:
        volume = volumes.get(mount.at("name").text)
        read_only = mount.at("readOnly").is_true
        if volume is None:
            continue
        if volume.get("persistentVolumeClaim") is not None:
            name = volume.at("persistentVolumeClaim", "claimName").text
            claim = claims.get(name)
            key = f"{unit.scope}:{name}"
            unit.mounts.append(
                Mount(Kept.VOLUME, key, mount.at("mountPath").text, mount.place, read_only, _for_many(claim))
            )
        elif volume.get("nfs") is not None:
            share = f"{volume.at('nfs', 'server').text}:{volume.at('nfs', 'path').text}"
            unit.mounts.append(Mount(Kept.NETWORK, share, mount.at("mountPath").text, mount.place, read_only))
        elif volume.at("csi", "driver").text.startswith("secrets-store"):
            unit.show(
                "secrets", "central-vault", volume.place, "its secrets come from a store outside the cluster", LIKELY
            )
        elif volume.get("secret") is not None and container is containers[0]:
            _secret(unit, volume, volume.at("secret", "secretName").text)
        elif named := next((key for key in (*_DISKS, *_SHARES) if volume.get(key) is not None), None):
            kept = Kept.VOLUME if named in _DISKS else Kept.NETWORK
            key = f"{unit.scope}:{volume.at('name').text}:{named}"
            unit.mounts.append(Mount(kept, key, mount.at("mountPath").text, mount.place, read_only))
    for volume in volumes.values():
        path = volume.get("hostPath", "path")
        if path is not None and not host.host_path(unit, path.text, path.place):
            unit.host(path.place, f"{path.text} of the host")
    first = containers[0] if containers else spec
    locked = first.at("securityContext", "readOnlyRootFilesystem")
    if locked.is_true and not any(not mount.read_only for mount in unit.mounts) and not unit.has("privileges"):
        unit.show("state", "stateless", locked.place, "it cannot write to its own disk and has no other", GUESS)


def _mounted(containers: list[Node]) -> Iterator[tuple[Node, Node]]:
    for container in containers:
        for mount in container.at("volumeMounts").items:
            yield mount, container


def _for_many(claim: Resource | None) -> bool:
    return claim is not None and any(
        node.text == "ReadWriteMany" for node in claim.node.at("spec", "accessModes").texts()
    )
