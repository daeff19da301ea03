"""Compose: what a service shows, key by key, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.model.assessment import Confidence
from advisor.service import Advisor
from tests.importing.importer import answers, check_evidence, lines, run

SHOP = """\
x-base: &base
  restart: always
services:
  web:
    <<: *base
    build: .
    ports: ["8080:8080"]
    environment: {DATABASE: "postgres://db:5432/shop", SECRET_KEY: x}
    volumes: [media:/media]
    healthcheck: {test: curl -f localhost:8080, start_period: 90s}
  worker:
    build: .
    command: celery -A shop worker
    volumes: ["media:/media:ro"]
  db:
    image: postgres:17-alpine
    volumes: [data:/var/lib/postgresql/data]
  cache:
    image: bitnami/redis
  agent:
    image: example.org/agent
    privileged: true
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
    deploy: {resources: {limits: {cpus: "16"}, reservations: {devices: [{capabilities: [gpu]}]}}}
volumes: {media: {}, data: {}}
"""


def test_compose(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"compose.yaml": SHOP, "Dockerfile": "FROM python:3.13-slim\nCMD gunicorn shop\n"})
    check_evidence(result)
    web = answers(result, "web")
    assert (web["workload"], web["listener"], web["state"]) == ("web-or-api", "http", "shared-files")
    assert (web["startup"], web["restart"], web["runs-as"]) == ("under-five-minutes", "clean", "containers-on-hosts")
    assert (web["source-knowledge"], web["secrets"], web["file-sharing"]) == ("in-house", "few-static", "many-readers")
    assert lines(result, "web", "restart") == [2]  # where the anchor says it
    assert answers(result, "worker")["workload"] == "worker"
    db = answers(result, "db")
    assert (db["workload"], db["state"], db["file-sharing"]) == ("data-store", "durable-data", "one-writer")
    assert (db["listener"], db["addressing"], db["operating-system"]) == ("tcp", "dns", "linux")
    assert answers(result, "cache")["state"] == "sessions"
    agent = answers(result, "agent")
    assert agent["privileges"] == "near-root"
    assert agent["special-hardware"] == "gpu+large-instance"
    assert [(one.source, one.target) for one in result.connections] == [("web", "db")]


def test_what_files_cannot_show_is_left_out(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"compose.yaml": SHOP})
    for one in result.components:
        asked = {answer.question for answer in one.answers}
        assert not asked & {
            "release-cadence",
            "sensitivity",
            "tenancy",
            "traffic",
            "volume",
            "data-location",
            "latency",
        }


def test_a_port_of_which_nothing_is_known_leaves_the_listener_open(tmp_path: Path, advisor: Advisor) -> None:
    result = run(
        advisor, tmp_path, {"compose.yaml": "services:\n  a:\n    image: x/y\n    ports: ['80:80', '7123:7123']\n"}
    )
    assert "listener" not in answers(result, "a")
    assert "7123" in result.components[0].remarks[0][1]


@pytest.mark.parametrize(
    ("service", "question", "expected"),
    [
        ("ports: ['53:53/udp', '80:80']", "listener", "http+udp"),
        ("ports: ['10000-10100:10000-10100/udp']", "listener", "many-ports+udp"),
        ("labels: [traefik.http.routers.a.rule=Host(`x`)]", "listener", "http"),
        ("network_mode: host", "privileges", "host-access"),
        ("cap_add: [SYS_ADMIN]", "privileges", "near-root"),
        ("cap_add: [NET_BIND_SERVICE]", "privileges", "ordinary"),
        ("devices: [/dev/ttyUSB0]", "special-hardware", "device"),
        ("platform: windows/amd64", "operating-system", "windows"),
        ("deploy: {update_config: {order: start-first}}", "update-window", "none"),
        ("deploy: {update_config: {order: start-first}}", "runs-as", "orchestrated"),
        ("volumes: ['./data:/data']", "state", "local-files"),
        ("volumes: ['./my.conf:/etc/my.conf:ro']", "state", None),
        ("volumes: ['/cache']", "state", None),
        ("deploy: {replicas: 3}", "scaling", None),
    ],
)
def test_one_key_of_compose(
    service: str, question: str, expected: str | None, tmp_path: Path, advisor: Advisor
) -> None:
    result = run(advisor, tmp_path, {"compose.yaml": f"services:\n  a:\n    image: example.org/a\n    {service}\n"})
    assert answers(result, "a").get(question) == expected


def test_names_are_made_legal_and_that_is_said(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"compose.yaml": "services: {My_App: {image: a}, my.app: {image: b}}\n"})
    assert [(one.name, one.written) for one in result.components] == [("my-app", "My_App"), ("my-app-2", "my.app")]


def test_only_the_end_of_an_image_s_name_is_a_guess(tmp_path: Path, advisor: Advisor) -> None:
    result = run(advisor, tmp_path, {"compose.yaml": "services: {a: {image: example.org/team/postgres}}\n"})
    workload = next(one for one in result.components[0].answers if one.question == "workload")
    assert (workload.answer, workload.confidence) == (("data-store",), Confidence.GUESS)
