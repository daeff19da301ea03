"""Run with: python -m pytest tests"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from handler import handler, work


def test_the_work():
    assert work({"name": "shop"}) == {"greeting": "hello, shop"}


def test_a_request():
    answer = handler({"requestContext": {}, "rawPath": "/", "body": '{"name": "shop"}'}, None)
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"]) == {"greeting": "hello, shop"}


def test_a_request_that_is_not_json():
    assert handler({"requestContext": {}, "rawPath": "/", "body": "{"}, None)["statusCode"] == 400


def test_health():
    assert handler({"requestContext": {}, "rawPath": "/healthz"}, None)["statusCode"] == 200


def test_another_event():
    assert handler({"name": "queue"}, None) == {"greeting": "hello, queue"}
