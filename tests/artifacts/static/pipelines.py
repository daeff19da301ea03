"""The image and its pipelines, read by hadolint, actionlint, zizmor and the published schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from artifacts.static.check import Check, Files, folder_says, named
from artifacts.static.formats import documents


def _is_workflow(path: str, _: str) -> bool:
    return path.startswith(".github/workflows/")


def _dockerfile(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    yield from folder_says({path: text}, "hadolint", "--no-color", path).splitlines()
    for line in re.findall(r"^(?:ARG \w*IMAGE\S*=|FROM )(\S+)", text, re.MULTILINE):
        if not line.startswith("${") and not re.search(r"@sha256:[0-9a-f]{64}$", line) and "/" in line:
            yield f"not by digest: {line}"
    if re.search(r"^FROM scratch$", text, re.MULTILINE) and "/disk" in text:
        return  # the disk of a virtual machine: nothing in it is started by a container engine
    users = re.findall(r"^USER (\S+)$", text, re.MULTILINE)
    if not users or users[-1] != "10001:10001":
        yield "runs as root"
    for promise in ("ENTRYPOINT [", "HEALTHCHECK ", "STOPSIGNAL SIGTERM"):
        if promise not in text:
            yield f"no {promise.split()[0]}"
    started = list(re.findall(r"^ARG (\w+)", text, re.MULTILINE))
    for name in set(re.findall(r"\$\{?([A-Z_]+)\}?", text)) - set(started) - set(re.findall(r"^ENV (\w+)", text, re.M)):
        yield f"no value for {name}"


def _workflow(path: str, files: Files) -> Iterator[str]:
    here = {path: files[path]}
    yield from folder_says(here, "actionlint", "-no-color", "-oneline", path).splitlines()
    yield from folder_says(here, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", path).splitlines()[
        :3
    ]
    yield from _pinned(files[path])
    for name, job in documents(files[path])[0].get("jobs", {}).items():
        if "timeout-minutes" not in job:
            yield f"the job {name} may run for ever"
        if "permissions" not in job and "permissions" not in documents(files[path])[0]:
            yield f"the job {name} has every permission"


def _zizmor(path: str, files: Files) -> Iterator[str]:
    said = folder_says({path: files[path]}, "zizmor", "--offline", "--quiet", "--format", "plain", path)
    yield from said.splitlines()[:1]


def _gitlab(path: str, files: Files) -> Iterator[str]:
    here = {path: files[path]}
    yield from folder_says(here, "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", path).splitlines()[:3]
    yield from _pinned(files[path])
    pipeline = documents(files[path])[0]
    jobs = {
        name: job for name, job in pipeline.items() if isinstance(job, dict) and ("script" in job or "stage" in job)
    }
    for name, job in jobs.items():
        if "stage" in job and job["stage"] not in pipeline.get("stages", []):
            yield f"the job {name} is in a stage that does not exist: {job['stage']}"
        for needed in job.get("needs", []):
            if (needed if isinstance(needed, str) else needed["job"]) not in jobs:
                yield f"the job {name} needs one that does not exist"
        for variable in re.findall(r"\$\{?([A-Z]\w+)", str(job.get("image", ""))):
            if variable not in pipeline.get("variables", {}) and not variable.startswith("CI_"):
                yield f"the job {name} uses {variable}, which has no value"


def _pinned(text: str) -> Iterator[str]:
    for action in re.findall(r"uses: (\S+)", text):
        if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action):
            yield f"not pinned: {action}"
    for image in re.findall(r"[a-z0-9-]+\.(?:io|com|org|dev)/[\w./-]+[\w](?:[:@][\w.:-]+)?", text):
        if re.search(r":[\w.-]+$", image) and "@sha256:" not in image:
            yield f"not by digest: {image}"
    for stage in ("scan", "sign", "sbom"):
        if stage not in text.lower():
            yield f"does not {stage}"


CHECKS = (
    Check("hadolint", named("Dockerfile"), _dockerfile, needs="hadolint"),
    Check("actionlint", _is_workflow, _workflow, needs="actionlint"),
    Check("zizmor", _is_workflow, _zizmor, needs="zizmor"),
    Check("GitLab's schema", named(".gitlab-ci.yml"), _gitlab, needs="check-jsonschema"),
)
