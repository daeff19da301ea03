"""The services of a Compose project or Swarm stack as units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from advisor.importing import host
from advisor.importing.compose_mounts import mounts
from advisor.importing.unit import GUESS, LIKELY, Form, Listen, Recipe, Talk, Text, Unit
from advisor.reading.compose import Project
from advisor.reading.fence import Fence
from advisor.reading.node import Node, Place
from advisor.reading.quantities import processors, seconds

_SWARM_DEPLOY = ("placement", "update_config", "rollback_config", "endpoint_mode")
_LABEL_KINDS = (("traefik.http.", "http"), ("traefik.tcp.", "tcp"), ("traefik.udp.", "udp"))
_SERVICE_PREFIX = "service:"


def compose_units(fence: Fence, project: Project) -> Iterator[Unit]:
    """The units of a project, in file order."""
    stack = stack_sign(project)
    needed = {name for service in project.services.values() for name in _finished_first(service)}
    for name, service in project.services.items():
        if service.get("provider") is not None or not service.mapping:
            continue
        unit = Unit(
            name, Form.SWARM if stack else Form.COMPOSE, service.place, str(project.folder), project.folder.name
        )
        unit.complete = name not in project.partly_known
        unit.known_as = {name, service.at("container_name").text, service.at("hostname").text, *_aliases(service)} - {
            ""
        }
        _place_to_run(unit, stack)
        _what_runs(unit, service, fence)
        _network(unit, service, project)
        mounts(unit, service, project, fence)
        _rights(unit, service)
        _resources(unit, service)
        _life(unit, service)
        _connections(unit, service)
        if name in needed:
            unit.runs_once = True
            unit.remark(service.place, "does its work once, before others start")
        yield unit


def stack_sign(project: Project) -> Place | None:
    """What shows that the project is meant for Swarm mode, if anything does."""
    for service in project.services.values():
        deploy = service.at("deploy")
        for key in _SWARM_DEPLOY:
            if deploy.get(key) is not None:
                return deploy.at(key).place
        if deploy.at("mode").text in ("global", "replicated-job", "global-job"):
            return deploy.at("mode").place
    for network in project.shared["networks"].values():
        if network.at("driver").text == "overlay":
            return network.at("driver").place
    return None


def _place_to_run(unit: Unit, stack: Place | None) -> None:
    if stack:
        unit.show("runs-as", "orchestrated", stack, "the file has what only a Swarm stack uses", LIKELY)
        unit.show("platforms-today", "swarm", stack, "the file has what only a Swarm stack uses", LIKELY)
    else:
        unit.show("runs-as", "containers-on-hosts", unit.place, "it is a service of a Compose file", LIKELY)
        unit.show("platforms-today", "compose-hosts", unit.place, "there is a Compose file", GUESS)


def _what_runs(unit: Unit, service: Node, fence: Fence) -> None:
    image, build = service.get("image"), service.get("build")
    if image is not None and image.text:
        unit.images.append(Text(image.text, image.place))
        unit.show("packaging", "container-today", image.place, "it has an image")
    if build is not None:
        unit.built = build.place
        unit.show("packaging", "container-today", build.place, "its image is built here")
        unit.show("source-knowledge", "in-house", build.place, "its image is built here", LIKELY)
        file = build.at("dockerfile").text or "Dockerfile"
        context = Path(build.at("context").text or unit.scope)
        target = build.at("target").text
        if "://" not in str(context) and fence.has(context / file):
            arguments = {key: node.text for key, node in build.at("args").mapping.items() if node.text}
            unit.recipe = Recipe(context / file, target, arguments)
    for key in ("entrypoint", "command"):
        node = service.get(key)
        if node is not None and node.value is not None:
            words = " ".join(part.text for part in node.texts())
            unit.commands.append(Text(words, node.place))
    platform = service.at("platform")
    if platform.text:
        system = "windows" if platform.text.startswith("windows") else "linux"
        unit.show("operating-system", system, platform.place, f"its platform is {platform.text}")
    unit.environment = dict(service.at("environment").mapping)


def _network(unit: Unit, service: Node, project: Project) -> None:
    for port in service.at("ports").items:
        number = port.at("target").number
        if number is not None:
            app = port.at("app_protocol").text.lower()
            kind = "http" if app in ("http", "https", "http2", "grpc", "ws", "wss") else None
            count = port.at("count").number or 1
            protocol = port.at("protocol").text or "tcp"
            name = port.at("name").text
            unit.listens.append(Listen(number, protocol, port.place, name, kind, count, published=True))
    for node in service.at("expose").items:
        text, _, protocol = node.text.partition("/")
        first, _, last = text.partition("-")
        if first.isdecimal() and len(first) < 6:
            count = int(last) - int(first) + 1 if last.isdecimal() and len(last) < 6 else 1
            unit.listens.append(Listen(int(first), protocol or "tcp", node.place, "", None, count))
    for key, value in service.at("labels").mapping.items():
        for prefix, kind in _LABEL_KINDS:
            if key.startswith(prefix):
                unit.show("listener", kind, value.place, "a proxy's label says so")
        if re.match(r"caddy(_\d+)?\Z", key):
            unit.show("listener", "http", value.place, "a proxy's label says so")
        if key.startswith(("ofelia.job-", "swarm.cronjob.schedule")) and key.endswith("schedule"):
            unit.show("workload", "scheduled-job", value.place, f"it has the schedule {value.text[:40]}", LIKELY)
    for key in ("VIRTUAL_HOST", "LETSENCRYPT_HOST"):
        if key in unit.environment:
            unit.show("listener", "http", unit.environment[key].place, f"{key} puts it behind an HTTP proxy", LIKELY)
    for name, network in service.at("networks").mapping.items():
        for key in ("ipv4_address", "ipv6_address"):
            if network.get(key) is not None:
                place = network.at(key).place
                unit.show("addressing", "fixed-addresses", place, f"it has a fixed address in {name}", LIKELY)
        if project.shared["networks"].get(name, network).at("driver").text in ("macvlan", "ipvlan", "host"):
            place = project.shared["networks"][name].at("driver").place
            unit.host(place, f"the host's own network ({name})", confidence=LIKELY)


def _rights(unit: Unit, service: Node) -> None:
    if service.at("privileged").is_true:
        unit.host(service.at("privileged").place, "every right on the host (privileged)", root=True)
    host.capabilities(unit, list(service.at("cap_add").items))
    for key, what in (("network_mode", "network"), ("pid", "processes"), ("ipc", "shared memory"), ("uts", "name")):
        if service.at(key).text == "host":
            unit.host(service.at(key).place, f"the host's {what}")
    for node in service.at("devices").items:
        path = node.at("source").text
        unit.host(node.place, f"the device {path}")
        host.device(unit, path, node.place)
    for node in service.at("security_opt").texts():
        if node.text.replace("=", ":") in ("seccomp:unconfined", "apparmor:unconfined", "label:disable"):
            unit.host(node.place, f"fewer walls towards the host ({node.text})", confidence=GUESS)
    for key in ("cpu_rt_runtime", "cpu_rt_period"):
        if service.get(key) is not None:
            unit.show("special-hardware", "real-time", service.at(key).place, f"it sets {key}", LIKELY)
    for entry in service.at("secrets").items:
        name = entry.at("source").text
        unit.show("secrets", "few-static", entry.place, f"it is given the secret {name}", GUESS)


def _resources(unit: Unit, service: Node) -> None:
    for part in ("limits", "reservations"):
        resources = service.at("deploy", "resources", part)
        cpus = resources.at("cpus")
        host.processors(unit, processors(cpus.text), cpus.place)
        host.memory(unit, resources.get("memory"), compose=True)
        for entry in resources.at("devices").items:
            if any("gpu" in node.text for node in entry.at("capabilities").texts()):
                unit.show("special-hardware", "gpu", entry.place, "it reserves a graphics processor")
        for entry in resources.at("generic_resources").items:
            if "gpu" in entry.at("discrete_resource_spec", "kind").text.lower():
                unit.show("special-hardware", "gpu", entry.place, "it reserves a graphics processor")
    host.processors(unit, processors(service.at("cpus").text), service.at("cpus").place)
    for key in ("mem_limit", "mem_reservation"):
        host.memory(unit, service.get(key), compose=True)
    if service.get("gpus") is not None:
        unit.show("special-hardware", "gpu", service.at("gpus").place, "it asks for graphics processors")
    if service.at("runtime").text == "nvidia":
        unit.show("special-hardware", "gpu", service.at("runtime").place, "it runs with NVIDIA's runtime", LIKELY)


def _life(unit: Unit, service: Node) -> None:
    restart, deploy = service.at("restart"), service.at("deploy")
    if restart.text in ("always", "unless-stopped") or restart.text.startswith("on-failure"):
        host.starts_again(unit, restart.place, f"it is started again by itself (restart: {restart.text})")
    condition = deploy.at("restart_policy", "condition")
    if condition.text in ("any", "on-failure"):
        host.starts_again(unit, condition.place, f"it is started again by itself ({condition.text})")
    for node in (deploy.get("replicas"), service.get("scale")):
        if node is not None and node.number is not None:
            unit.copies = (node.number, node.place)
    order = deploy.at("update_config", "order")
    if order.text == "start-first":
        unit.show("update-window", "none", order.place, "an update starts the new one before it stops the old", LIKELY)
    spread = deploy.at("placement", "max_replicas_per_node")
    if spread.number == 1 and unit.copies and unit.copies[0] > 1:
        host.hosts_for(
            unit, unit.copies[0], spread.place, f"its {unit.copies[0]} copies are kept on different machines"
        )
        unit.show("recovery", "automatic", spread.place, "its copies stand on different machines", LIKELY)
    test = service.at("healthcheck", "test")
    words = " ".join(part.text for part in test.texts())
    if words and words not in ("NONE", "none") and not service.at("healthcheck", "disable").is_true:
        unit.health = service.at("healthcheck").place
        unit.probes.append(Text(words, test.place))
        start = service.at("healthcheck", "start_period")
        host.startup(unit, seconds(start.text), start.place)


def _connections(unit: Unit, service: Node) -> None:
    for name, entry in service.at("depends_on").mapping.items():
        unit.talks.append(Talk(name, "depends_on", entry.place))
    for node in (*service.at("links").items, *service.at("external_links").texts()):
        unit.talks.append(Talk(node.text.partition(":")[0], "links", node.place))
    for key in ("network_mode", "pid", "ipc"):
        node = service.at(key)
        if node.text.startswith(_SERVICE_PREFIX):
            to = node.text.removeprefix(_SERVICE_PREFIX)
            unit.talks.append(Talk(to, f"{key}: it lives with it", node.place))
            unit.show(
                "helpers",
                "one",
                node.place,
                f"it shares the {key.split('_')[0]} of {to} and has to be beside it",
                LIKELY,
            )
    for node in service.at("volumes_from").items:
        name = node.text.removeprefix("container:").partition(":")[0]
        unit.talks.append(Talk(name, "volumes_from", node.place))
        unit.show("helpers", "one", node.place, f"it uses the files of {name} and has to be beside it", LIKELY)


def _finished_first(service: Node) -> Iterator[str]:
    for name, entry in service.at("depends_on").mapping.items():
        if entry.at("condition").text == "service_completed_successfully":
            yield name


def _aliases(service: Node) -> Iterator[str]:
    for network in service.at("networks").mapping.values():
        yield from (alias.text for alias in network.at("aliases").texts())
