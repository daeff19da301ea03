"""Answers questions about the trial cloud, one a line: asking through a process each would take seconds of Python.

Runs with the Python of the OpenStack environment.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from typing import TextIO

import openstack
from forking import until

Cloud = openstack.connection.Connection


def holdings(cloud: Cloud) -> dict[str, list[str]]:
    """Everything that a project may leave behind, by kind."""
    found = {
        "servers": cloud.compute.servers(all_projects=True),
        "server groups": cloud.compute.server_groups(all_projects=True),
        "ports": cloud.network.ports(),
        "floating addresses": cloud.network.ips(),
        "routers": cloud.network.routers(),
        "subnets": cloud.network.subnets(),
        "networks": cloud.network.networks(),
        "security groups": cloud.network.security_groups(),
        "stacks": cloud.orchestration.stacks(),
    }
    # A port of a machine has no name; its own id tells it from one that was there before.
    return {kind: sorted(f"{thing.name} {thing.id}" for thing in things) for kind, things in found.items()}


def servers(cloud: Cloud) -> list[dict[str, object]]:
    """Every machine, when none is under way: its name, its status, and what it was told about itself."""
    found: list[openstack.compute.v2.server.Server] = []

    def settled() -> bool:
        found[:] = cloud.compute.servers()
        return not any(server.task_state for server in found)

    until("the machines are still under way", settled, 60)
    return [{"name": server.name, "status": server.status, "metadata": server.metadata} for server in found]


def new_address(cloud: Cloud, network: str) -> str:
    """A floating address for the project."""
    return str(cloud.network.create_ip(floating_network_id=cloud.network.find_network(network).id).floating_ip_address)


def holder(cloud: Cloud, address: str) -> dict[str, str]:
    """What the machine behind the floating address was told about itself."""
    port = cloud.network.get_port(cloud.network.find_ip(address).port_id)
    return dict(cloud.compute.get_server(port.device_id).metadata)


def rules(cloud: Cloud, group: str) -> list[dict[str, object]]:
    """The rules of a security group."""
    found = cloud.network.security_group_rules(security_group_id=cloud.network.find_security_group(group).id)
    return [
        {"direction": rule.direction, "prefix": rule.remote_ip_prefix, "port": rule.port_range_min} for rule in found
    ]


QUESTIONS: dict[str, Callable[..., object]] = {
    question.__name__: question for question in (holdings, servers, new_address, holder, rules)
}


def answer(asked: TextIO, told: TextIO) -> None:
    """Each line is a question's name and its words, as JSON; so is each answer."""
    cloud = openstack.connect(cloud="openstack")
    for line in asked:
        name, *words = json.loads(line)
        try:
            said = {"answer": QUESTIONS[name](cloud, *words)}
        except Exception:
            said = {"failed": traceback.format_exc()}
        print(json.dumps(said), file=told, flush=True)
