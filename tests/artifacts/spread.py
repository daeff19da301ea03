"""The spread of answers that takes every branch of every template: what the static checks look at.

Per pattern the fewest cases that do, as `case` or `case @ where it runs`. The cases are those of the other tests, and:
`choice N` answers every question with its Nth choice; `turn N` also takes the Nth option of every later decision;
`option N` takes those options for a component with data. When a branch is missed, the test says which: add a case here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from artifacts.cluster_cases import CASES, HTTP, Case
from artifacts.host_cases import HOST_CASES, STAYING_CASES, VM_CASES
from artifacts.spread_table import SPREAD
from artifacts.starters import filled

from advisor.model.knowledge import Knowledge
from advisor.service import Advisor

PLACES: dict[str, dict[str, str | list[str]]] = {
    "aws": {"hosting": ["aws"]},
    "azure": {"hosting": ["azure"]},
    "google": {"hosting": ["google-cloud"]},
    "openstack": {"hosting": ["own-datacentre"], "datacentre-offers": ["openstack"]},
    "other": {"hosting": ["other-cloud"]},
}
ROUNDS = 12


@dataclass(frozen=True)
class Starter:
    """One rendering: the pattern, the name of the case, and the files."""

    pattern: str
    case: str
    files: dict[str, str]

    def __str__(self) -> str:
        return f"{self.pattern}, {self.case}"


def spread(advisor: Advisor) -> Iterator[Starter]:
    """Every starter of the spread."""
    cases = every_case(advisor.knowledge)
    for pattern, names in SPREAD.items():
        for name in names:
            yield _starter(advisor, pattern, name, cases[name])


MACHINES = ("one-container-per-vm", "few-containers-per-vm")
HOSTS = ("compose-host", "quadlet-host", "systemd-services")
ON_AWS = ("aws-ecs", "functions", "immutable-vm-image")


def beside(advisor: Advisor) -> Iterator[Starter]:
    """Every case of machines (by Heat, too), of hosts and of AWS: branches that the spread takes, in other company."""
    cases = every_case(advisor.knowledge)
    names = [
        *product(MACHINES, (f"vm {name}{way}" for name in VM_CASES for way in ("", ", heat-template"))),
        *product(HOSTS, (f"host {name}" for name in HOST_CASES)),
        *product(ON_AWS, (f"{name} @ aws" for name in CASES)),
    ]
    for pattern, name in names:
        if name not in SPREAD[pattern]:
            yield _starter(advisor, pattern, name, cases[name])


def _starter(advisor: Advisor, pattern: str, name: str, case: Case) -> Starter:
    files = filled(advisor, pattern, case.answers, case.decided, system=case.system, component=case.component)
    return Starter(pattern, name, files)


def every_case(knowledge: Knowledge) -> dict[str, Case]:
    """Everything that `SPREAD` may name."""
    found = {
        **CASES,
        **{f"vm {name}": case for name, case in VM_CASES.items()},
        **{f"vm {name}, {way}": replace(case, decided=case.decided | {"provisioning": way})
           for (name, case), way in product(VM_CASES.items(), ("heat-template", "opentofu", "by-hand"))},
        **{f"host {name}": case for name, case in HOST_CASES.items()},
        **{f"staying {name}": case for name, case in STAYING_CASES.items()},
        **EXTRA,
    }  # fmt: skip
    for number in range(ROUNDS):
        options = _options(knowledge, number)
        found[f"choice {number}"] = Case(_choices(knowledge, number))
        found[f"turn {number}"] = Case(_choices(knowledge, number, again=True), options)
        found[f"option {number}"] = Case(HTTP | {"state": "durable-data"}, options)
    placed = {f"{name} @ {place}": replace(case, answers=case.answers | answers)
              for (name, case), (place, answers) in product(found.items(), PLACES.items())}  # fmt: skip
    return found | placed


def _choices(knowledge: Knowledge, number: int, *, again: bool = False) -> dict[str, str | list[str]]:
    """The Nth choice of every question; where there are fewer the last, or from the start again."""
    taken: dict[str, str | list[str]] = {}
    for question in knowledge.questions.values():
        last = len(question.choices) - 1
        taken[question.id] = question.choices[number % (last + 1) if again else min(number, last)].id
    return taken


def _options(knowledge: Knowledge, number: int) -> dict[str, str]:
    """The Nth option of every later decision, from the start again where there are fewer."""
    return {
        decision.id: decision.options[number % len(decision.options)].id
        for decision in knowledge.decisions.values()
        if decision.id != "pattern"
    }


GITOPS: dict[str, str | list[str]] = {"ecosystem": ["gitops"]}

EXTRA = {
    "gitlab, host watched": Case({}, {"image-registry": "gitlab-registry", "observability": "host-monitoring"}),
    "gitlab, worker watched": Case(
        {"workload": "worker"}, {"image-registry": "gitlab-registry", "observability": "host-monitoring"}
    ),
    "stored and forwarded": Case(HTTP, {"observability": "store-and-forward"}),
    "watched by the provider": Case(HTTP, {"observability": "provider-monitoring"}),
    "nothing-answered, tofu": Case({}, {"provisioning": "opentofu", "observability": "provider-monitoring"}),
    "unhurried": Case(HTTP | {"recovery": "hours"}),
    "low latency": Case(HTTP | {"latency": "low"}),
    "regulated, by cluster-api": Case(
        HTTP | PLACES["openstack"] | {"sensitivity": "regulated"}, {"provisioning": "cluster-api"}
    ),
    "number as a name, gitops": Case(HTTP | GITOPS, {"secrets": "self-run-vault"}, component="24-hours"),
    "nightly job, gitops": Case(GITOPS | {"workload": "scheduled-job"}, component="24-hours"),
    "database, gitops": replace(CASES["database"], answers=CASES["database"].answers | GITOPS),
    "real time on talos": Case({"special-hardware": ["real-time"]}, {"host-os": "talos", "provisioning": "by-hand"}),
}
