"""`advisor audit` from the shell: formats, exit codes, and nothing on the wrong stream."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.__main__ import main
from tests.written_files import write

FILES = {
    "shop/compose.yaml": (
        "services:\n  web:\n    build: .\n    ports:\n      - 8080:8080\n"
        "  db:\n    image: postgres:17\n    ports:\n      - '5432:5432'\n"
    ),
    "shop/Dockerfile": "FROM alpine:3.23\nCMD shop --serve\n",
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write(tmp_path, FILES))
    return tmp_path


def test_text_names_place_reason_change_and_source(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "shop", "--no-tools"]) == 0
    shown = capsys.readouterr().out
    assert "error: A data store open to the network  (store-open-to-all)" in shown
    assert "shop/compose.yaml:9  service db: " in shown
    assert "  why   Docker opens the port" in shown
    assert "  from  Docker documentation" in shown
    assert "+      - '127.0.0.1:5432:5432'" in shown
    assert shown.index("error: ") < shown.index("warning: ") < shown.index("note: ")


@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warning", 1), ("note", 1)])
def test_fail_on_what_is_there(severity: str, code: int, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "shop", "--no-tools", "--fail-on", severity]) == code


def test_fail_on_more_than_is_there(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "shop" / "compose.yaml").unlink()
    assert main(["audit", "shop", "--no-tools", "--fail-on", "error"]) == 0
    assert main(["audit", "shop", "--no-tools", "--fail-on", "warning"]) == 1


def test_json_has_everything(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "shop", "--no-tools", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    one = next(one for one in data["findings"] if one["rule"] == "store-open-to-all")
    assert one["file"] == "shop/compose.yaml"
    assert (one["line"], one["severity"], one["practice"]) == (9, "error", "publish-little")
    assert one["because"] and one["change"] and one["sources"][0]["url"].startswith("https://")
    assert sum(data["counts"].values()) == len(data["findings"])
    assert data["read"] == ["shop/Dockerfile", "shop/compose.yaml"]


@pytest.mark.skipif(shutil.which("patch") is None, reason="not here: patch")
def test_the_whole_diff_applies_until_nothing_mechanical_is_left(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(4):
        assert main(["audit", "shop", "--no-tools", "--format", "diff"]) == 0
        diff = capsys.readouterr().out
        if not diff:
            break
        done = subprocess.run(["patch", "-p1", "--fuzz=0"], input=diff, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
    assert diff == ""
    main(["audit", "shop", "--no-tools", "--json"])
    rules = {one["rule"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert not rules & {"store-open-to-all", "open-to-all", "shell-form-command", "no-stop-signal", "no-stop-time"}


def test_standard_input(shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n  containers: [{image: 'a:1'}]\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["audit", "-", "--json"]) == 0
    found = {(one["rule"], one["file"], one["line"]) for one in json.loads(capsys.readouterr().out)["findings"]}
    assert ("host-namespace", "stdin", 5) in found


def test_a_broken_file_is_told_and_the_others_are_checked(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(shop, {"shop/more/compose.yaml": "services: ["})
    assert main(["audit", "shop", "--no-tools"]) == 2
    captured = capsys.readouterr()
    assert "store-open-to-all" in captured.out
    assert "advisor: shop/more/compose.yaml:1: not valid YAML" in captured.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "there is no such file or folder"),
        (["shop", "--fail-on", "warnings"], "did you mean `warning`?"),
        (["shop", "--format", "xml"], "--format cannot be `xml`"),
        (["shop", "--json", "--format", "sarif"], "do not go together"),
        (["empty"], "has nothing to audit"),
        (["notes.txt"], "is of no kind that is audited"),
    ],
)
def test_wrong_calls(arguments: list[str], words: str, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "empty").mkdir()
    write(shop, {"notes.txt": "nothing here\n"})
    assert main(["audit", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err


def test_hadolint_helps_where_it_is_installed_and_is_named(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = shop / "hadolint"
    answer = json.dumps([{"line": 1, "code": "DL9999", "level": "error", "message": "a\x1b[31m fault"}])
    program.write_text(
        f"#!/bin/sh\n[ $1 = --version ] && echo hadolint 9 && exit\ncat >/dev/null\ncat <<'E'\n{answer}\nE\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shop}:/usr/bin:/bin")
    assert main(["audit", "shop"]) == 0
    shown = capsys.readouterr().out
    assert "(hadolint-dl9999)" in shown
    assert "checked by hadolint 9" in shown
    assert "\x1b" not in shown
    assert main(["audit", "shop", "--no-tools"]) == 0
    assert "hadolint" not in capsys.readouterr().out


def test_hadolint_that_fails_is_told(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = shop / "hadolint"
    program.write_text("#!/bin/sh\necho nonsense\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shop}:/usr/bin:/bin")
    assert main(["audit", "shop"]) == 0
    assert "hadolint gave no answer" in capsys.readouterr().err


def test_files_of_windows_get_no_diff_that_would_not_apply(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shop / "shop" / "compose.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["audit", "shop/compose.yaml", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["findings"]
    assert not any(one["diff"] for one in data["findings"])
