"""What providers say about their own formats: cfn-lint, botocore's ECS, Google's Cloud Run; and our promises."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from artifacts.static.check import Check, Files, named, program, unkept, warm_says
from artifacts.static.formats import documents


def _is_cloudformation(path: str, text: str) -> bool:
    return path.endswith(".yaml") and "AWSTemplateFormatVersion" in text


def _cloudformation(path: str, files: Files) -> Iterator[str]:
    templates = {name: text for name, text in files.items() if _is_cloudformation(name, text)}
    needed = {name: text for name, text in files.items() if name.startswith("src/")} | templates
    said = warm_says(
        needed,
        "cfn-lint",
        "cfnlint.runner:main",
        "-r",
        "eu-central-1",
        "--format",
        "parseable",
        "-t",
        *sorted(templates),
    )
    yield from [line for line in said.splitlines() if not line.startswith(tuple(templates.keys() - {path}))][:3]
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


_PLAIN = ("Options", "DockerLabels", "DriverOpts")
_ONLY_CLOUDFORMATION = ("Tags",)


def _ecs(path: str, files: Files) -> Iterator[str]:
    """The task and the service as CloudFormation would ask ECS for them."""
    template = documents(files[path])[0]
    kinds = {name: parameter["Type"] for name, parameter in template["Parameters"].items()}
    requests = []
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::ECS::TaskDefinition":
            requests.append(("RegisterTaskDefinition", _request(resource["Properties"], kinds)))
        if resource["Type"] == "AWS::ECS::Service":
            requests.append(("CreateService", {"serviceName": name} | _request(resource["Properties"], kinds)))
    if not requests:
        yield "neither a task nor a service"
    yield from warm_says({"requests.json": json.dumps(requests)}, "cfn-lint", "ecs_requests:main").splitlines()[:3]


def _request(part: Any, kinds: dict[str, str]) -> Any:
    """CloudFormation's spelling as the service's own; what is referred to becomes a value of its type."""
    if isinstance(part, dict) and set(part) == {"tag"}:
        kind = kinds.get(part["tag"], "String")
        return 1 if kind == "Number" else ["id"] if kind.startswith("List<") else str(part["tag"])
    if isinstance(part, dict):
        return {
            key[:1].lower() + key[1:]: value if key in _PLAIN else _request(value, kinds)
            for key, value in ((key, _plain(value, kinds) if key in _PLAIN else value) for key, value in part.items())
            if key not in _ONLY_CLOUDFORMATION
        }
    return [_request(each, kinds) for each in part] if isinstance(part, list) else part


def _plain(part: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    return {key: _request(value, kinds) for key, value in part.items()}


_DISCOVERED = "googleapiclient/discovery_cache/documents/run.v1.json"


def _discovered(path: str, files: Files) -> Iterator[str]:
    """Cloud Run's own description: no unknown key, no wrong type."""
    from jsonschema import Draft202012Validator

    thing = documents(files[path])[0]
    types = _types(str(program(_DISCOVERED)))
    checker = Draft202012Validator({"$ref": f"#/$defs/{thing['kind']}", "$defs": types})
    yield from (error.message[:160] for error in checker.iter_errors(thing))


@cache
def _types(document: str) -> dict[str, Any]:
    described = json.loads(Path(document).read_text("utf-8"))["schemas"]
    return {name: _schema(part) for name, part in described.items()}


def _schema(part: dict[str, Any]) -> dict[str, Any]:
    """Google's description of a type as JSON Schema that refuses unknown keys."""
    if "$ref" in part:
        return {"$ref": f"#/$defs/{part['$ref']}"}
    kind = part.get("type")
    if kind == "object" and "properties" in part:
        properties = {key: _schema(value) for key, value in part["properties"].items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}
    if kind == "object":
        return {"type": "object", "additionalProperties": _schema(part.get("additionalProperties", {}))}
    if kind == "array":
        return {"type": "array", "items": _schema(part["items"])}
    if kind == "string" and part.get("format") == "int64":
        return {"type": ["string", "integer"]}
    return {key: part[key] for key in ("type", "enum") if key in part}


def _is_cloud_run(path: str, _: str) -> bool:
    return path.startswith("cloud-run/") and path.endswith(".yaml")


def _cloud_run(path: str, files: Files) -> Iterator[str]:
    text, (thing,) = files[path], documents(files[path])
    template = thing["spec"]["template"]
    if thing["apiVersion"] not in ("serving.knative.dev/v1", "run.googleapis.com/v1"):
        yield f"no such version: {thing['apiVersion']}"
    yield from unkept(("@sha256:", "serviceAccountName:", "limits:", "memory:", "cpu:"), text)
    if thing["kind"] == "Service":
        yield from unkept(
            ("startupProbe:", "livenessProbe:", "maxScale", "containerConcurrency:", "timeoutSeconds:"), text
        )
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
    Check("botocore", lambda _, text: "AWS::ECS::TaskDefinition" in text, _ecs, needs="cfn-lint"),
    Check("Google's description of Cloud Run", _is_cloud_run, _discovered, needs=_DISCOVERED),
    Check("our rules", _is_cloud_run, _cloud_run),
    Check("our rules", lambda path, _: path == "container-apps/app.yaml", _container_app),
    Check("our rules", named(".bicep"), _bicep),
)
