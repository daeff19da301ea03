"""The quick way into a model gives what pydantic gives, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from advisor.loading.document import read_document
from advisor.loading.swift import swiftly
from advisor.loading.validation import checker
from advisor.model.assessment import Assessment

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/golden/*.yaml")])

RIGHT: dict[str, Any] = {
    "assessment": 1,
    "knowledge": "2026.11",
    "system": " Shop ",
    "organisation": {"operators": "one", "hosting": {"answer": ["aws", "azure"], "confidence": "guess", "note": None}},
    "components": {"web": {"answers": {"state": "durable"}, "override": {"pattern": "box", "reason": "Because."}}},
    "milestones": {
        "first": {
            "on": "2026-11-23",
            "knowledge": "2026.11",
            "people": [{"name": "Ada", "says": "agrees", "on": "2026-11-23"}],
            "organisation": "operators=one hosting=aws,azure",
            "components": {"web": {"chosen": "box", "reasons": {"box.cheap": 3}, "decisions": "backup=restic"}},
        }
    },
}

ODD = st.sampled_from(
    [
        None,
        True,
        1,
        "",
        " ",
        "one",
        "no-such thing",
        "2026-02-30",
        "UPPER",
        "trail\n",
        [],
        ["a", "b"],
        [1],
        {},
        {"a": 1},
    ]
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in _places(each, (*path, key)))]


def _with(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(value[path[0]], path[1:], odd)
    return copy


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_example_is_read_the_quick_way(path: Path) -> None:
    data = read_document(path).data
    assert swiftly(Assessment, data) == checker(Assessment).validate_python(data)


def test_what_people_write_is_read_the_quick_way() -> None:
    assert swiftly(Assessment, RIGHT) == checker(Assessment).validate_python(RIGHT)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(_places(RIGHT)), ODD)
def test_what_it_accepts_is_what_pydantic_accepts(place: tuple[Any, ...], odd: Any) -> None:
    data = _with(RIGHT, place, odd)
    made = swiftly(Assessment, data)
    if made is not None:
        try:
            assert made == checker(Assessment).validate_python(data)
        except ValidationError as error:
            pytest.fail(f"pydantic refuses {data}: {error}")


@pytest.mark.parametrize("extra", [("systm",), ("components", "web", "overide"), ("milestones", "first", "because")])
def test_it_accepts_no_unknown_key(extra: tuple[str, ...]) -> None:
    inner: Any = RIGHT
    for key in extra[:-1]:
        inner = inner[key]
    assert swiftly(Assessment, _with(RIGHT, extra[:-1], {**inner, extra[-1]: "x"})) is None
