"""Where components on different platforms meet: what one side says has to be what the other side does."""

from __future__ import annotations

import ipaddress
import re

import pytest
import yaml

from advisor.model.assessment import Answer, Assessment, Override
from advisor.service import Advisor

MIXED = ("ticket-shop", "online-game")


@pytest.fixture(scope="module")
def shop(advisor: Advisor) -> dict[str, str]:
    """A front end on Swarm, a worker on Compose and billing on one container per virtual machine."""
    return written(advisor, example(advisor, "ticket-shop"))


def example(advisor: Advisor, name: str) -> Assessment:
    return advisor.read(next(path for path in advisor.examples() if path.stem == name))


def written(advisor: Advisor, assessment: Assessment) -> dict[str, str]:
    return {file.path: file.text for file in advisor.artifacts(assessment)}


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    found = re.search(r"(?:^\|.*\n)+", text.split(heading, 1)[1], re.MULTILINE)
    lines = found[0].splitlines() if found else []
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_example_has_its_three_platforms(shop: dict[str, str]) -> None:
    assert {"front-end/stack.yaml", "ticket-printer/compose.yaml", "billing/group_vars/all.yml"} <= shop.keys()


def test_a_caller_has_the_address_at_which_the_other_side_listens(shop: dict[str, str]) -> None:
    members = {row[0]: row for row in rows(shop["boundary/README.md"], "# Where the parts")}
    settings = {
        "front-end": shop["front-end/.env"],
        "ticket-printer": shop["ticket-printer/.env"],
        "billing": shop["billing/group_vars/all.yml"],
    }
    calls = rows(shop["boundary/README.md"], "## Who may call whom")
    assert {(caller, called) for caller, called, *_ in calls} == {
        ("front-end", "billing"),
        ("ticket-printer", "front-end"),
    }
    for caller, called, port, variable, *_ in calls:
        address = members[called][3]
        assert re.search(rf"^\s*{variable}(=|: ){re.escape(address)}$", settings[caller], re.MULTILINE), (
            caller,
            variable,
        )
        assert port.removesuffix("/tcp") == (address.rpartition(":")[2] if address.count(":") > 1 else "443")
    assert yaml.safe_load(shop["billing/group_vars/all.yml"])["app_port"] == 8080
    assert yaml.safe_load(shop["front-end/stack.yaml"])["services"]["app"]["environment"]["BILLING_URL"]
    printer = yaml.safe_load(shop["ticket-printer/compose.yaml"])["services"]["app"]["environment"]
    assert set(printer) >= {"FRONT_END_URL"}
    assert "BILLING_URL" not in printer


def test_who_may_call_is_let_in_and_nobody_else(shop: dict[str, str]) -> None:
    members = {row[0]: row[2] for row in rows(shop["boundary/README.md"], "# Where the parts")}
    assert len(set(members.values())) == 3
    assert not any(
        ipaddress.ip_network(one).overlaps(ipaddress.ip_network(other))
        for one in members.values()
        for other in members.values()
        if one != other
    )
    billing = yaml.safe_load(shop["billing/group_vars/all.yml"])
    assert billing["network_cidr"] == members["billing"]
    assert set(billing["client_cidrs"]) == {members["billing"], members["front-end"]}
    leaving = shop["front-end/boundary/firewall.nft"].split("chain to_members")[1]
    assert "ip daddr @billing ct state new tcp dport != 8080 drop" in leaving
    assert "ip daddr @ticket_printer ct state new drop" in leaving
    arriving = shop["ticket-printer/boundary/firewall.nft"].split("chain arriving")[1].split("}")[0]
    assert arriving.count("ct state new drop") == 2
    assert "ip saddr @billing ct state new drop" in shop["front-end/boundary/firewall.nft"]


def test_where_nobody_says_who_calls_whom_each_may_call_the_other(advisor: Advisor) -> None:
    assessment = example(advisor, "ticket-shop")
    silent = {name: part.model_copy(update={"talks_to": ()}) for name, part in assessment.components.items()}
    files = written(advisor, assessment.model_copy(update={"components": silent}))
    calls = {(row[0], row[1]) for row in rows(files["boundary/README.md"], "## Who may call whom")}
    assert calls == {
        ("front-end", "billing"),
        ("billing", "front-end"),
        ("ticket-printer", "front-end"),
        ("ticket-printer", "billing"),
    }


def test_each_call_has_a_secret_with_a_place_on_both_sides(shop: dict[str, str]) -> None:
    calls = {f"{caller}-to-{called}" for caller, called, *_ in rows(shop["boundary/README.md"], "## Who may call whom")}
    secrets = rows(shop["boundary/README.md"], "## The secrets between them")
    assert {row[0] for row in secrets} == calls
    assert all(len(row) == 3 and row[1] and row[2] for row in secrets)


@pytest.mark.parametrize("name", MIXED)
def test_one_prometheus_has_every_member_once_and_only_rules_that_are_there(advisor: Advisor, name: str) -> None:
    assessment = example(advisor, name)
    files = written(advisor, assessment)
    config = yaml.safe_load(files["boundary/prometheus.yml"])
    jobs = [job["job_name"] for job in config["scrape_configs"]]
    assert len(set(jobs)) == len(jobs)
    for component in assessment.components:
        alerts = files.get(f"{component}/monitoring/alerts.yml", "")
        assert all(job in jobs for job in re.findall(r'job="([^"]+)"', alerts))
    assert {path.removeprefix("../") for path in config["rule_files"]} == {
        path for path in files if path.endswith("monitoring/alerts.yml")
    }


@pytest.mark.parametrize("name", MIXED)
def test_every_member_has_its_line_in_both_calendars_and_its_half(advisor: Advisor, name: str) -> None:
    assessment = example(advisor, name)
    files = written(advisor, assessment)
    assert [row[0] for row in rows(files["boundary/calendar.md"], "# Release calendars")] == list(assessment.components)
    for row in rows(files["boundary/README.md"], "# Where the parts"):
        half = row[4]
        assert half in files or "client_cidrs" in half, row


def test_a_cluster_lets_out_only_what_may_be_called(advisor: Advisor) -> None:
    assessment = example(advisor, "ticket-shop")
    front_end = assessment.components["front-end"].model_copy(
        update={"override": Override(pattern="kubernetes-on-vms", reason="a test")}
    )
    mixed = assessment.model_copy(update={"components": {**assessment.components, "front-end": front_end}})
    files = written(advisor, mixed)
    (egress,) = yaml.safe_load(files["front-end/boundary/network-policy.yaml"])["spec"]["egress"]
    assert egress["to"] == [{"ipBlock": {"cidr": yaml.safe_load(files["billing/group_vars/all.yml"])["network_cidr"]}}]
    assert egress["ports"] == [{"port": 8080, "protocol": "TCP"}]


def test_without_two_platforms_there_is_no_boundary(advisor: Advisor) -> None:
    assessment = advisor.new("Shop").model_copy(
        update={"organisation": {"operators": Answer(answer=("one",))}, "components": {}}
    )
    assert not any("boundary" in path for path in written(advisor, assessment))
    shop = example(advisor, "ticket-shop")
    alone = shop.model_copy(update={"components": {"billing": shop.components["billing"]}})
    files = written(advisor, alone)
    assert "billing/group_vars/all.yml" in files
    assert not any("boundary/" in path for path in files)
