"""Prints what there is in the cloud, by kind, as JSON. Runs with the Python of the OpenStack environment."""

import json

import openstack

cloud = openstack.connect(cloud="openstack")
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
print(json.dumps({kind: sorted(f"{thing.name} {thing.id}" for thing in things) for kind, things in found.items()}))
