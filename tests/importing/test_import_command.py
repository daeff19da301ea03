"""`advisor import`: what the files show and nothing else, with the file and line of every answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.__main__ import main
from advisor.model.assessment import Origin
from advisor.service import Advisor

COMPOSE = """services:
  web:
    image: nginx:1.29
    ports: ["8080:80"]
    depends_on: [db]
  db:
    image: postgres:18
    volumes: [data:/var/lib/postgresql/data]
volumes: {data: {}}
"""


def imported(folder: Path, text: str) -> Path:
    (folder / "compose.yaml").write_text(text, "utf-8")
    target = folder / "shop.yaml"
    assert main(["import", str(folder), "--output", str(target)]) == 0
    return target


def test_a_compose_file_becomes_an_assessment_with_evidence(tmp_path: Path, advisor: Advisor) -> None:
    made = advisor.read(imported(tmp_path, COMPOSE))
    assert set(made.components) == {"web", "db"}
    assert made.components["db"].answers["workload"].answer == ("data-store",)
    assert made.components["db"].answers["state"].answer == ("durable-data",)
    assert made.components["web"].answers["listener"].answer == ("http",)
    for component in made.components.values():
        for answer in component.answers.values():
            assert answer.origin is Origin.IMPORTED
            assert answer.evidence is not None
            assert "compose.yaml:" in answer.evidence


def test_what_a_person_answered_stays(tmp_path: Path, advisor: Advisor) -> None:
    target = imported(tmp_path, COMPOSE)
    text = target.read_text("utf-8") + "  # reviewed\n"
    target.write_text(text.replace("answers:\n", "answers:\n      release-cadence: daily\n", 1), "utf-8")
    imported(tmp_path, COMPOSE)
    assert advisor.read(target).components["web"].answers["release-cadence"].answer == ("daily",)


@pytest.mark.parametrize(
    "text",
    [
        "services: [",
        "a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nservices: {web: {image: x, command: *c}}\n",
        "services: {web: {extends: {service: web}}}\n",
        "include: [compose.yaml]\nservices: {web: {image: x}}\n",
        "services:\n  web: {image: x, volumes: [../../../etc:/etc], env_file: ../../../etc/passwd}\n",
        "services: nothing\n",
    ],
)
def test_hostile_files_never_end_in_a_traceback(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "compose.yaml").write_text(text, "utf-8")
    assert main(["import", str(tmp_path), "--output", str(tmp_path / "out.yaml")]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err
