"""What providers say about their own formats: cfn-lint, botocore's ECS, Google's Cloud Run; and our promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from artifacts.static.check import Check, Files, folder_says, named
from artifacts.static.formats import documents


def _is_cloudformation(path: str, text: str) -> bool:
    return path.endswith(".yaml") and "AWSTemplateFormatVersion" in text


def _cloudformation(path: str, files: Files) -> Iterator[str]:
    needed = {name: text for name, text in files.items() if name.startswith("src/")} | {path: files[path]}
    said = folder_says(needed, "cfn-lint", "-r", "eu-central-1", "--format", "parseable", "-t", path)
    yield from said.splitlines()[:3]
    text = files[path]
    if "AWS::ECS::TaskDefinition" in text:
        for promise in (
            "ReadonlyRootFilesystem: true",
            r"Drop: \[ALL\]|- ALL",
            "HealthCheck:|HealthCheckPath:",
            "StopTimeout:",
            'User: "?10001',
            "MemoryReservation|Memory:",
            "Rollback: true",
            "LogConfiguration:",
            "AssignPublicIp: DISABLED",
            "NetworkMode: awsvpc",
            "@sha256",
            "ValueFrom:",
        ):
            of_a_service = promise.startswith(("HealthCheck", "Rollback")) and "AWS::ECS::Service" not in text
            if not re.search(promise, text) and not of_a_service:
                yield f"no {promise}"
    if re.search(r"Resource: ['\"]?\*['\"]?$", text, re.MULTILINE) and "Action: ['\"]?\\*" in text:
        yield "may do everything"
    if re.search(r"CidrIp: 0\.0\.0\.0/0", text.split("SecurityGroupEgress")[0]):
        yield "open to the world"


def _cloud_run(path: str, files: Files) -> Iterator[str]:
    text, (thing,) = files[path], documents(files[path])
    template = thing["spec"]["template"]
    if thing["apiVersion"] not in ("serving.knative.dev/v1", "run.googleapis.com/v1"):
        yield f"no such version: {thing['apiVersion']}"
    for promise in ("@sha256:", "serviceAccountName:", "limits:", "memory:", "cpu:"):
        if promise not in text:
            yield f"no {promise}"
    if thing["kind"] == "Service":
        for promise in ("startupProbe:", "livenessProbe:", "maxScale", "containerConcurrency:", "timeoutSeconds:"):
            if promise not in text:
                yield f"no {promise}"
        ports = {
            port["containerPort"] for container in template["spec"]["containers"] for port in container.get("ports", [])
        }
        probed = {int(port) for port in re.findall(r"^ *port: (\d+)", text, re.MULTILINE)}
        if probed - ports:
            yield f"probes a port that nothing opens: {probed - ports}"


def _container_app(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    for promise in (
        "@sha256:",
        "probes:",
        "type: Liveness",
        "type: Readiness|type: Startup",
        "maxReplicas:",
        "minReplicas:",
        "cpu:",
        "memory:",
        "allowInsecure: false",
        "identity:",
        "terminationGracePeriodSeconds:",
    ):
        if not re.search(promise, text) and "ingress:" in text:
            yield f"no {promise}"


def _bicep(path: str, files: Files) -> Iterator[str]:
    text = re.sub(r"//.*", "", files[path])
    if text.count("{") != text.count("}") or text.count("[") != text.count("]") or text.count("'") % 2:
        yield "a bracket or a quote is not closed"
    declared = set(re.findall(r"^(?:param|var|resource|module) (\w+)", text, re.MULTILINE))
    for name in declared:
        if len(re.findall(rf"\b{name}\b", text)) < 2 and f"resource {name} " not in text:
            yield f"nothing uses {name}"
    for promise in (
        "httpsOnly: true",
        "minTlsVersion: '1.",
        "ftpsState: 'Disabled'",
        "healthCheckPath:",
        "alwaysOn: true",
        "SystemAssigned",
    ):
        if not re.search(promise, text):
            yield f"no {promise}"


CHECKS = (
    Check("cfn-lint", _is_cloudformation, _cloudformation, needs="cfn-lint"),
    Check("our rules", lambda path, _: path.startswith("cloud-run/") and path.endswith(".yaml"), _cloud_run),
    Check("our rules", lambda path, _: path == "container-apps/app.yaml", _container_app),
    Check("our rules", named(".bicep"), _bicep),
)
