"""The groups of Nomad jobs as units: a group is what Nomad places on one machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.importing import host
from advisor.importing.unit import GUESS, LIKELY, Form, Kept, Listen, Mount, Talk, Text, Unit
from advisor.reading.compose_forms import split_volume
from advisor.reading.hcl import LABEL
from advisor.reading.interpolation import VariableError, Variables
from advisor.reading.node import Node, mapping, sequence

_VARIABLE = re.compile(r"(?:\$\{)?var\.([\w-]+)\}?\Z")
_CONTAINERS = ("docker", "podman", "containerd-driver", "nspawn")
_VAULT = re.compile(r"\bsecret\b\s*\"|with\s+secret|pkiCert")
MEBIBYTE = 1024 * 1024


def nomad_units(root: Node, scope: str, folder: str) -> Iterator[Unit]:
    """The units of a job file."""
    defaults = {
        variable.at(LABEL).text: variable.at("default")
        for variable in root.at("variable").items
        if variable.get("default") is not None
    }
    for job in _with_defaults(root, defaults).at("job").items:
        name = job.at(LABEL).text or job.at("id").text or "job"
        groups = job.at("group").items or ([job] if job.get("task") is not None else [])
        for group in groups:
            label = group.at(LABEL).text
            joined = name if len(groups) == 1 or label in ("", name) else f"{name}-{label}"
            yield _unit(joined, job, group, scope, folder)


def _unit(name: str, job: Node, group: Node, scope: str, folder: str) -> Unit:
    unit = Unit(name, Form.NOMAD, group.place, scope, folder)
    unit.known_as = {name, group.at(LABEL).text}
    unit.show("runs-as", "orchestrated", group.place, "it is a group of a Nomad job", LIKELY)
    unit.show("platforms-today", "nomad", group.place, "there is a Nomad job", LIKELY)
    tasks = [task for task in group.at("task").items if task.is_mapping]
    beside = [task for task in tasks if _is_helper(task)]
    main = next((task for task in tasks if task not in beside), tasks[0] if tasks else None)
    _helpers(unit, group, tasks, main)
    _network(unit, group)
    for task in tasks:
        _task(unit, task, main=task is main)
    _job(unit, job, group)
    volumes = {volume.at(LABEL).text: volume for volume in group.at("volume").items}
    for mount in main.at("volume_mount").items if main is not None else ():
        volume = volumes.get(mount.at("volume").text)
        if volume is not None:
            key = f"nomad:{volume.at('source').text}"
            many = "multi" in volume.at("access_mode").text
            target = mount.at("destination").text
            unit.mounts.append(Mount(Kept.VOLUME, key, target, mount.place, mount.at("read_only").is_true, many))
    return unit


def _is_helper(task: Node) -> bool:
    return any(block.at("hook").text in ("prestart", "poststart", "poststop") for block in task.at("lifecycle").items)


def _helpers(unit: Unit, group: Node, tasks: list[Node], main: Node | None) -> None:
    others = [task for task in tasks if task is not main]
    names = [task.at(LABEL).text for task in others]
    for service in (*group.at("service").items, *(s for task in tasks for s in task.at("service").items)):
        for connect in service.at("connect").items:
            if connect.get("sidecar_service") is not None:
                names.append("Consul's proxy")
                others.append(connect)
    if others:
        why = f"beside it in its group: {', '.join(names)}"[:200]
        unit.show("helpers", "one" if len(others) == 1 else "several", others[0].place, why, LIKELY)
    elif main is not None:
        unit.show("helpers", "none", main.place, "its group has one task", LIKELY)


def _network(unit: Unit, group: Node) -> None:
    checks = list(group.at("service").items)
    checks += [service for task in group.at("task").items for service in task.at("service").items]
    kinds: dict[str, str] = {}
    for service in checks:
        unit.known_as.add(service.at("name").text or LABEL)
        tags = [node.text for node in service.at("tags").texts()]
        for check in service.at("check").items:
            unit.health = unit.health or check.place
            if check.at("type").text in ("http", "grpc"):
                kinds[check.at("port").text or service.at("port").text] = "http"
        if any(tag.startswith("traefik.http") for tag in tags):
            kinds[service.at("port").text] = "http"
        for upstreams in service.at("connect").items:
            for block in upstreams.at("sidecar_service").items:
                for proxy in block.at("proxy").items:
                    for up in proxy.at("upstreams").items:
                        unit.talks.append(Talk(up.at("destination_name").text, "upstreams", up.place))
    unit.known_as.discard(LABEL)
    networks = [*group.at("network").items]
    networks += [
        net for task in group.at("task").items for res in task.at("resources").items for net in res.at("network").items
    ]
    for network in networks:
        if network.at("mode").text == "host":
            unit.host(network.at("mode").place, "the host's network")
        for port in network.at("port").items:
            label = port.at(LABEL).text
            number = port.at("to").number or port.at("static").number
            kind = kinds.get(label)
            if number is not None and number > 0:
                unit.listens.append(Listen(number, "tcp", port.place, label, kind, published=True))
            elif kind or label in ("http", "https", "web", "ui", "api"):
                how = "checked over HTTP" if kind else "called so"
                unit.show("listener", "http", port.place, f"its port {label} is {how}", LIKELY if kind else GUESS)


def _task(unit: Unit, task: Node, *, main: bool) -> None:
    driver = task.at("driver")
    for config in task.at("config").items or [task.at("config")]:
        image = config.at("image")
        if driver.text in _CONTAINERS and image.text:
            unit.images.insert(0 if main else len(unit.images), Text(image.text, image.place))
            if main:
                unit.show("packaging", "container-today", image.place, f"{driver.text} runs it from an image")
        if config.at("privileged").is_true:
            unit.host(config.at("privileged").place, "every right on the host (privileged)", root=True)
        host.capabilities(unit, list(config.at("cap_add").items))
        if config.at("network_mode").text == "host":
            unit.host(config.at("network_mode").place, "the host's network")
        for device in (one for block in config.at("devices").items for one in [block.at("host_path")] if one.text):
            unit.host(device.place, f"the device {device.text}")
            host.device(unit, device.text, device.place)
        for node in config.at("volumes").texts():
            pieces = split_volume(node.text)
            if len(pieces) > 1 and pieces[0].startswith("/") and not host.host_path(unit, pieces[0], node.place):
                unit.mounts.append(Mount(Kept.FOLDER, pieces[0], pieces[1], node.place, "ro" in pieces[2:]))
        if main:
            words = [config.at("command").text, *(node.text for node in config.at("args").texts())]
            if any(words):
                place = (config.get("command") or config.at("args")).place
                unit.commands.append(Text(" ".join(words).strip(), place))
    if driver.text in ("exec", "exec2") and main:
        unit.show("operating-system", "linux", driver.place, f"the driver {driver.text} exists on Linux only")
    if driver.text == "raw_exec":
        unit.host(driver.place, "the host itself (raw_exec has no walls)")
    for resources in task.at("resources").items:
        amount = resources.at("memory").number
        if amount is not None:
            unit.memory = max(unit.memory or (0, resources.place), (amount * MEBIBYTE, resources.at("memory").place))
        cores = resources.at("cores").number
        host.processors(unit, float(cores) if cores is not None else None, resources.at("cores").place)
        for device in resources.at("device").items:
            if "gpu" in device.at(LABEL).text:
                unit.show("special-hardware", "gpu", device.place, f"it asks for {device.at(LABEL).text}")
    for block in task.at("vault").items:
        unit.show("secrets", "central-vault", block.place, "its secrets come from Vault")
    for template in task.at("template").items:
        if _VAULT.search(template.at("data").text):
            unit.show("secrets", "central-vault", template.place, "its secrets come from Vault", LIKELY)
    if main:
        for block in task.at("env").items or [task.at("env")]:
            unit.environment |= {key: node for key, node in block.mapping.items() if key and node.is_scalar}


def _job(unit: Unit, job: Node, group: Node) -> None:
    for block in job.at("periodic").items:
        schedule = block.get("cron") or block.get("crons") or block.get("spec") or block
        text = schedule.text or ", ".join(node.text for node in schedule.texts())
        unit.show("workload", "scheduled-job", schedule.place, f"it runs by the clock ({text})")
    kind = job.at("type").text
    if kind == "batch" and job.get("periodic") is None:
        unit.runs_once = True
        unit.remark(job.at("type").place, "runs to its end")
    if kind in ("", "service", "system"):
        host.starts_again(unit, group.place, "Nomad starts it again whenever it stops")
    count = group.at("count")
    if count.number is not None:
        unit.copies = (count.number, count.place)
    for scaling in group.at("scaling").items:
        unit.show("scaling", "automatic", scaling.place, "an autoscaler changes the number of copies", LIKELY)
    for update in (*job.at("update").items, *group.at("update").items):
        if (update.at("canary").number or 0) > 0:
            unit.show("update-window", "none", update.at("canary").place, "an update starts new copies first", LIKELY)
    for constraint in (*job.at("constraint").items, *group.at("constraint").items):
        apart = constraint.at("distinct_hosts").is_true or constraint.at("operator").text == "distinct_hosts"
        if apart and unit.copies and unit.copies[0] > 1:
            why = f"its {unit.copies[0]} copies stand on different machines"
            host.hosts_for(unit, unit.copies[0], constraint.place, why)
            unit.show("recovery", "automatic", constraint.place, "its copies stand on different machines", LIKELY)
        if "kernel.name" in constraint.at("attribute").text and constraint.at("value").text in ("linux", "windows"):
            unit.show("operating-system", constraint.at("value").text, constraint.place, "the job is bound to it")


def _with_defaults(node: Node, defaults: Mapping[str, Node]) -> Node:
    """The job with the defaults of its variables filled in where a whole value is a variable."""
    if not defaults:
        return node
    if node.is_list:
        return sequence([_with_defaults(part, defaults) for part in node.items], node.place)
    if node.is_mapping:
        return mapping({key: _with_defaults(part, defaults) for key, part in node.mapping.items()}, node.place)
    if isinstance(node.value, str) and "var." in node.value:
        if (match := _VARIABLE.match(node.value)) and match.group(1) in defaults:
            return Node(defaults[match.group(1)].value, node.place)
        values = {f"var_{key}": part.text for key, part in defaults.items()}
        try:
            filled = Variables(values).fill(node.value.replace("${var.", "${var_"))
        except VariableError:
            return node
        return Node(filled, node.place) if "${var." in node.value else node
    return node
