"""systemd services and Quadlet containers as units, with the timers and sockets that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from advisor.importing import host
from advisor.importing.unit import CERTAIN, GUESS, LIKELY, Form, Kept, Listen, Mount, Talk, Text, Unit
from advisor.reading.compose_forms import split_volume
from advisor.reading.node import Node
from advisor.reading.quantities import memory_bytes, seconds
from advisor.reading.units import Unit as Settings

_BY_ENGINE = re.compile(r"\S*\b(docker|podman|nerdctl)\s+(run|start|compose|container)\b")
_PORT = re.compile(r"(?:.*:)?(\d{1,5})\Z")
_PUBLISHED = re.compile(r"(?:.*:)?(\d{1,5})(?:-(\d{1,5}))?(?:/(tcp|udp))?\Z")


def service_units(files: Mapping[str, Settings], scope: str) -> Iterator[Unit]:
    """The units of a folder; `files` are its settings by file name."""
    pods = [_pod_of(settings) for name, settings in files.items() if name.endswith(".container")]
    for name, settings in files.items():
        if name.endswith(".service") and settings.all("Service", "ExecStart"):
            yield _service(name, settings, files, scope)
        elif name.endswith(".container") and settings.sections & {"Container"}:
            yield _container(name, settings, files, scope, pods)


def belongs_to_another(name: str) -> bool:
    """Whether a unit file only adds to others and runs nothing itself."""
    return PurePosixPath(name).suffix in (".timer", ".socket", ".pod", ".volume", ".network", ".build", ".kube")


def _service(name: str, settings: Settings, files: Mapping[str, Settings], scope: str) -> Unit:
    command = settings.all("Service", "ExecStart")[-1]
    stem = PurePosixPath(name).stem.rstrip("@")
    unit = Unit(stem, Form.SYSTEMD, command.place, scope, PurePosixPath(scope).name)
    unit.known_as = {stem}
    unit.commands.append(Text(command.text, command.place))
    unit.show("operating-system", "linux", command.place, "it is a service of systemd")
    if by_engine := _BY_ENGINE.match(command.text.lstrip("-@:+!|")):
        why = f"{by_engine.group(1)} runs it as a container"
        unit.show("packaging", "container-today", command.place, why)
        unit.show("runs-as", "containers-on-hosts", command.place, why)
        unit.show("platforms-today", "compose-hosts", command.place, why, LIKELY)
        if "--privileged" in command.text:
            unit.host(command.place, "every right on the host (--privileged)", root=True)
    else:
        _rights(unit, settings)
    for key in ("MemoryMax", "MemoryLimit"):
        node = settings.last("Service", key)
        if node is not None and (amount := memory_bytes(node.text, compose=True)) is not None:
            unit.memory = (amount, node.place)
    for node in settings.all("Service", "DeviceAllow"):
        host.device(unit, node.text.split()[0], node.place)
    policy = settings.last("Service", "CPUSchedulingPolicy")
    if policy is not None and policy.text in ("fifo", "rr"):
        unit.show(
            "special-hardware", "real-time", policy.place, f"it is scheduled in real time ({policy.text})", LIKELY
        )
    for node in settings.all("Service", "StateDirectory"):
        key = f"/var/lib/{node.text.split()[0]}"
        unit.mounts.append(Mount(Kept.FOLDER, key, key, node.place))
    for key in ("LoadCredential", "LoadCredentialEncrypted", "SetCredential"):
        for node in settings.all("Service", key):
            unit.show(
                "secrets", "few-static", node.place, f"it is given the credential {node.text.split(':')[0]}", GUESS
            )
    for node in settings.all("Service", "Environment"):
        for word in node.text.replace('"', "").split():
            variable, sign, value = word.partition("=")
            if sign:
                unit.environment[variable] = Node(value, node.place)
    _life(unit, settings)
    _timer_and_socket(unit, stem, files)
    return unit


def _rights(unit: Unit, settings: Settings) -> None:
    added = [
        Node(word, node.place)
        for key in ("AmbientCapabilities", "CapabilityBoundingSet")
        for node in settings.all("Service", key)
        for word in node.text.split()
        if not node.text.startswith("~") and (key == "AmbientCapabilities")
    ]
    host.capabilities(unit, added)
    user = settings.last("Service", "User") or settings.last("Service", "DynamicUser")
    if user is not None and user.text not in ("root", "0", "no", "false") and not unit.asks_host:
        unit.show("privileges", "ordinary", user.place, "it runs as an ordinary user", LIKELY)


def _container(name: str, settings: Settings, files: Mapping[str, Settings], scope: str, pods: list[str]) -> Unit:
    def every(key: str) -> list[Node]:
        return settings.all("Container", key)

    image = settings.last("Container", "Image")
    first = image or settings.settings[0][2]
    stem = PurePosixPath(name).stem.rstrip("@")
    unit = Unit(stem, Form.QUADLET, first.place, scope, PurePosixPath(scope).name)
    given = settings.last("Container", "ContainerName")
    unit.known_as = {stem, f"systemd-{stem}", given.text if given else ""} - {""}
    unit.show("operating-system", "linux", first.place, "it is run by Podman under systemd")
    unit.show("runs-as", "containers-on-hosts", first.place, "Podman runs it under systemd", LIKELY)
    unit.show("platforms-today", "compose-hosts", first.place, "Podman runs it under systemd", GUESS)
    if image is not None:
        unit.show("packaging", "container-today", image.place, "it has an image")
        if image.text.endswith(".build"):
            unit.built = image.place
            unit.show("source-knowledge", "in-house", image.place, "its image is built here", LIKELY)
        else:
            unit.images.append(Text(image.text, image.place))
    for node in every("PublishPort"):
        if match := _PUBLISHED.match(node.text):
            count = int(match.group(2)) - int(match.group(1)) + 1 if match.group(2) else 1
            port = int(match.group(1))
            unit.listens.append(Listen(port, match.group(3) or "tcp", node.place, "", None, max(1, count), True))
    for node in every("Volume"):
        _volume(unit, node, scope)
    for node in every("Network"):
        if node.text == "host":
            unit.host(node.place, "the host's network")
    host.capabilities(unit, [Node(word, node.place) for node in every("AddCapability") for word in node.text.split()])
    for node in every("AddDevice"):
        path = node.text.lstrip("-").split(":")[0]
        unit.host(node.place, f"the device {path}")
        host.device(unit, path, node.place)
    for node in every("PodmanArgs"):
        if "--privileged" in node.text:
            unit.host(node.place, "every right on the host (--privileged)", root=True)
    for node in every("Secret"):
        unit.show("secrets", "few-static", node.place, f"it is given the secret {node.text.split(',')[0]}", GUESS)
    for node in every("Environment"):
        for word in node.text.replace('"', "").split():
            variable, sign, value = word.partition("=")
            if sign:
                unit.environment[variable] = Node(value, node.place)
    for node in (*every("Entrypoint"), *every("Exec")):
        unit.commands.append(Text(node.text, node.place))
    for node in every("HealthCmd"):
        unit.health = node.place
        unit.probes.append(Text(node.text, node.place))
    for node in every("HealthStartPeriod"):
        host.startup(unit, seconds(node.text), node.place)
    pod = _pod_of(settings)
    others = pods.count(pod) - 1 if pod else 0
    if others > 0:
        node = every("Pod")[-1]
        why = f"{others} more in its pod {pod}"
        unit.show("helpers", "one" if others == 1 else "several", node.place, why, LIKELY)
    _life(unit, settings)
    _timer_and_socket(unit, stem, files)
    return unit


def _pod_of(settings: Settings) -> str:
    node = settings.last("Container", "Pod")
    return node.text if node is not None else ""


def _volume(unit: Unit, node: Node, scope: str) -> None:
    pieces = split_volume(node.text)
    if len(pieces) < 2:
        return
    source, target, options = pieces[0], pieces[1], pieces[2].split(",") if len(pieces) > 2 else []
    if source.startswith(("/", ".", "%", "~")):
        known = host.host_path(unit, source, node.place)
        if not known and not target.startswith("/etc/") and not PurePosixPath(target).suffix:
            unit.mounts.append(Mount(Kept.FOLDER, source, target, node.place, "ro" in options))
    else:
        key = f"{scope}:{source.removesuffix('.volume')}"
        unit.mounts.append(Mount(Kept.VOLUME, key, target, node.place, "ro" in options))


def _life(unit: Unit, settings: Settings) -> None:
    restart = settings.last("Service", "Restart")
    if restart is not None and restart.text in ("always", "on-failure", "on-abnormal"):
        host.starts_again(unit, restart.place, f"it is started again by itself (Restart={restart.text})")
    for key in ("Requires", "Wants", "BindsTo"):
        for node in settings.all("Unit", key):
            for word in node.text.split():
                unit.talks.append(Talk(PurePosixPath(word).stem, key, node.place))


def _timer_and_socket(unit: Unit, stem: str, files: Mapping[str, Settings]) -> None:
    timer = files.get(f"{stem}.timer") or _named(files, ".timer", "Timer", f"{stem}.service")
    if timer is not None:
        for key in ("OnCalendar", "OnUnitActiveSec", "OnUnitInactiveSec"):
            for node in timer.all("Timer", key):
                unit.show("workload", "scheduled-job", node.place, f"a timer starts it ({key}={node.text})", CERTAIN)
    socket = files.get(f"{stem}.socket") or _named(files, ".socket", "Socket", f"{stem}.service")
    for key, protocol in (("ListenStream", "tcp"), ("ListenDatagram", "udp")):
        for node in socket.all("Socket", key) if socket is not None else ():
            if match := _PORT.match(node.text):
                unit.listens.append(Listen(int(match.group(1)), protocol, node.place, published=True))


def _named(files: Mapping[str, Settings], suffix: str, section: str, service: str) -> Settings | None:
    """The timer or socket that names a service."""
    for name, settings in files.items():
        node = settings.last(section, "Unit" if section == "Timer" else "Service")
        if name.endswith(suffix) and node is not None and node.text == service:
            return settings
    return None
