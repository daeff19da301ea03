"""What counts as a mistake: a change that changes nothing is left out, by rule."""

from __future__ import annotations

import pytest
from artifacts.static.mutations import mutants

_BUDGET = """apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
"""
_SERVICE = _BUDGET.replace("policy/v1", "v1").replace("PodDisruptionBudget", "Service")


def _broken(files: dict[str, str], way: str) -> list[str]:
    return [mutant.where for mutant in mutants(files, count=200) if mutant.way == way]


def test_a_name_that_something_refers_to_is_broken_and_one_that_nothing_can_refer_to_is_not() -> None:
    used = {"other.yaml": "a: web\nb: web\n"}
    renamed = "a name on one side is another"
    assert _broken({"base/service.yaml": _SERVICE} | used, renamed) == ["base/service.yaml:4"]
    assert _broken({"base/budget.yaml": _BUDGET} | used, renamed) == []


def test_the_name_of_a_workflow_is_only_shown() -> None:
    text = "name: image\n# image, image\n"
    assert _broken({".github/workflows/image.yml": text, "a.yaml": "b: image\n"}, "a name on one side is another") == []


@pytest.mark.parametrize(
    ("given", "broken"),
    [("stack=shop\n", False), ('stack="$1"\n', True), ("stack=$(mktemp -d)\n", False), ("stack=$(cat name)\n", True)],
)
def test_quotes_matter_unless_the_script_gives_one_word(given: str, broken: bool) -> None:
    script = f'#!/bin/sh\n{given}docker stack rm "$stack"\n'
    places = _broken({"remove.sh": script}, "a variable is unquoted")
    assert ("remove.sh:3" in places) is broken


def test_prose_and_comments_are_left_alone() -> None:
    assert list(mutants({"README.md": "port: 8080\n", "a.yaml": "# port: 8080\n"}, count=50)) == []
