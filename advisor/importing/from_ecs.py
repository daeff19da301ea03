"""An Amazon ECS task definition as a unit."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.importing import host
from advisor.importing.unit import GUESS, LIKELY, Form, Kept, Listen, Mount, Talk, Text, Unit
from advisor.reading.node import Node

MEBIBYTE = 1024 * 1024
UNITS_PER_PROCESSOR = 1024


def ecs_units(document: Node, scope: str, folder: str) -> Iterator[Unit]:
    """The units of a file: task definitions by themselves, in a list, or wrapped as the command line prints them."""
    for entry in document.items or [document]:
        task = entry.get("taskDefinition") or entry
        if task.get("containerDefinitions") is not None:
            yield _unit(task, scope, folder)


def _unit(task: Node, scope: str, folder: str) -> Unit:
    containers = [node for node in task.at("containerDefinitions").items if node.is_mapping]
    main = next(
        (node for node in containers if node.at("portMappings").items and _essential(node)),
        next((node for node in containers if _essential(node)), containers[0] if containers else task),
    )
    name = task.at("family").text or main.at("name").text or folder
    unit = Unit(name, Form.ECS, (task.get("family") or main).place, scope, folder)
    unit.known_as = {name, main.at("name").text} - {""}
    unit.show("runs-as", "managed", unit.place, "it is a task of Amazon ECS", LIKELY)
    unit.show("platforms-today", "cloud-containers", unit.place, "there is an ECS task definition", LIKELY)
    others = [node for node in containers if node is not main]
    if others:
        names = ", ".join(node.at("name").text for node in others)
        choice = "one" if len(others) == 1 else "several"
        unit.show("helpers", choice, others[0].place, f"beside it in its task: {names}"[:200], LIKELY)
    elif containers:
        unit.show("helpers", "none", main.place, "its task has one container", LIKELY)
    _task(unit, task)
    for container in containers:
        _container(unit, container, main=container is main)
    _volumes(unit, task, main)
    return unit


def _essential(node: Node) -> bool:
    return node.get("essential") is None or node.at("essential").is_true


def _task(unit: Unit, task: Node) -> None:
    _amounts(unit, task)
    for key, what in (("pidMode", "processes"), ("ipcMode", "shared memory"), ("networkMode", "network")):
        if task.at(key).text == "host":
            unit.host(task.at(key).place, f"the host's {what}")
    family = task.at("runtimePlatform", "operatingSystemFamily")
    if family.text:
        system = "windows" if family.text.upper().startswith("WINDOWS") else "linux"
        unit.show("operating-system", system, family.place, f"its operating system family is {family.text}")
    proxy = task.at("proxyConfiguration")
    if proxy.at("type").text == "APPMESH":
        unit.remark(proxy.place, "its traffic goes through App Mesh")


def _amounts(unit: Unit, node: Node) -> None:
    cpu = node.at("cpu")
    if cpu.number:
        host.processors(unit, cpu.number / UNITS_PER_PROCESSOR, cpu.place)
    elif cpu.text.lower().endswith("vcpu"):
        amount = cpu.text.lower().removesuffix("vcpu").strip()
        host.processors(unit, float(amount) if amount.replace(".", "", 1).isdecimal() else None, cpu.place)
    for key in ("memory", "memoryReservation"):
        amount_of_memory = node.at(key).number
        if amount_of_memory:
            place = node.at(key).place
            unit.memory = max(unit.memory or (0, place), (amount_of_memory * MEBIBYTE, place))


def _container(unit: Unit, container: Node, *, main: bool) -> None:
    image = container.at("image")
    if image.text:
        unit.images.insert(0 if main else len(unit.images), Text(image.text, image.place))
        if main:
            unit.show("packaging", "container-today", image.place, "it has an image")
    _amounts(unit, container)
    if container.at("privileged").is_true:
        unit.host(container.at("privileged").place, "every right on the host (privileged)", root=True)
    linux = container.at("linuxParameters")
    host.capabilities(unit, list(linux.at("capabilities", "add").items))
    for device in linux.at("devices").items:
        unit.host(device.place, f"the device {device.at('hostPath').text}")
        host.device(unit, device.at("hostPath").text, device.place)
    for entry in container.at("resourceRequirements").items:
        if entry.at("type").text == "GPU":
            unit.show("special-hardware", "gpu", entry.place, "it asks for graphics processors")
    for entry in container.at("secrets").items:
        source = entry.at("valueFrom")
        if ":secretsmanager:" in source.text:
            unit.show("secrets", "central-vault", source.place, "its secrets come from AWS Secrets Manager", LIKELY)
        else:
            unit.show("secrets", "few-static", entry.place, f"it is given the secret {entry.at('name').text}", GUESS)
    if not main:
        return
    for port in container.at("portMappings").items:
        number = port.at("containerPort").number
        if number is not None:
            kind = "http" if port.at("appProtocol").text in ("http", "http2", "grpc") else None
            protocol = port.at("protocol").text or "tcp"
            unit.listens.append(Listen(number, protocol, port.place, port.at("name").text, kind, published=True))
    for entry in container.at("environment").items:
        unit.environment[entry.at("name").text] = Node(entry.at("value").text, entry.place)
    for key in ("entryPoint", "command"):
        words = " ".join(node.text for node in container.at(key).texts())
        if words:
            unit.commands.append(Text(words, container.at(key).place))
    check = container.at("healthCheck", "command")
    words = " ".join(node.text for node in check.texts())
    if words:
        unit.health = check.place
        unit.probes.append(Text(words, check.place))
        start = container.at("healthCheck", "startPeriod")
        host.startup(unit, float(start.number) if start.number else None, start.place)
    for link in container.at("links").texts():
        unit.talks.append(Talk(link.text.partition(":")[0], "links", link.place))


def _volumes(unit: Unit, task: Node, main: Node) -> None:
    mounted = {mount.at("sourceVolume").text: mount for mount in main.at("mountPoints").items}
    for volume in task.at("volumes").items:
        mount = mounted.get(volume.at("name").text)
        target = mount.at("containerPath").text if mount is not None else ""
        read_only = mount.at("readOnly").is_true if mount is not None else True
        path = volume.at("host", "sourcePath")
        if path.text and not host.host_path(unit, path.text, path.place):
            unit.host(path.place, f"{path.text} of the host")
        if mount is None:
            continue
        for key in ("efsVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration"):
            if volume.get(key) is not None:
                share = volume.at(key, "fileSystemId").text
                unit.mounts.append(Mount(Kept.NETWORK, share, target, volume.place, read_only))
        shared = volume.at("dockerVolumeConfiguration", "scope").text == "shared"
        if shared or volume.get("configuredAtLaunch") is not None:
            key = f"{unit.scope}:{volume.at('name').text}"
            unit.mounts.append(Mount(Kept.VOLUME, key, target, volume.place, read_only))
