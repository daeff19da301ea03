"""What may stay needs a reason and a name that exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.service import Advisor
from advisor.service.auditing import audit_files
from tests.auditing.auditor import of_rule, run
from tests.written_files import write

SOCKET = "      - /var/run/docker.sock:/var/run/docker.sock"
COMPOSE = "services:\n  proxy:\n    image: example.org/proxy:1.2\n    volumes:\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "  # advisor: allow engine-socket because it reads container labels only"),
        ("      # advisor: allow engine-socket because it reads container labels only\n", ""),
        ("      # advisor: allow run-as-non-root because the whole host is thrown away each night\n", ""),
        ("      # advisor: allow engine-socket, host-folder because both are in a test machine\n", ""),
    ],
)
def test_a_reason_on_the_line_or_above_it(before: str, after: str, advisor: Advisor, tmp_path: Path) -> None:
    audit = run(advisor, tmp_path, {"compose.yaml": f"{COMPOSE}{before}{SOCKET}{after}\n"})
    assert of_rule(audit, "engine-socket") == []
    assert [one.finding.rule for one in audit.allowed] == ["engine-socket"]
    assert audit.problems == ()


def test_at_the_top_it_speaks_of_the_whole_file_and_of_no_other(advisor: Advisor, tmp_path: Path) -> None:
    top = "# advisor: allow engine-socket because this host is thrown away\n"
    files = {"a/compose.yaml": f"{top}{COMPOSE}{SOCKET}\n", "b/compose.yaml": f"{COMPOSE}{SOCKET}\n"}
    audit = run(advisor, tmp_path, files)
    assert [Path(one.file).parent.name for one in of_rule(audit, "engine-socket")] == ["b"]


def test_a_comment_elsewhere_allows_nothing(advisor: Advisor, tmp_path: Path) -> None:
    text = "services:\n  # advisor: allow engine-socket because of that\n  proxy:\n" + COMPOSE.partition("proxy:\n")[2]
    audit = run(advisor, tmp_path, {"compose.yaml": f"{text}{SOCKET}\n"})
    assert len(of_rule(audit, "engine-socket")) == 1
    assert [note.line for note in audit.notes if "not found there" in note.message] == [2]


@pytest.mark.parametrize(
    "comment", ["allow engine-socket", "allow engine-socket because", "allow", "allow because why"]
)
def test_without_a_reason_it_counts_for_nothing_and_is_an_error(comment: str, advisor: Advisor, tmp_path: Path) -> None:
    audit = run(advisor, tmp_path, {"compose.yaml": f"{COMPOSE}      # advisor: {comment}\n{SOCKET}\n"})
    assert len(of_rule(audit, "engine-socket")) == 1
    [problem] = audit.problems
    assert (problem.line, "without a reason" in problem.message) == (5, True)


def test_an_unknown_name_is_an_error_with_the_nearest_one(advisor: Advisor, tmp_path: Path) -> None:
    comment = "      # advisor: allow engine-sockets because it reads labels only\n"
    audit = run(advisor, tmp_path, {"compose.yaml": f"{COMPOSE}{comment}{SOCKET}\n"})
    [problem] = audit.problems
    assert (problem.line, "did you mean `engine-socket`?" in problem.message) == (5, True)


def test_a_file_allows_where_there_are_no_comments(advisor: Advisor, tmp_path: Path) -> None:
    task = '{"family": "shop", "containerDefinitions": [{"name": "shop", "image": "a:1", "privileged": true}]}'
    write(tmp_path, {"deploy/task.json": task, "other/task.json": task})
    allow = tmp_path / "allow.yml"
    allow.write_text("- allow: privileged\n  in: deploy/*.json\n  because: it formats disks\n")
    audit = audit_files(advisor, [tmp_path / "deploy", tmp_path / "other"], allowed=allow, tools=False)
    assert [Path(one.file).parent.name for one in of_rule(audit, "privileged")] == ["other"]
    assert [one.reason for one in audit.allowed] == ["it formats disks"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- allow: privileged\n", "without a reason"),
        ("- allow: priviledged\n  because: of that\n", "did you mean `privileged`?"),
        ("- {allow: privileged, becuse: x}\n", "must be a list of entries"),
        ("text\n", "must be a list of entries"),
        ("- [\n", "not valid YAML"),
    ],
)
def test_a_wrong_file_of_allowances_is_an_error(text: str, words: str, advisor: Advisor, tmp_path: Path) -> None:
    from advisor.errors import InputError

    write(tmp_path, {"compose.yaml": f"{COMPOSE}{SOCKET}\n", "allow.yml": text})
    try:
        problems = audit_files(advisor, [tmp_path], allowed=tmp_path / "allow.yml", tools=False).problems
    except InputError as error:
        problems = error.problems
    assert words in str(problems[0])
    assert problems[0].line >= 1
