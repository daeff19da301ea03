"""JSON Schema for editors: of the assessment file, and of the knowledge files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from advisor.model.assessment import UNKNOWN, Assessment
from advisor.model.base import Frozen
from advisor.model.expectations import Case, Guide, Scenario
from advisor.model.knowledge import Knowledge, Manifest
from advisor.model.options import Block, Option, Pattern
from advisor.model.packs import PackHead
from advisor.model.platforms import Platform
from advisor.model.practices import Practice
from advisor.model.questions import Kind, Question, Scope
from advisor.model.rules import Contradiction, Direction, Fact
from advisor.model.sources import Source
from advisor.model.technologies import Technology
from advisor.output.data.shapes import Report

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_FILES: dict[str, type[Frozen]] = {
    "manifest": Manifest,
    "question": Question,
    "fact": Fact,
    "contradiction": Contradiction,
    "direction": Direction,
    "block": Block,
    "pattern": Pattern,
    "option": Option,
    "platform": Platform,
    "practice": Practice,
    "technology": Technology,
    "source": Source,
    "scenario": Scenario,
    "case": Case,
    "guide": Guide,
    "pack": PackHead,
}

_NARROWER = {"pattern", "format", "enum", "const"}

_FILLED_IN = ("id", "owner", "pack", "scope", "notes", "artifacts")
"""What the loader adds from names of files and folders; written in no file."""

ELEMENTS = ("assessment", "report", *_FILES)


def schema(knowledge: Knowledge, element: str) -> Schema:
    """The schema of one kind of file. Raises KeyError for a kind that is not in ELEMENTS."""
    if element == "report":
        # What we write ourselves is exactly what it says; only what people write is taken leniently.
        return {"$schema": _DRAFT, **Report.model_json_schema(mode="serialization")}
    made = assessment_schema(knowledge) if element == "assessment" else _file_schema(element, _FILES[element])
    return {"$schema": _DRAFT, **_lenient(made)}


def assessment_schema(knowledge: Knowledge) -> Schema:
    """The assessment's schema with this knowledge's questions, choices and patterns spelt out."""
    made = TypeAdapter(Assessment).json_schema(by_alias=True)
    definitions = made["$defs"]
    long_form = {key: value for key, value in definitions["Answer"]["properties"].items() if key != "answer"}
    patterns = [option.id for option in knowledge.decisions["pattern"].options]
    definitions["Override"]["properties"]["pattern"] = {"enum": patterns}
    definitions["Component"]["properties"]["answers"] = _answers(knowledge, Scope.COMPONENT, long_form)
    made["properties"]["organisation"] = _answers(knowledge, Scope.ORGANISATION, long_form)
    definitions.pop("Answer")
    ((name_pattern, component),) = made["properties"]["components"]["patternProperties"].items()
    made["properties"]["components"] |= {
        "patternProperties": {name_pattern: {"anyOf": [component, {"type": "null"}]}},
        "additionalProperties": False,
    }
    return made


def _answers(knowledge: Knowledge, scope: Scope, long_form: Schema) -> Schema:
    asked = [question for question in knowledge.questions.values() if question.scope is scope]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {question.id: _answer(question, long_form) for question in asked},
    }


def _answer(question: Question, long_form: Schema) -> Schema:
    short: Schema = {"enum": [*question.choice_ids, UNKNOWN]}
    if question.kind is Kind.SEVERAL:
        several = {"type": "array", "items": {"enum": list(question.choice_ids)}, "minItems": 1, "uniqueItems": True}
        short = {"anyOf": [short, several]}
    long = {
        "type": "object",
        "required": ["answer"],
        "additionalProperties": False,
        "properties": {"answer": short, **long_form},
    }
    choices = "; ".join(f"{choice.id}: {choice.label}" for choice in question.choices)
    return {"title": question.title, "description": f"{question.ask} {choices}", "anyOf": [short, long]}


def _file_schema(name: str, model: type[Frozen]) -> Schema:
    made = TypeAdapter(model).json_schema(by_alias=True)
    for each in (made, *made.get("$defs", {}).values()):
        kept = _FILLED_IN if each is made or each.get("title") in ("Rule", "Scenario") else ("pack", "owner")
        _without(each, _not_own(each, kept, name))
    return made


def _not_own(part: Schema, names: Iterable[str], file: str) -> list[str]:
    """A rule and a scenario do write their id: they are entries of a list, not files. A pack names its owner."""
    listed = part.get("title") in ("Rule", "Scenario") or file == "scenario"
    return [name for name in names if not ((listed and name == "id") or (file == "pack" and name == "owner"))]


def _without(part: Schema, names: Iterable[str]) -> None:
    for name in names:
        part.get("properties", {}).pop(name, None)
        if name in part.get("required", []):
            part["required"].remove(name)


def _lenient(part: Any) -> Any:
    """What our reader accepts and a literal schema would not.

    One identifier may stand for a list of one, and 2026.11 is text, though an editor's YAML reads a number.
    """
    if isinstance(part, list):
        return [_lenient(each) for each in part]
    if not isinstance(part, dict):
        return part
    inner = {key: _lenient(value) for key, value in part.items()}
    if inner.get("type") == "array" and "pattern" in inner.get("items", {}):
        return {"anyOf": [inner["items"], inner]}
    if inner.get("type") == "string" and not _NARROWER & inner.keys():
        return {**inner, "type": ["string", "number"]}
    return inner
