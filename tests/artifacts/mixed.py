"""Systems with a component on every platform, so that the boundary between them has every kind of member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.starters import PLAIN_DECISIONS, Answers, given_answers, verdict_of

from advisor.model.assessment import Assessment, Component
from advisor.model.verdict import Alternative, ComponentVerdict, Consolidation, SystemVerdict
from advisor.output.artifacts import render_artifacts
from advisor.output.files import TextFile
from advisor.service import Advisor


@dataclass(frozen=True)
class Member:
    """One component: its pattern, its answers, what was decided, and what it calls."""

    pattern: str
    answers: Answers = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    talks_to: tuple[str, ...] = ()


WEB: Answers = {"listener": ["http"], "workload": "web-or-api"}
MEMBERS = {
    "shop": Member("swarm-on-vms", WEB | {"update-window": "hours"}),
    "printer": Member("compose-host", {"workload": "worker"}),
    "billing": Member(
        "one-container-per-vm",
        WEB | {"sensitivity": "regulated", "hosts": "two-to-ten"},
        {"provisioning": "ansible-openstack-api", "secrets": "self-run-vault"},
    ),
    "ledger": Member("one-container-per-vm", WEB, {"provisioning": "heat-template"}),
    "archive": Member("one-container-per-vm", WEB, {"provisioning": "opentofu"}),
    "stock": Member("one-container-per-vm", {"listener": ["tcp"]}, {"provisioning": "by-hand"}),
    "search": Member("kubernetes-on-vms", WEB, {"ingress": "gateway-api"}),
    "index": Member("kubernetes-on-vms", {"workload": "data-store", "listener": ["http"]}),
    "24-hours": Member("managed-kubernetes", WEB),
    "mails": Member("quadlet-host", WEB),
    "blog": Member("kamal-hosts", WEB),
    "rates": Member("nomad-on-vms", {"workload": "data-store", "listener": ["http"]}),
    "thumbnails": Member("serverless-containers", WEB | {"hosting": ["google-cloud"]}),
    "scanner": Member("systemd-services", {"workload": "data-store", "listener": ["tcp"]}),
    "maps": Member("immutable-vm-image", WEB),
    "old-till": Member("stay-as-is", {"operating-system": "windows"}, {"observability": "host-monitoring"}),
    "reports": Member("stay-as-is", {"workload": "scheduled-job"}, {"observability": "host-monitoring"}),
}


def systems() -> Iterator[dict[str, Member]]:
    """All of them, each free to call every other; a few that said what they talk to; and two without a secret."""
    yield MEMBERS
    few = ("shop", "printer", "billing", "rates", "search", "scanner", "ledger")
    said = {name: MEMBERS[name] for name in few}
    said["shop"] = Member("swarm-on-vms", WEB, talks_to=("billing", "rates"))
    yield said
    yield {name: MEMBERS[name] for name in ("shop", "printer")}


def rendered_system(advisor: Advisor, members: dict[str, Member], title: str = "Ticket shop") -> tuple[TextFile, ...]:
    """Every file of such a system, as the product writes it."""
    components = {
        name: Component(answers=given_answers(advisor, member.answers), talks_to=member.talks_to)
        for name, member in members.items()
    }
    assessment = Assessment(
        knowledge=advisor.knowledge.manifest.version, system=title, organisation={}, components=components
    )
    verdicts = tuple(
        ComponentVerdict(
            name=name,
            pattern=verdict_of("pattern", member.pattern),
            chosen=member.pattern,
            overridden=False,
            override_reason=None,
            decisions={key: verdict_of(key, option) for key, option in (PLAIN_DECISIONS | member.decided).items()},
            matters=(),
            unused=(),
        )
        for name, member in members.items()
    )
    patterns = {name: member.pattern for name, member in members.items()}
    alone = Alternative(limit=1, feasible=True, platforms=(), per_component=patterns, cost=dict.fromkeys(members, 0))
    platforms = Consolidation(limit=None, because=None, chosen=alone, fewer=None, more=None)
    whole = SystemVerdict(title, advisor.knowledge.manifest.version, verdicts, platforms)
    facts = {name: advisor.facts(assessment, name) for name in members}
    return render_artifacts(advisor.knowledge, assessment, whole, facts)
