"""What botocore's description of ECS finds wrong with requests. Asked through `serve.py`, where botocore is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
from botocore.validate import ParamValidator


def _choices(value: Any, shape: Any, where: str) -> Iterator[str]:
    """Values that are none of those that a setting takes; botocore's own check leaves them to the service."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                yield from _choices(value[name], member, f"{where}.{name}")
    elif shape.type_name == "list":
        for part in value:
            yield from _choices(part, shape.member, where)
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{where}: {value} is none of {', '.join(shape.enum)}"


model = botocore.session.get_session().get_service_model("ecs")


def main() -> bool:
    """Print what is wrong with the requests in `requests.json`; whether anything is."""
    wrong = []
    for operation, request in json.loads(Path("requests.json").read_text("utf-8")):
        shape = model.operation_model(operation).input_shape
        report = ParamValidator().validate(request, shape)
        wrong += [report.generate_report()] if report.has_errors() else list(_choices(request, shape, operation))
    print("\n".join(wrong))
    return bool(wrong)
