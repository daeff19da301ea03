"""Shapes of files that public applications have: each found something here once, said in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.service import Advisor
from tests.auditing.auditor import found, of_rule, run

DEPLOYMENT = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 2\n  template:\n"
    "    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: shop\n"
    "          image: example.org/shop:1.2\n"
)


def test_only_the_folder_that_is_the_hosts_is_found_not_those_beside_it(advisor: Advisor, tmp_path: Path) -> None:
    volumes = "      - /usr/share/app/config:/config\n      - /lib/modules:/lib/modules\n      - data:/data\n"
    audit = run(advisor, tmp_path, {"compose.yaml": f"services:\n  vpn:\n    image: a:1\n    volumes:\n{volumes}"})
    assert [one.line for one in of_rule(audit, "host-folder")] == [6]


def test_a_project_for_tests_is_left_aside_unless_it_is_named(advisor: Advisor, tmp_path: Path) -> None:
    text = "services:\n  sut: {image: example.org/tests}\n"
    audit = run(advisor, tmp_path, {"docker-compose.test.yml": text, "Dockerfile": "FROM a:1\n"})
    assert of_rule(audit, "moving-tag") == []
    assert of_rule(run(advisor, tmp_path / "docker-compose.test.yml"), "moving-tag")


def test_the_official_address_of_distroless_is_not_retired(advisor: Advisor, tmp_path: Path) -> None:
    text = 'FROM gcr.io/distroless/static:nonroot\nENTRYPOINT ["/shop"]\n'
    rules = {rule for rule, _, _ in found(run(advisor, tmp_path, {"Dockerfile": text}))}
    assert not rules & {"retired-product", "root-image"}


def test_an_image_that_only_a_start_can_tell_is_not_judged(advisor: Advisor, tmp_path: Path) -> None:
    compose = "services:\n  a: {image: $SHOP_IMAGE}\n  b: {image: 'shop:${TAG:?}'}\n  c: {image: '${R:-x}/c:${T:-2}'}\n"
    audit = run(advisor, tmp_path, {"compose.yaml": compose, "Dockerfile": "ARG BASE\nFROM $BASE\n"})
    assert of_rule(audit, "moving-tag") == []
    assert [one.line for one in of_rule(audit, "tag-without-digest")] == [4]


def test_a_variant_of_a_project_is_not_blamed_for_what_its_base_says(advisor: Advisor, tmp_path: Path) -> None:
    base = "services:\n  shop:\n    image: shop:1\n    read_only: true\n"
    variant = "services:\n  shop:\n    ports:\n      - '8080:8080'\n"
    audit = run(advisor, tmp_path, {"compose.yaml": base, "docker-compose.prod.yml": variant})
    assert {rule for rule, file, _ in found(audit) if "prod" in file} == {"open-to-all"}


def test_what_an_override_adds_counts(advisor: Advisor, tmp_path: Path) -> None:
    files = {
        "compose.yaml": "services:\n  shop:\n    image: shop:1\n",
        "compose.override.yaml": "services:\n  shop:\n    read_only: true\n    privileged: true\n",
    }
    audit = run(advisor, tmp_path, files)
    assert of_rule(audit, "writable-root") == []
    assert ("privileged", "compose.override.yaml", 4) in found(audit)


def test_a_budget_in_another_file_of_the_folder_counts(advisor: Advisor, tmp_path: Path) -> None:
    budget = (
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: shop}\n"
        "spec:\n  maxUnavailable: 1\n  selector: {matchLabels: {app: shop}}\n"
    )
    alone = run(advisor, tmp_path / "one", {"deployment.yaml": DEPLOYMENT})
    assert [one.line for one in of_rule(alone, "no-disruption-budget")] == [5]
    both = run(advisor, tmp_path / "two", {"deployment.yaml": DEPLOYMENT, "pdb.yaml": budget})
    assert of_rule(both, "no-disruption-budget") == []


def test_what_an_overlay_patches_counts_and_stands_where_it_is_written(advisor: Advisor, tmp_path: Path) -> None:
    patch = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n"
        "      hostNetwork: true\n      containers:\n        - name: shop\n"
        "          resources: {limits: {memory: 1Gi}}\n"
    )
    files = {
        "base/deployment.yaml": DEPLOYMENT,
        "base/kustomization.yaml": "resources: [deployment.yaml]\n",
        "prod/kustomization.yaml": "resources: [../base]\npatches:\n  - path: patch.yaml\n",
        "prod/patch.yaml": patch,
    }
    audit = run(advisor, tmp_path, files)
    assert of_rule(audit, "no-memory-limit") == []
    assert ("host-namespace", "patch.yaml", 7) in found(audit)


@pytest.mark.parametrize(
    ("image", "rule"),
    [
        ("postgres:17", "tag-without-digest"),
        ("registry.example.org:5000/a/b:1", "tag-without-digest"),
        ("registry.example.org:5000/a/b", "moving-tag"),
        ("postgres", "moving-tag"),
        ("a/b:latest", "moving-tag"),
        (f"a:1@sha256:{'0' * 64}", None),
        (f"registry.example.org:5000/a@sha256:{'0' * 64}", None),
    ],
)
def test_names_of_images(image: str, rule: str | None, advisor: Advisor, tmp_path: Path) -> None:
    audit = run(advisor, tmp_path, {"compose.yaml": f"services:\n  a:\n    image: {image}\n"})
    assert {one.rule for one in audit.findings if one.practice == "pin-by-digest"} == ({rule} if rule else set())


@pytest.mark.parametrize("name", ["POSTGRES_PASSWORD", "API_TOKEN", "DJANGO_SECRET_KEY", "db_passwd", "NPM_TOKEN"])
def test_names_of_secrets(name: str, advisor: Advisor, tmp_path: Path) -> None:
    text = f"services:\n  a:\n    image: a:1\n    environment:\n      {name}: abc\n"
    [one] = of_rule(run(advisor, tmp_path, {"compose.yaml": text}), "secret-in-plain-text")
    assert (one.line, one.message) == (5, f"`{name}` has a literal value")


@pytest.mark.parametrize(
    "setting",
    [
        "PASSWORD_FILE: /run/secrets/a",
        "ALLOW_EMPTY_PASSWORD: 'yes'",
        "TOKEN_LIFETIME: 3600",
        "DB_PASSWORD: ${DB_PASSWORD}",
        "DB_PASSWORD: ${DB_PASSWORD:?set it}",
        "DB_PASSWORD:",
        "SECRET_NAME: shop",
        "REQUIRE_TOKEN: 'true'",
        "URL: http://api:8080/",
        "URL: postgres://db:5432/shop",
        "DB_PASSWORD: /run/secrets/db",
    ],
)
def test_what_only_sounds_like_a_secret(setting: str, advisor: Advisor, tmp_path: Path) -> None:
    text = f"services:\n  a:\n    image: a:1\n    environment:\n      {setting}\n"
    rules = {rule for rule, _, _ in found(run(advisor, tmp_path, {"compose.yaml": text}))}
    assert not rules & {"secret-in-plain-text", "default-secret"}


def test_a_secret_is_named_and_never_shown(advisor: Advisor, tmp_path: Path) -> None:
    text = "services:\n  a:\n    image: a:1\n    environment:\n      DB_PASSWORD: hunter22\n"
    for one in run(advisor, tmp_path, {"compose.yaml": text}).findings:
        assert "hunter22" not in f"{one.message}{one.change}{one.because}"


def test_a_job_of_a_cluster_needs_no_probe_and_no_budget(advisor: Advisor, tmp_path: Path) -> None:
    text = (
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate}\nspec:\n  template:\n    spec:\n"
        "      containers: [{name: a, image: 'a:1', ports: [{containerPort: 1}]}]\n"
    )
    rules = {rule for rule, _, _ in found(run(advisor, tmp_path, {"job.yaml": text}))}
    assert not rules & {"no-health-check", "no-disruption-budget", "no-drain"}


def test_a_pipeline_that_only_tests_needs_no_scan(advisor: Advisor, tmp_path: Path) -> None:
    text = "test:\n  script:\n    - docker build -t candidate .\n    - docker run candidate make test\n"
    rules = {rule for rule, _, _ in found(run(advisor, tmp_path, {".gitlab-ci.yml": text}))}
    assert not rules & {"no-scan-in-pipeline", "not-signed"}


def test_a_scan_in_another_workflow_counts(advisor: Advisor, tmp_path: Path) -> None:
    build = "on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t x . && docker push x\n"
    scan = "on: push\njobs:\n  a:\n    steps:\n      - run: grype x --fail-on high\n"
    files = {".github/workflows/build.yml": build, ".github/workflows/scan.yml": scan}
    assert of_rule(run(advisor, tmp_path / "both", files), "no-scan-in-pipeline") == []
    alone = run(advisor, tmp_path / "alone", {".github/workflows/build.yml": build})
    assert [one.line for one in of_rule(alone, "no-scan-in-pipeline")] == [5]


def test_a_drop_in_beside_a_unit_counts(advisor: Advisor, tmp_path: Path) -> None:
    files = {
        "shop.service": "[Service]\nExecStart=/usr/bin/shop\n",
        "shop.service.d/limits.conf": "[Service]\nMemoryMax=1G\nUser=shop\n",
    }
    rules = {rule for rule, _, _ in found(run(advisor, tmp_path, files))}
    assert not rules & {"no-memory-limit", "root-container"}
    assert "privileges-can-grow" in rules


def test_json_manifests_are_checked_and_get_no_diff_in_yaml(advisor: Advisor, tmp_path: Path) -> None:
    text = (
        '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},\n'
        ' "spec": {"containers": [{"name": "a",\n  "image": "a:1"}]}}\n'
    )
    audit = run(advisor, tmp_path, {"pod.json": text})
    assert of_rule(audit, "root-container")
    assert not any(one.diff for one in audit.findings)


def test_a_setting_is_added_where_it_parts_no_comment_from_its_line(advisor: Advisor, tmp_path: Path) -> None:
    text = "services:\n  db:\n    # Tested with 17 only.\n    image: postgres:17.2\n    restart: always\n"
    [one] = of_rule(run(advisor, tmp_path, {"compose.yaml": text}), "store-without-time-to-stop")
    assert one.diff is not None
    added = one.diff.index("+    stop_grace_period")
    assert one.diff.index("image: postgres") < added < one.diff.index("restart: always")
