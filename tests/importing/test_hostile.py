"""Files that are broken, huge, endless, or point outside: one clear message with its line, and quickly."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.__main__ import main
from advisor.errors import InputError
from advisor.reading.hcl import read_hcl
from advisor.reading.yaml_text import read_yaml
from advisor.service import Advisor
from tests.importing.importer import answers, run
from tests.written_files import write

# Not how fast it is: that it ends.
pytestmark = pytest.mark.timeout(120)

BOMB = "a: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{step}: &a{step} [{','.join([f'*a{step - 1}'] * 10)}]\n" for step in range(1, 12)
)
SERVICE = "services:\n  web:\n    image: nginx\n"
CHAIN = "".join(f"  s{step}: {{extends: {{service: s{step + 1}}}}}\n" for step in range(500))
DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"


@pytest.mark.parametrize(
    ("files", "line", "words"),
    [
        ({"compose.yaml": "services: ["}, 1, "not valid YAML"),
        ({"compose.yaml": SERVICE + BOMB}, None, "more than 300,000 values"),
        ({"compose.yaml": SERVICE + "x: &x {y: *x}\n"}, 4, "never ends"),
        ({"compose.yaml": SERVICE + "x: &x\n  <<: *x\n"}, 5, "never ends"),
        ({"compose.yaml": SERVICE + "x: " + "[" * 5000}, 4, "nested deeper"),
        ({"compose.yaml": SERVICE + "x: " + "{a: " * 5000}, 4, "nested deeper"),
        ({"compose.yaml": SERVICE + "x: *nowhere\n"}, 4, "no anchor"),
        ({"compose.yaml": SERVICE + "    command: ${A\n"}, 4, "not closed"),
        ({"compose.yaml": SERVICE + "    command: " + "${A:-" * 60 + "}" * 60 + "\n"}, 4, "too deep"),
        ({"compose.yaml": SERVICE + "    extends: web\n"}, 4, "circle"),
        ({"compose.yaml": "services:\n" + CHAIN + "  s500: {image: x}\n"}, None, "too far"),
        ({"compose.yaml": "include: [a.yaml]\n" + SERVICE, "a.yaml": "include:\n  - compose.yaml\n"}, 2, "circle"),
        ({"compose.yaml": "services: text\n"}, 1, "must be a mapping"),
        ({"compose.yaml": "services:\n  web: text\n"}, 2, "must be a mapping"),
        ({"compose.yaml": "- a\n"}, 1, "no Compose file"),
        ({"compose.yaml": "a\x00b"}, 1, "not text"),
        ({"Dockerfile": "FROM\x00"}, 1, "not text"),
        ({"Dockerfile": "hello\n"}, 1, "no Dockerfile"),
        ({"a.nomad": 'job "a" {\n' + "x = " + "[" * 5000}, 2, "nested too deep"),
        ({"a.nomad": "{" * 5000}, 1, "a name is expected"),
        ({"a.service": "[Service]\nnonsense\n"}, 2, "neither"),
        ({"Procfile": "\n"}, 1, "no Procfile"),
        ({"kustomization.yaml": "resources: [a]\n", "a/kustomization.yaml": "resources: [..]\n"}, None, "circle"),
    ],
)
def test_one_clear_message(
    files: Mapping[str, str], line: int | None, words: str, tmp_path: Path, advisor: Advisor
) -> None:
    with pytest.raises(InputError) as caught:
        run(advisor, tmp_path, files)
    assert len(caught.value.problems) <= 2
    assert words in str(caught.value)
    assert len(str(caught.value)) < 2000
    if line is not None:
        assert caught.value.problems[0].line == line


def test_aliases_that_multiply_over_documents_and_merges(tmp_path: Path, advisor: Advisor) -> None:
    merges = "x0: &x0 {a: 1}\n" + "".join(
        f"x{step}: &x{step} {{b{step}: [*x{step - 1}, *x{step - 1}, *x{step - 1}, *x{step - 1}]}}\n"
        for step in range(1, 20)
    )
    with pytest.raises(InputError, match="values"):
        run(advisor, tmp_path, {"compose.yaml": merges + SERVICE})


def test_includes_that_double_are_read_once(tmp_path: Path, advisor: Advisor) -> None:
    files = {"compose.yaml": "include: [i0.yaml]\n"}
    files |= {f"i{step}.yaml": f"include: [i{step + 1}.yaml, i{step + 1}.yaml]\n" for step in range(30)}
    files["i30.yaml"] = SERVICE
    assert [one.name for one in run(advisor, tmp_path, files).components] == ["web"]


def test_kustomizations_that_double_are_refused(tmp_path: Path, advisor: Advisor) -> None:
    files = {"k0/kustomization.yaml": "resources: [../k1, ../k1]\n"}
    files |= {f"k{n}/kustomization.yaml": f"resources: [../k{n + 1}, ../k{n + 1}]\n" for n in range(1, 16)}
    files["k16/kustomization.yaml"] = "resources: []\n"
    with pytest.raises(InputError, match="refers to more than"):
        run(advisor, tmp_path, files)


def test_nothing_outside_is_read(tmp_path: Path, advisor: Advisor) -> None:
    write(tmp_path, {"secret.env": "PASSWORD=visible\n", "outside.yaml": "services: {stolen: {image: postgres}}\n"})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "linked.env").symlink_to(tmp_path / "secret.env")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    text = (
        "include: [../outside.yaml, up/outside.yaml]\n"
        "services:\n  web:\n    image: a\n    env_file: [../secret.env, linked.env, /etc/passwd]\n"
        "    extends: {file: ../outside.yaml, service: stolen}\n"
    )
    result = run(advisor, tmp_path / "in", {"compose.yaml": text})
    assert [one.name for one in result.components] == ["web"]
    assert len([note for note in result.notes if "outside the given folder" in str(note)]) >= 5
    assert "secrets" not in answers(result, "web")
    assert "privileges" not in answers(result, "web")  # what it extends is not known, so nothing follows from absence


def test_special_files_are_not_opened(tmp_path: Path, advisor: Advisor) -> None:
    os.mkfifo(tmp_path / "compose.yaml")
    (tmp_path / "all.yaml").symlink_to("/dev/zero")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    with pytest.raises(InputError):
        run(advisor, tmp_path)


def test_a_large_file_is_refused_unread(tmp_path: Path, advisor: Advisor) -> None:
    with (tmp_path / "compose.yaml").open("wb") as stream:
        stream.truncate(500_000_000)
    with pytest.raises(InputError, match="larger than"):
        run(advisor, tmp_path)


def test_what_is_broken_does_not_hide_what_is_not(tmp_path: Path, advisor: Advisor) -> None:
    files = {"compose.yaml": SERVICE, "bad/compose.yaml": "services: [", "k/d.yaml": DEPLOYMENT + "x: [\n"}
    files |= {"chart/templates/x.yaml": "a: {{ .Values.x }}\n", "notes.txt": "x", "values.yaml": "a: 1\n"}
    result = run(advisor, tmp_path, files)
    assert [one.name for one in result.components] == ["web"]
    assert len(result.problems) == 2
    assert {Path(file).name for file, _ in result.skipped} == {"x.yaml", "values.yaml"}
    assert result.others == 1


@pytest.mark.parametrize(
    "text", ["/*" * 50_000, "a = " + "(" * 50_000, '"', "a = <<X\n", "=", "x" * 500_000, "a=[" * 9000]
)
def test_hcl_ends(text: str) -> None:
    try:
        read_hcl(text, "a.nomad")
    except InputError as error:
        assert error.problems[0].line >= 1


def test_yaml_with_tags_makes_no_objects() -> None:
    node = read_yaml("a: !!python/object/apply:os.system [false]\nb: !include x\n", "a")[0]
    assert node.at("a").items[0].text == "false"
    assert node.at("b").tag == "!include"


def test_nothing_in_a_file_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'services: {"\\e[31mred": {image: "nginx\\e]0;x\\a", extends: "\\e[2J"}}\n'
    write(tmp_path, {"compose.yaml": text})
    assert main(["import", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err


@pytest.mark.parametrize("arguments", [["nowhere"], ["nowhere", "--json"], ["."]])
def test_the_command_says_what_is_wrong(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["import", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("advisor: ")
