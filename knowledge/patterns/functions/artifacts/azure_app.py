"""Connects the skeleton to Azure Functions. The deployment copies src/handler.py beside this file."""

import json

import azure.functions as func

from handler import work

# TODO: a key for each caller is the closed default; identities are better.
app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)


@app.route(route="{*path}")
def http(request: func.HttpRequest) -> func.HttpResponse:
    """One HTTP request."""
    try:
        message = request.get_json() if request.get_body() else {}
    except ValueError:
        return func.HttpResponse(json.dumps({"error": "the body is not JSON"}), status_code=400)
    return func.HttpResponse(json.dumps(work(message)), mimetype="application/json")
