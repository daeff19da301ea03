"""The starters of the other patterns: every file parses, and each keeps the promises that fit it."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from typing import Any

import pytest
import yaml
from artifacts.cluster_cases import CASES, HTTP, Case
from artifacts.kubernetes_hardening import shortcomings
from artifacts.kubernetes_objects import load, of, pods
from artifacts.kubernetes_references import problems
from artifacts.kustomized import kustomized
from artifacts.starters import filled

from advisor.service import Advisor

PATTERNS = (
    "nomad-on-vms",
    "nomad-on-bare-metal",
    "aws-ecs",
    "serverless-containers",
    "functions",
    "kamal-hosts",
    "application-paas",
    "immutable-vm-image",
    "vm-per-tenant",
    "microvm-sandbox",
    "kubevirt",
    "managed-kubernetes",
)
CLOUDS: tuple[tuple[str, ...], ...] = ((), ("aws",), ("azure",), ("google-cloud",))
OWN: tuple[tuple[str, ...], ...] = ((), ("own-datacentre",))
PLACES = {
    "aws-ecs": CLOUDS[:2],
    "serverless-containers": CLOUDS,
    "functions": CLOUDS,
    "application-paas": CLOUDS,
    "managed-kubernetes": CLOUDS,
    "immutable-vm-image": (("aws",), *OWN),
}


class _CloudFormation(yaml.CSafeLoader):
    """Reads `!Ref` and its like as what is inside of them."""


def _inside(loader: yaml.CSafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    return loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else loader.construct_mapping(node)


_CloudFormation.add_multi_constructor("!", _inside)


def starter(advisor: Advisor, pattern: str, case: Case, places: tuple[str, ...] = ()) -> dict[str, str]:
    answers = case.answers | ({"hosting": list(places)} if places else {})
    if places == ("own-datacentre",):
        answers |= {"datacentre-offers": ["openstack"]}
    return filled(advisor, pattern, answers, case.decided, system=case.system, component=case.component)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_every_file_parses(advisor: Advisor, pattern: str, name: str) -> None:
    for places in PLACES.get(pattern, OWN):
        for path, text in starter(advisor, pattern, CASES[name], places).items():
            assert "<%" not in text, path
            assert text.endswith("\n"), path
            _parse(path, text)


def _parse(path: str, text: str) -> None:
    if path.endswith((".yaml", ".yml")):
        list(yaml.load_all(text, Loader=_CloudFormation))
    elif path.endswith(".json"):
        json.loads(text)
    elif path.endswith(".toml"):
        tomllib.loads(text)
    elif path.endswith(".py"):
        compile(text, path, "exec")
    elif text.startswith("#!/bin/sh"):
        subprocess.run(["sh", "-n"], input=text, text=True, check=True)


@pytest.mark.parametrize("pattern", ["nomad-on-vms", "immutable-vm-image", "managed-kubernetes"])
def test_every_hcl_file_parses(advisor: Advisor, pattern: str) -> None:
    hcl = pytest.importorskip("pygohcl", reason="pygohcl is not installed")
    for case in CASES.values():
        for places in PLACES.get(pattern, OWN):
            for path, text in starter(advisor, pattern, case, places).items():
                if path.endswith((".hcl", ".tf", ".tfvars")):
                    hcl.loads(text)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_readme_says_what_was_assumed_and_where_each_practice_is(advisor: Advisor, pattern: str) -> None:
    for places in PLACES.get(pattern, OWN):
        files = starter(advisor, pattern, CASES["proxied"], places)
        readme = files["README.md"]
        for heading in ("Commands in order", "How to roll back", "What was assumed", "What was left out"):
            assert f"## {heading}" in readme, (pattern, heading)
        for practice in advisor.knowledge.practices.values():
            assert f"| {practice.title} |" in readme, (pattern, practice.title)
        assert "not in this folder" not in readme, pattern


@pytest.mark.parametrize("pattern", PATTERNS)
def test_images_are_named_by_digest(advisor: Advisor, pattern: str) -> None:
    for case in CASES.values():
        for path, text in starter(advisor, pattern, case).items():
            for image in re.findall(
                r"(?:registry\.example\.org|docker\.pkg\.dev|azurecr\.io)/[\w./-]+(?:@\S+|:\S+)?", text
            ):
                if "/" in image.split("registry.example.org/")[-1] and path.endswith((".hcl", ".yaml", ".env")):
                    tagged = re.search(r":(?!\d+/)(?!0{64})[\w.-]+$", image.split("@")[0])
                    assert not tagged, (path, image)


def test_nomad_jobs_roll_back_and_drop_every_right(advisor: Advisor) -> None:
    hcl = pytest.importorskip("pygohcl", reason="pygohcl is not installed")
    files = starter(advisor, "nomad-on-vms", CASES["proxied"])
    (job,) = hcl.loads(files["front-end.nomad.hcl"])["job"].values()
    assert job["update"]["auto_revert"] is True
    assert job["update"]["canary"] == 1
    task = job["group"]["app"]["task"]["app"]
    assert task["user"] == "10001:10001"
    assert task["config"]["readonly_rootfs"] is True
    assert task["config"]["cap_drop"] == ["all"]
    declared = set(re.findall(r'^variable "(\w+)"', files["front-end.nomad.hcl"], flags=re.MULTILINE))
    assert declared == set(hcl.loads(files["production.hcl"]))


def test_ecs_gives_every_parameter_a_value(advisor: Advisor) -> None:
    for case in CASES.values():
        files = starter(advisor, "aws-ecs", case)
        template = yaml.load(files["service.yaml"], Loader=_CloudFormation)
        given = {pair.split("=")[0] for pair in json.loads(files["production.json"])}
        assert given == set(template["Parameters"])


def test_ecs_rolls_back_and_keeps_its_rights_apart(advisor: Advisor) -> None:
    template = yaml.load(starter(advisor, "aws-ecs", CASES["web"])["service.yaml"], Loader=_CloudFormation)
    resources = template["Resources"]
    deployment = resources["Service"]["Properties"]["DeploymentConfiguration"]
    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
    assert "Policies" not in resources["TaskRole"]["Properties"]
    container = resources["Task"]["Properties"]["ContainerDefinitions"][0]
    assert container["ReadonlyRootFilesystem"] is True
    assert container["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}


def test_serverless_shapes_follow_the_answers(advisor: Advisor) -> None:
    assert "cloud-run/service.yaml" in starter(advisor, "serverless-containers", CASES["proxied"], ("google-cloud",))
    assert "cloud-run/job.yaml" in starter(advisor, "serverless-containers", CASES["nightly-job"], ("google-cloud",))
    assert "container-apps/app.yaml" in starter(advisor, "serverless-containers", CASES["proxied"], ("azure",))
    warm = yaml.safe_load(starter(advisor, "serverless-containers", CASES["web"])["cloud-run/service.yaml"])
    scale = warm["spec"]["template"]["metadata"]["annotations"]
    assert scale["autoscaling.knative.dev/minScale"] == "1"


def test_the_function_skeleton_passes_its_own_tests(advisor: Advisor, tmp_path: Any) -> None:
    files = starter(advisor, "functions", CASES["proxied"], ("aws",))
    for path in ("src/handler.py", "tests/test_handler.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(files[path])
    handler: dict[str, Any] = {}
    exec(compile(files["src/handler.py"], "handler.py", "exec"), handler)
    assert handler["work"]({"name": "shop"}) == {"greeting": "hello, shop"}
    assert handler["handler"]({"requestContext": {}, "rawPath": "/", "body": "{"}, None)["statusCode"] == 400


def test_customers_code_cannot_leave_the_sandbox(advisor: Advisor) -> None:
    files = starter(advisor, "microvm-sandbox", CASES["batch"])
    kustomization = yaml.safe_load(files["tenant/kustomization.yaml"])
    objects = [thing for name in kustomization["resources"] for thing in load(files[f"tenant/{name}"])]
    image = kustomization["images"][0]
    for pod in pods(objects):
        for container in pod.every_container:
            container["image"] = f"{image['newName']}@{image['digest']}"
    assert problems(objects) == []
    assert shortcomings(objects) == []
    (pod,) = pods(objects)
    (runtime,) = of(load(files["cluster/runtime-class.yaml"]), "RuntimeClass")
    assert pod.spec["runtimeClassName"] == runtime["metadata"]["name"]
    assert pod.owner["spec"]["activeDeadlineSeconds"] > 0
    (space,) = of(objects, "Namespace")
    (binding,) = of(load(files["cluster/admission.yaml"]), "ValidatingAdmissionPolicyBinding")
    wanted = binding["spec"]["matchResources"]["namespaceSelector"]["matchLabels"]
    assert wanted.items() <= space["metadata"]["labels"].items()
    policies = {policy["metadata"]["name"]: policy for policy in of(objects, "NetworkPolicy")}
    (block,) = [
        to["ipBlock"]
        for rule in policies["allow-the-internet"]["spec"]["egress"]
        for to in rule["to"]
        if "ipBlock" in to
    ]
    assert {"10.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16"} <= set(block["except"])


@pytest.mark.parametrize("name", CASES)
def test_a_machine_under_kubernetes_fits_together(advisor: Advisor, name: str) -> None:
    files = starter(advisor, "kubevirt", CASES[name])
    objects = kustomized(files)
    assert [problem for problem in problems(objects) if "ServiceAccount" not in problem] == []
    (machine,) = of(objects, "VirtualMachine")
    names = {volume["name"] for volume in machine["spec"]["template"]["spec"]["volumes"]}
    assert names == {disk["name"] for disk in machine["spec"]["template"]["spec"]["domain"]["devices"]["disks"]}


@pytest.mark.parametrize("place", ["aws", "azure", "google-cloud"])
def test_a_managed_cluster_sets_every_variable(advisor: Advisor, place: str) -> None:
    hcl = pytest.importorskip("pygohcl", reason="pygohcl is not installed")
    files = starter(advisor, "managed-kubernetes", Case(HTTP), (place,))
    folder = {"google-cloud": "google"}.get(place, place)
    declared = set(re.findall(r'^variable "(\w+)"', files[f"cluster/{folder}/main.tf"], flags=re.MULTILINE))
    assert declared == set(hcl.loads(files[f"cluster/{folder}/terraform.tfvars"]))


def test_kamal_gives_the_container_no_more_than_it_needs(advisor: Advisor) -> None:
    config = yaml.safe_load(starter(advisor, "kamal-hosts", CASES["proxied"])["config/deploy.yml"])
    options = config["servers"]["web"]["options"]
    assert options["read-only"] is True
    assert options["cap-drop"] == "ALL"
    assert {"memory", "cpus", "pids-limit"} <= set(options)
    assert len(config["servers"]["web"]["hosts"]) == 2
