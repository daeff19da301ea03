"""The Kubernetes starters for many shapes of component: everything fits together and every promise is kept."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest
import yaml
from artifacts.cluster_cases import CASES, Case
from artifacts.kubernetes_hardening import shortcomings
from artifacts.kubernetes_objects import Object, load, of, pods
from artifacts.kubernetes_references import problems
from artifacts.kustomized import kustomized
from artifacts.starters import filled

from advisor.model.assessment import Answer, Assessment, Component, Override
from advisor.service import Advisor

PATTERNS = ("kubernetes-on-vms", "kubernetes-on-bare-metal", "managed-kubernetes", "edge-kubernetes", "openshift")


def starter(advisor: Advisor, pattern: str, case: Case) -> dict[str, str]:
    return filled(advisor, pattern, case.answers, case.decided, system=case.system, component=case.component)


def by_hand(files: dict[str, str]) -> frozenset[str]:
    """The Secrets that the README tells people to create."""
    return frozenset(re.findall(r"create secret generic (\S+)", files["README.md"]))


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_everything_fits_together(advisor: Advisor, pattern: str, name: str) -> None:
    files = starter(advisor, pattern, CASES[name])
    assert problems(kustomized(files), by_hand(files)) == []


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_every_promise_is_kept(advisor: Advisor, pattern: str, name: str) -> None:
    assert shortcomings(kustomized(starter(advisor, pattern, CASES[name]))) == []


@pytest.mark.parametrize("name", CASES)
def test_the_base_lists_exactly_its_files(advisor: Advisor, name: str) -> None:
    files = starter(advisor, "kubernetes-on-vms", CASES[name])
    base = yaml.safe_load(files["base/kustomization.yaml"])
    listed = set(base["resources"])
    listed |= {path for generator in base["configMapGenerator"] for path in generator.get("files", [])}
    there = {path.removeprefix("base/") for path in files if path.startswith("base/")} - {"kustomization.yaml"}
    assert listed == there


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", CASES)
def test_all_yaml_is_yaml_and_all_scripts_are_scripts(advisor: Advisor, pattern: str, name: str) -> None:
    for path, text in starter(advisor, pattern, CASES[name]).items():
        assert "<%" not in text, path
        assert text.endswith("\n"), path
        if path.endswith((".yaml", ".yml")):
            list(yaml.load_all(text, yaml.CSafeLoader))
            trailing = [line for line in text.splitlines() if line != line.rstrip()]
            assert not trailing, (path, trailing)
        if path.endswith(".sh"):
            assert text.startswith("#!/bin/sh\n"), path
            subprocess.run(["sh", "-n"], input=text, text=True, check=True)


def test_every_object_has_a_known_shape(advisor: Advisor) -> None:
    """What kustomize makes of one pattern's files; the files of all are read by tests/artifacts/static."""
    validate = pytest.importorskip("kubernetes_validate", reason="kubernetes-validate is not installed")
    for name, case in CASES.items():
        for thing in kustomized(starter(advisor, "kubernetes-on-vms", case)):
            if "." in thing["apiVersion"].split("/")[0] and not thing["apiVersion"].split("/")[0].endswith(
                ("k8s.io", "policy", "apps", "batch", "autoscaling")
            ):
                continue
            if thing["kind"] != "HTTPRoute":
                assert validate.validate(thing, "1.37", strict=True) is not None, (name, thing["kind"])


def only(objects: list[Object], kind: str) -> Any:
    (found,) = of(objects, kind)
    return found


def test_the_answers_shape_the_workload(advisor: Advisor) -> None:
    shapes = {
        name: {pod.where.split("/")[0] for pod in pods(kustomized(starter(advisor, "kubernetes-on-vms", case)))}
        for name, case in CASES.items()
    }
    assert shapes["web"] == {"Deployment"}
    assert shapes["database"] == {"StatefulSet", "CronJob"}
    assert shapes["shared-files"] == {"Deployment", "CronJob"}
    assert shapes["object-storage"] == {"Deployment"}
    assert shapes["nightly-job"] == shapes["batch"] == {"CronJob"}


def test_an_autoscaler_only_where_scaling_asks_for_it(advisor: Advisor) -> None:
    with_one = {
        name
        for name, case in CASES.items()
        if of(kustomized(starter(advisor, "kubernetes-on-vms", case)), "HorizontalPodAutoscaler")
    }
    assert with_one == {"web", "worker", "large"}


def test_the_watcher_is_a_native_sidecar_and_supervises_nothing(advisor: Advisor) -> None:
    objects = kustomized(starter(advisor, "kubernetes-on-vms", CASES["sidecar"]))
    (pod,) = pods(objects)
    (sidecar,) = pod.sidecars
    (program,) = pod.spec["containers"]
    assert sidecar["name"] == "config-watcher"
    assert pod.spec["shareProcessNamespace"] is True
    assert "command" not in program, "the program stays the main process of its own container"
    assert program["livenessProbe"]["httpGet"]["port"] == "http"


