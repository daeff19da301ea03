"""Connects the skeleton to Cloud Run functions."""

import functions_framework

from handler import work


@functions_framework.http
def http(request):
    """One HTTP request."""
    if request.path == "/healthz":
        return "ok"
    message = request.get_json(silent=True)
    if message is None and request.get_data():
        return {"error": "the body is not JSON"}, 400
    return work(message or {})
