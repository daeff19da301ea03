"""Tells a new cloud which services it has, then waits for its hypervisor and puts in what a deployment needs.

Runs with the Python of the OpenStack environment.
"""

import os
import time
from contextlib import suppress

import openstack
from forking import until

KINDS = {"glance": "image", "placement": "placement", "nova": "compute", "neutron": "network", "heat": "orchestration"}
ADDRESSES = {
    "glance": "http://127.0.0.1:9292",
    "placement": "http://127.0.0.1:8778",
    "nova": "http://127.0.0.1:8774/v2.1",
    "neutron": "http://127.0.0.1:9696",
    "heat": "http://127.0.0.1:8004/v1/%(tenant_id)s",
}


def register() -> None:
    """A project for the services, and per service a user, an entry and its endpoints."""
    cloud = openstack.connect(cloud="openstack")
    project = cloud.identity.create_project(name="service", domain_id="default")
    roles = [role for role in (cloud.identity.find_role(name) for name in ("admin", "service")) if role]
    for name, kind in KINDS.items():
        user = cloud.identity.create_user(
            name=name, password="secret", domain_id="default", default_project_id=project.id
        )
        for role in roles:
            cloud.identity.assign_project_role_to_user(project, user, role)
        service = cloud.identity.create_service(name=name, type=kind)
        for interface in ("public", "internal", "admin"):
            cloud.identity.create_endpoint(
                service_id=service.id, interface=interface, region_id="RegionOne", url=ADDRESSES[name]
            )
    # Heat keeps the users that its stacks need in a domain of their own.
    domain = cloud.identity.create_domain(name="heat")
    keeper = cloud.identity.create_user(name="heat_domain_admin", password="secret", domain_id=domain.id)
    cloud.identity.assign_domain_role_to_user(domain, keeper, cloud.identity.find_role("admin"))
    for role in ("heat_stack_owner", "heat_stack_user"):
        cloud.identity.create_role(name=role)


def seed() -> None:
    """A flavor, an image, a network that leads out; returns when the scheduler can place a machine."""
    cloud = openstack.connect(cloud="openstack")
    cloud.compute.create_flavor(name="m1.small", ram=512, vcpus=1, disk=1)
    cloud.create_image(
        "debian-13", disk_format="raw", container_format="bare", data=os.urandom(65536), visibility="public", wait=True
    )
    outside = cloud.network.create_network(name="public", is_router_external=True)
    cloud.network.create_subnet(
        name="public", network_id=outside.id, ip_version=4, cidr="198.51.100.0/24", is_dhcp_enabled=False
    )
    inside = cloud.network.create_network(name="trial")
    cloud.network.create_subnet(name="trial", network_id=inside.id, ip_version=4, cidr="192.0.2.0/24")
    until("no hypervisor reports itself", lambda: any(cloud.compute.hypervisors()))
    for _ in range(60):
        server = cloud.create_server("trial", image="debian-13", flavor="m1.small", network="trial", auto_ip=False)
        while server.status == "BUILD":
            time.sleep(0.5)
            server = cloud.compute.get_server(server.id)
        if server.status == "ACTIVE":
            break
        time.sleep(1)
    else:
        raise SystemExit("no machine becomes active")
    until("the trial machines stay", lambda: not _deleted_again(cloud))


def _deleted_again(cloud: openstack.connection.Connection) -> list[str]:
    """The machines that are still there: a busy cloud may lose the first wish to delete one."""
    left = [server.id for server in cloud.compute.servers()]
    for server in left:
        # Two writers at the same moment: SQLite turns one of them away.
        with suppress(openstack.exceptions.HttpException):
            cloud.delete_server(server)
    return left
