"""The Swarm starters for many shapes of component: everything named is there, and every promise is kept."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from artifacts.cluster_cases import CASES, Case
from artifacts.starters import filled

from advisor.service import Advisor

PATTERNS = ("swarm-on-vms", "swarm-on-bare-metal")
_VARIABLE = re.compile(r"\$\{(\w+)(?::\?[^}]*)?\}")


def starter(advisor: Advisor, pattern: str, case: Case) -> dict[str, str]:
    return filled(advisor, pattern, case.answers, case.decided, system=case.system, component=case.component)


def stack(files: dict[str, str]) -> dict[str, Any]:
    return dict(yaml.safe_load(files["stack.yaml"]))


def settings(files: dict[str, str]) -> dict[str, str]:
    """The variables as a shell reads them."""
    script = "set -a; . /dev/stdin; env -0"
    done = subprocess.run(["sh", "-c", script], input=files[".env"], text=True, capture_output=True, check=True, env={})
    return dict(pair.split("=", 1) for pair in done.stdout.split("\0") if pair)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_every_variable_has_a_value(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, CASES[name])
    used = set(_VARIABLE.findall(yaml.safe_dump(stack(files), width=10000)))
    from_the_script = {"HAPROXY_VERSION", "APP_CONF_VERSION"}
    assert used - from_the_script == set(settings(files)) - {"PWD"}
    for variable in used & from_the_script:
        assert f"export {variable}" in files["scripts/deploy.sh"]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_everything_named_is_defined_and_everything_defined_is_used(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, CASES[name])
    found = stack(files)
    services = found["services"].values()
    for kind in ("networks", "secrets", "configs"):
        named = {
            entry if isinstance(entry, str) else entry["source"]
            for service in services
            for entry in service.get(kind, [])
        }
        assert named == set(found.get(kind, {})), kind
    volumes = {
        volume["source"] for service in services for volume in service.get("volumes", []) if volume["type"] == "volume"
    }
    assert volumes == set(found.get("volumes", {}))
    for config in found.get("configs", {}).values():
        assert config["file"].removeprefix("./") in files


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_every_promise_is_kept(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, CASES[name])
    values = settings(files)
    for title, service in stack(files)["services"].items():
        image = _VARIABLE.sub(lambda found: values[found.group(1)], service["image"])
        assert re.fullmatch(r"[^@]+@sha256:0{64}", image), title
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert not service["user"].startswith("0")
        assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
        assert "privileged" not in service
        job = service["deploy"].get("mode") == "replicated-job"
        assert job or "healthcheck" in service, title
        assert job or service["stop_grace_period"], title
        if title == "app" and not job:
            update = service["deploy"]["update_config"]
            assert update["failure_action"] == "rollback"
            assert update["order"] == (
                "stop-first"
                if "constraints" in service["deploy"]["placement"]
                and any("data-" in constraint for constraint in service["deploy"]["placement"]["constraints"])
                else "start-first"
            )
            grace = int(service["healthcheck"]["start_period"].removesuffix("s"))
            assert grace >= 30


@pytest.mark.parametrize("name", CASES)
def test_names_fit_into_what_swarm_allows(advisor: Advisor, name: str) -> None:
    files = starter(advisor, "swarm-on-vms", CASES[name])
    (line,) = re.findall(r"^stack=(.*)$", files["scripts/deploy.sh"], flags=re.MULTILINE)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", line)
    found = stack(files)
    for service in found["services"]:
        assert len(f"{line}_{service}") <= 63
    for config in found.get("configs", {}).values():
        assert len(_VARIABLE.sub("12345678", config["name"])) <= 64


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_all_files_parse(advisor: Advisor, pattern: str, name: str) -> None:
    for path, text in starter(advisor, pattern, CASES[name]).items():
        assert "<%" not in text, path
        assert text.endswith("\n"), path
        if path.endswith((".yaml", ".yml")):
            list(yaml.safe_load_all(text))
        if path.endswith(".json"):
            json.loads(text)
        if path.endswith(".sh"):
            subprocess.run(["sh", "-n"], input=text, text=True, check=True)


def test_the_answers_shape_the_stack(advisor: Advisor) -> None:
    shapes = {name: set(stack(starter(advisor, "swarm-on-vms", case))["services"]) for name, case in CASES.items()}
    assert shapes["proxied"] == {"app", "proxy"}
    assert shapes["database"] == {"app", "helper-one", "helper-two", "backup"}
    assert shapes["worker"] == {"app"}
    assert shapes["nightly-job"] == {"app", "backup"}
    job = starter(advisor, "swarm-on-vms", CASES["nightly-job"])
    assert stack(job)["services"]["app"]["deploy"]["mode"] == "replicated-job"
    assert "hosts/front-end.timer" in job


def test_one_writer_stays_with_its_data(advisor: Advisor) -> None:
    app = stack(starter(advisor, "swarm-on-vms", CASES["database"]))["services"]["app"]
    assert app["deploy"]["placement"]["constraints"] == [
        "node.labels.data-front-end == true",
        "node.labels.sensitivity == confidential",
    ]
    assert app["deploy"]["update_config"]["order"] == "stop-first"
    assert settings(starter(advisor, "swarm-on-vms", CASES["database"]))["REPLICAS"] == "1"


def test_walls_inside_mean_encrypted_networks_nobody_shares(advisor: Advisor) -> None:
    files = starter(advisor, "swarm-on-vms", CASES["sidecar"])
    networks = stack(files)["networks"]
    assert "inside" not in networks
    assert all(network["driver_opts"] == {"encrypted": "true"} for network in networks.values())


def test_sensitive_work_stays_on_its_hosts(advisor: Advisor) -> None:
    files = starter(advisor, "swarm-on-vms", CASES["sidecar"])
    app = stack(files)["services"]["app"]
    assert app["deploy"]["placement"]["constraints"] == ["node.labels.sensitivity == regulated"]
    inventory = yaml.safe_load(files["swarm/inventory.yml"])
    managers = inventory["swarm"]["children"]["managers"]["hosts"]
    assert len(managers) == 3
    assert all(host["labels"]["sensitivity"] == "regulated" for host in managers.values())
    assert inventory["swarm"]["vars"]["autolock"] is True


def test_the_readme_says_what_was_assumed_and_where_each_practice_is(advisor: Advisor) -> None:
    for pattern in PATTERNS:
        files = starter(advisor, pattern, CASES["proxied"])
        readme = files["README.md"]
        for practice in advisor.knowledge.practices.values():
            assert practice.title in readme
        assert "not in this folder" not in readme
        for path in re.findall(r"`((?:swarm|hosts|config|scripts|vms)/[\w./-]+\.\w+)`", readme):
            assert path in files, (pattern, path)


@pytest.mark.parametrize("system", ["flatcar", "fedora-coreos", "rhel-family", "debian-stable"])
def test_a_bare_metal_host_installs_itself(advisor: Advisor, system: str) -> None:
    files = filled(advisor, "swarm-on-bare-metal", {}, {"host-os": system, "provisioning": "bare-metal-provisioning"})
    setup = {"flatcar": "ignition.json", "fedora-coreos": "ignition.json", "rhel-family": "kickstart.cfg"}
    assert f"hosts/{setup.get(system, 'preseed.cfg')}" in files
    assert "hosts/boot.ipxe" in files
    if "hosts/ignition.json" in files:
        ignition = json.loads(files["hosts/ignition.json"])
        assert ignition["ignition"]["version"] == "3.3.0"
        (daemon,) = [f for f in ignition["storage"]["files"] if f["path"] == "/etc/docker/daemon.json"]
        assert json.loads(unquote(daemon["contents"]["source"].removeprefix("data:,")))["live-restore"] is False
