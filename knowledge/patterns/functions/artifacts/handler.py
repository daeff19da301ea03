"""The function. `work` is where yours goes; it knows nothing of the provider, so it can be tested and moved."""

from __future__ import annotations

import json
import logging
import os
from typing import Any

log = logging.getLogger()
log.setLevel(os.environ.get("LOG_LEVEL", "INFO"))


def work(message: dict[str, Any]) -> dict[str, Any]:
    """TODO: what the function does. It may be called twice with the same message and must do no harm then."""
    return {"greeting": f"hello, {message.get('name', 'world')}"}


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Entry point on AWS: an HTTP request, or any other event as it comes."""
    if "requestContext" not in event:
        return work(event)
    if event.get("rawPath") == "/healthz":
        return {"statusCode": 200, "body": "ok"}
    try:
        message = json.loads(event.get("body") or "{}")
    except ValueError:
        return {"statusCode": 400, "body": json.dumps({"error": "the body is not JSON"})}
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(work(message))}
