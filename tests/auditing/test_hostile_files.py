"""An audit of files that are broken, huge, endless, or point outside: one clear message, bounded time and memory."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.errors import InputError, Problem
from advisor.model.auditing import Audit
from advisor.service import Advisor
from tests.auditing.auditor import of_rule, run
from tests.written_files import write

# Not how fast it is: that it ends.
pytestmark = pytest.mark.timeout(120)

SERVICE = "services:\n  web:\n    image: nginx\n"
BOMB = "a: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{step}: &a{step} [{','.join([f'*a{step - 1}'] * 10)}]\n" for step in range(1, 12)
)
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"


def problems(advisor: Advisor, folder: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong, whether or not something else could be read."""
    try:
        return run(advisor, folder, files).problems
    except InputError as error:
        return error.problems


@pytest.mark.parametrize(
    ("files", "line", "words"),
    [
        ({"compose.yaml": "services: ["}, 1, "not valid YAML"),
        ({"compose.yaml": SERVICE + BOMB}, None, "more than 300,000 values"),
        ({"compose.yaml": SERVICE + "x: &x {y: *x}\n"}, 4, "never ends"),
        ({"compose.yaml": SERVICE + "x: " + "[" * 5000}, 4, "nested deeper"),
        ({"compose.yaml": SERVICE + "    extends: web\n"}, 4, "circle"),
        ({"compose.yaml": "include: [a.yaml]\n" + SERVICE, "a.yaml": "include:\n  - compose.yaml\n"}, 2, "circle"),
        ({"compose.yaml": "services: text\n"}, 1, "must be a mapping"),
        ({"compose.yaml": "a\x00b"}, 1, "not text"),
        ({"Dockerfile": "FROM\x00"}, 1, "not text"),
        ({"Dockerfile": "hello\n"}, 1, "no Dockerfile"),
        ({"a.nomad": 'job "a" {\n' + "x = " + "[" * 5000}, 2, "nested too deep"),
        ({"a.service": "[Service]\nnonsense\n"}, 2, "neither"),
        ({"Procfile": "\n"}, 1, "no Procfile"),
        ({".gitlab-ci.yml": "a: &a [*a]\n"}, 1, "never ends"),
        ({".github/workflows/a.yml": "on: [\n"}, None, "not valid YAML"),
        ({"pod.yaml": POD + "spec: {\n"}, None, "not valid YAML"),
        ({"kustomization.yaml": "resources: [a]\n", "a/kustomization.yaml": "resources: [..]\n"}, None, "circle"),
    ],
)
def test_one_clear_message(
    files: Mapping[str, str], line: int | None, words: str, tmp_path: Path, advisor: Advisor
) -> None:
    found = problems(advisor, tmp_path, files)
    assert 1 <= len(found) <= 2
    assert words in str(found[0])
    assert len(str(found[0])) < 1000
    assert line is None or found[0].line == line


def test_a_bomb_takes_no_memory(tmp_path: Path, advisor: Advisor) -> None:
    write(tmp_path, {"compose.yaml": SERVICE + BOMB})
    tracemalloc.start()
    problems(advisor, tmp_path, {})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


ENDLESS = {
    "words in one line": ("Dockerfile", "FROM a\nRUN " + "apt-get install " * 50_000 + "\n"),
    "variables in one line": ("Dockerfile", "FROM a\nENV " + "A=" * 100_000 + "\n"),
    "programs in one command": ("Dockerfile", "FROM a\nCMD " + "a & " * 50_000 + "\n"),
    "instructions": ("Dockerfile", "FROM a\n" + "COPY a b\n" * 20_000),
    "a command": ("compose.yaml", SERVICE + "    command: " + "x & " * 50_000 + "\n"),
    "variables": (
        "compose.yaml",
        SERVICE + "    environment:\n" + "".join(f"      A{n}: ://{'a' * 50}:\n" for n in range(3000)),
    ),
    "builds in one line": ("build.sh", "docker build " * 100_000 + "\n"),
    "options in one line": ("build.sh", "restic -a b " * 30_000 + "\n"),
    "lines": ("build.sh", "docker-compose\n" * 100_000),
    "steps": (".gitlab-ci.yml", "a: {script: [" + "docker build x, " * 5_000 + "]}\n"),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_long_and_many_lines_end(case: str, tmp_path: Path, advisor: Advisor) -> None:
    name, text = ENDLESS[case]
    problems(advisor, tmp_path, {name: text})


def test_a_large_file_is_refused_unread(tmp_path: Path, advisor: Advisor) -> None:
    with (tmp_path / "compose.yaml").open("wb") as stream:
        stream.truncate(500_000_000)
    assert "larger than" in str(problems(advisor, tmp_path, {})[0])


def test_special_files_are_not_opened(tmp_path: Path, advisor: Advisor) -> None:
    os.mkfifo(tmp_path / "compose.yaml")
    (tmp_path / "all.yaml").symlink_to("/dev/zero")
    (tmp_path / "Dockerfile").symlink_to("Dockerfile")
    with pytest.raises(InputError, match="nothing to audit"):
        run(advisor, tmp_path)


def test_nothing_outside_is_read(tmp_path: Path, advisor: Advisor) -> None:
    write(tmp_path, {"outside.yaml": "services: {stolen: {image: postgres, privileged: true}}\n"})
    text = "include: [../outside.yaml]\nservices:\n  web:\n    extends: {file: ../outside.yaml, service: stolen}\n"
    audit = run(advisor, tmp_path / "in", {"compose.yaml": text})
    assert of_rule(audit, "privileged") == []
    assert len([note for note in audit.notes if "outside the given folder" in str(note)]) == 2


def test_what_is_broken_does_not_hide_what_is_not(tmp_path: Path, advisor: Advisor) -> None:
    files = {"compose.yaml": SERVICE, "bad/compose.yaml": "services: [", "k/d.yaml": POD + "x: [\n"}
    files |= {"chart/templates/x.yaml": "a: {{ .Values.x }}\n", "tsconfig.json": "{ // comment\n}"}
    audit = run(advisor, tmp_path, files)
    assert of_rule(audit, "moving-tag")
    assert len(audit.problems) == 2
    assert [Path(file).name for file, _ in audit.skipped] == ["x.yaml"]


def test_nothing_in_a_file_steers_the_terminal(tmp_path: Path, advisor: Advisor) -> None:
    from advisor.service.auditing import audit_report

    text = 'services: {"\\e[31mred": {image: "nginx:\\e]0;x\\a", privileged: true, extends: "\\e[2J"}}\n'
    audit: Audit = run(advisor, tmp_path, {"compose.yaml": text})
    assert audit.findings
    for form in ("text", "json", "sarif"):
        assert "\x1b" not in audit_report(advisor, audit, form)
    assert "\x1b" not in "".join(map(str, (*audit.notes, *audit.problems)))
