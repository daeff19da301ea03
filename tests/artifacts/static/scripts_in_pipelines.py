"""What a pipeline's schema does not read: its scripts, its variables, and what one job hands to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from artifacts.static.check import Check, Files, folder_says, named
from artifacts.static.formats import documents

_OF_GITLAB = {
    "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH", "CI_PIPELINE_SOURCE", "CI_JOB_ID", "CI_JOB_TOKEN", "CI_REGISTRY",
    "CI_REGISTRY_USER", "CI_REGISTRY_PASSWORD", "CI_REGISTRY_IMAGE", "CI_COMMIT_SHA", "CI_COMMIT_TIMESTAMP",
    "CI_COMMIT_TAG", "CI_PROJECT_DIR", "CI_PROJECT_ID", "CI_PROJECT_NAME", "CI_PROJECT_PATH", "CI_API_V4_URL",
    "CI_PIPELINE_ID", "CI_COMMIT_SHORT_SHA", "CI_SERVER_URL", "CI_PROJECT_URL",
}  # fmt: skip
_OF_A_SHELL = re.compile(r"(HOME|PWD|PATH|TMPDIR|USER|HOSTNAME|GITHUB_\w+|RUNNER_\w+|CI|OLDPWD)")
_ACTIONS = {
    "actions/checkout": {"persist-credentials", "fetch-depth", "ref", "path", "submodules"},
    "actions/upload-artifact": {
        "name",
        "path",
        "if-no-files-found",
        "retention-days",
        "compression-level",
        "overwrite",
    },
    "actions/download-artifact": {"name", "path", "pattern", "merge-multiple", "artifact-ids"},
}


def _gitlab(path: str, files: Files) -> Iterator[str]:
    pipeline = documents(files[path])[0]
    for name in sorted(set(re.findall(r"\$\{?(CI_\w+)", files[path])) - _OF_GITLAB):
        yield f"GitLab has no {name}"
    for condition in re.findall(r"(?m)^ *- if: (.*)$", files[path]):
        if condition.count('"') % 2:
            yield f"a quote stays open: {condition}"
    known = set(pipeline.get("variables", {})) | _OF_GITLAB | set(re.findall(r"\b([A-Za-z_]\w*)=", files[path]))
    for title, job in pipeline.items():
        if isinstance(job, dict) and "script" in job:
            yield from _script(title, job, known | set(job.get("variables", {})) | set(job.get("id_tokens", {})))


def _script(title: str, job: dict[str, Any], known: set[str]) -> Iterator[str]:
    lines = [line for part in ("before_script", "script", "after_script") for line in job.get(part, [])]
    text = "#!/bin/sh\n" + "\n".join(lines) + "\n"
    said = folder_says({"script": text}, "shellcheck", "--exclude=SC1091,SC2154", "--format=gcc", "script")
    yield from (f"{title}: {line}" for line in said.splitlines()[:2])
    yield from _unset(title, text, known)
    yield from _open_container(title, text)


def _github(path: str, files: Files) -> Iterator[str]:
    for number, line in enumerate(files[path].splitlines(), start=1):
        if re.fullmatch(r" *(- )?run:", line):
            yield f"{number}: its lines would become one"
    workflow = documents(files[path])[0]
    uploaded: set[str] = set()
    for title, job in workflow.get("jobs", {}).items():
        for step in job.get("steps", []):
            known = set(workflow.get("env", {})) | set(job.get("env", {})) | set(step.get("env", {}))
            run = step.get("run", "")
            yield from _unset(title, run, known | set(re.findall(r"\b([A-Za-z_]\w*)=", run)))
            yield from _open_container(title, run)
            yield from _inputs(step, uploaded)


def _inputs(step: dict[str, Any], uploaded: set[str]) -> Iterator[str]:
    action = str(step.get("uses", "")).partition("@")[0]
    given = step.get("with", {})
    if action and action not in _ACTIONS:
        yield f"an action that nobody looked at: {action}"
    for name in set(given) - _ACTIONS.get(action, set(given)):
        yield f"{action} does not know {name}"
    if not isinstance(given.get("retention-days", 1), int):
        yield f"retention-days is not a number: {given['retention-days']}"
    if action == "actions/checkout" and given.get("persist-credentials") is not False:
        yield "leaves its credentials behind"
    if action == "actions/upload-artifact":
        uploaded.add(str(given.get("name")))
        if " " in str(given.get("path", " ")).strip() or not given.get("path"):
            yield f"not a path for each line: {given.get('path')}"
    if action == "actions/download-artifact" and given.get("name") not in uploaded:
        yield f"fetches {given.get('name')}, which nobody hands on"


def _unset(title: str, text: str, known: set[str]) -> Iterator[str]:
    shell = re.sub(r"\$\{\{.*?\}\}", "", re.sub(r"'[^']*'", "", text))
    for name in sorted(set(re.findall(r"\$\{?([A-Z][A-Z_]{2,}\w*)", shell)) - known):
        if not _OF_A_SHELL.fullmatch(name):
            yield f"{title}: nothing sets {name}"


def _open_container(title: str, text: str) -> Iterator[str]:
    """A candidate is tried with the rights that it will have."""
    for command in re.findall(r"docker run --detach[^\n]*", text.replace("\\\n", " ")):
        for right in ("--read-only", "--cap-drop ALL"):
            if right not in command:
                yield f"{title}: tries the image without {right}"
    if "docker" in text and "stop --time" in text and "docker run --detach" not in text:
        yield f"{title}: stops what nobody started"


CHECKS = (
    Check("our rules", named(".gitlab-ci.yml"), _gitlab, needs="shellcheck"),
    Check("our rules", lambda path, _: path.startswith(".github/workflows/"), _github),
)