def test_nothing_reaches_a_walled_component_without_saying_so(advisor: Advisor) -> None:
    objects = kustomized(starter(advisor, "kubernetes-on-vms", CASES["sidecar"]))
    callers = next(p for p in of(objects, "NetworkPolicy") if p["metadata"]["name"] == "allow-callers")
    first = callers["spec"]["ingress"][0]["from"][0]
    assert first["podSelector"]["matchLabels"] == {"calls-front-end": "true"}


def test_sensitive_work_gets_its_own_nodes(advisor: Advisor) -> None:
    files = starter(advisor, "kubernetes-on-vms", CASES["sidecar"])
    (pod,) = pods(kustomized(files))
    assert pod.spec["nodeSelector"]["sensitivity"] == "regulated"
    assert {"key": "sensitivity", "operator": "Equal", "value": "regulated", "effect": "NoSchedule"} in pod.spec[
        "tolerations"
    ]
    assert "sensitivity=regulated:NoSchedule" in files["cluster/label-nodes.sh"]


def test_untrusted_code_gets_a_kernel_of_its_own(advisor: Advisor) -> None:
    (pod,) = pods(kustomized(starter(advisor, "kubernetes-on-vms", CASES["batch"])))
    assert pod.spec["runtimeClassName"] == "sandbox"


def test_nothing_retired_is_written(advisor: Advisor) -> None:
    for case in CASES.values():
        for path, text in starter(advisor, "kubernetes-on-vms", case).items():
            if not path.endswith(".md"):
                assert "kind: Ingress\n" not in text
                assert "PodSecurityPolicy" not in text
                assert "ReplicationController" not in text
                assert "policy/v1beta1" not in text


def test_open_ends_are_marked_and_in_few_places(advisor: Advisor) -> None:
    files = starter(advisor, "kubernetes-on-vms", CASES["web"])
    pipeline = {"Dockerfile", ".gitlab-ci.yml", ".github/workflows/image.yml"}
    marked = {path for path, text in files.items() if "TODO" in text and not path.endswith(".md")} - pipeline
    assert marked == {
        "overlays/production/kustomization.yaml",
        "cluster/cluster-api.yaml",
        "cluster/etcd-backup.yaml",
        "cluster/flux.yaml",
        "cluster/gateway.yaml",
        "monitoring/alerts.yaml",
        "scripts/deploy.sh",
    }


def test_the_readme_says_what_was_assumed_and_where_each_practice_is(advisor: Advisor) -> None:
    files = starter(advisor, "kubernetes-on-vms", CASES["web"])
    readme = files["README.md"]
    for practice in advisor.knowledge.practices.values():
        assert practice.title in readme
    assert "not in this folder" not in readme
    for path in re.findall(r"`((?:base|overlays|platform|scripts|runbooks|cluster)/[\w./-]+\.\w+)`", readme):
        assert path in files, path


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ({"provisioning": "by-hand"}, "cluster/kubeadm/form.yml"),
        ({"provisioning": "bare-metal-provisioning", "host-os": "talos"}, "cluster/talos/up.sh"),
        ({"provisioning": "cluster-api"}, "cluster/metal3.yaml"),
    ],
)
def test_one_way_to_make_a_bare_metal_cluster(advisor: Advisor, decided: dict[str, str], expected: str) -> None:
    files = filled(advisor, "kubernetes-on-bare-metal", {}, decided)
    ways = {"cluster/kubeadm/form.yml", "cluster/talos/up.sh", "cluster/metal3.yaml"}
    assert ways & set(files) == {expected}
    for path in files:
        if path.endswith(".yaml") and path.startswith("cluster/"):
            load(files[path])


@pytest.mark.parametrize("pattern", [*PATTERNS, "swarm-on-vms", "swarm-on-bare-metal", "kubevirt", "microvm-sandbox"])
def test_the_product_itself_decides_and_writes(advisor: Advisor, pattern: str) -> None:
    """The whole way: answers, verdict with the pattern chosen by a person, later decisions, files."""
    assessment = Assessment(
        knowledge=advisor.knowledge.manifest.version,
        system="Online shop",
        organisation={
            "hosting": Answer(answer=("own-datacentre",)),
            "datacentre-offers": Answer(answer=("openstack",)),
        },
        components={
            "front-end": Component(
                answers={"workload": Answer(answer=("web-or-api",)), "listener": Answer(answer=("http",))},
                override=Override(pattern=pattern, reason="this test"),
            )
        },
    )
    files = {file.path: file for file in advisor.artifacts(assessment)}
    assert "front-end/README.md" in files
    for path, file in files.items():
        assert file.executable == file.text.startswith("#!/bin/"), path
        assert file.why
