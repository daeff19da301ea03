"""Whatever the founding document calls a product, the advisor knows what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from advisor.model.technologies import Status, Technology
from advisor.service import Advisor
from advisor.service.catalogue import technologies

AS_TYPED = (
    "Docker", "Docker 1.10", "Docker compose", "docker-compose", "compose", "Docker Swarm", "Linux cgroup",
    "Linux Namespace", "OpenStack", "Ansible", "Kubernetes", "OpenShift", "Chef", "Puppet", "Borg", "NFS", "NAS",
    "nginx", "nginx conf", "etcd", "confd", "foreman", "superviserd", "Replication Controller", "CoreOS", "fleet",
    "AWS", "GCP", "Google Cloud Platform", "CloudStack", "GitLab", "Google Container Repository",
    "Google Cloud Monitoring", "Munin", "AWS Lambda", "Google Cloud functions", "Azure", "Docker on Ubuntu Server",
    "Canonical", "Docker Extension", "azure-docker-extension", "azure-quickstart-templates",
    "docker-simple-on-ubuntu", "IaaS v2", "Azure Container Service", "Azure Container Service - Swarm",
    "Apache Mesos", "Trusted Registry", "Visual Studio Online", "chanezon/azure-linux", "Dockup", "Datadog",
    "Fluentd", "kubernetes Drain", "Clair", "Quay.io", "Slack",
)  # fmt: skip
"""Every product of the document in its own spelling, in the order in which they come."""

COMMONLY = (
    "ACS", "Stackdriver", "VSO", "VSTS", "GCR", "gcr.io", "DTR", "k8s", "rc", "seccomp", "Mesos", "supervisord",
    "Container Linux", "classic swarm", "swarm mode", "GCF", "Cloud Functions", "Lambda", "Docker Bench",
    "CIS benchmark", "azure-linux", "Microsoft Azure", "Amazon Web Services",
)  # fmt: skip
"""What people say instead."""


@pytest.mark.parametrize("name", AS_TYPED + COMMONLY)
def test_every_name_is_found(name: str, advisor: Advisor) -> None:
    found = technologies(advisor.knowledge, name)
    assert len(found) == 1, [each.id for each in found]


@pytest.mark.parametrize("name", AS_TYPED)
def test_what_is_over_leads_to_something_that_lives(name: str, advisor: Advisor) -> None:
    (found,) = technologies(advisor.knowledge, name)
    assert any(each.status in (Status.ACTIVE, Status.MAINTENANCE) for each in line_of(advisor, found)), name


def test_the_line_of_anything_retired_ends_in_something_that_lives(advisor: Advisor) -> None:
    for technology in advisor.knowledge.technologies.values():
        if technology.status is Status.RETIRED:
            living = [each for each in line_of(advisor, technology) if each.status is Status.ACTIVE]
            assert living or technology.instead, technology.id


def line_of(advisor: Advisor, technology: Technology) -> Iterator[Technology]:
    """The product and everything that follows it, through other products too."""
    waiting, seen = [technology], set()
    while waiting:
        each = waiting.pop()
        if each.id not in seen:
            seen.add(each.id)
            waiting += [advisor.knowledge.technologies[name] for name in each.successors]
            yield each
