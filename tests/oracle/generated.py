"""Random knowledge, small and dense: the corners that the real knowledge does not have (yet)."""

from __future__ import annotations

import random
from typing import Any

from advisor.loading.validation import checker
from advisor.model.knowledge import Knowledge

_SOURCES = ["judgement"]


def knowledge(seed: int, questions: int = 7, patterns: int = 5, rules: int = 18) -> Knowledge:
    """A knowledge base that is a function of its seed."""
    return _Maker(random.Random(seed)).make(questions, patterns, rules)


class _Maker:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._questions: dict[str, dict[str, Any]] = {}
        self._facts: list[str] = []

    def make(self, questions: int, patterns: int, rules: int) -> Knowledge:
        for number in range(questions):
            question = self._question(number)
            self._questions[question["id"]] = question
        facts = {}
        for number in range(self._rng.randint(0, 4)):
            name = f"f{number}"
            facts[name] = {"id": name, "title": name, "when": self._condition(2)}
            self._facts.append(name)
        blocks = {f"b{n}": self._carrier(f"b{n}", rules // 8) for n in range(3)}
        blocks["b2"]["blocks"] = ("b1",)
        options = [self._option(f"p{n}", patterns, rules, [*blocks]) for n in range(patterns)]
        decisions = {"pattern": {"id": "pattern", "title": "Pattern", "ask": "Which?", "options": options}}
        decisions["later"] = self._later("later", [{"decided": "pattern", "is": ["p0", "p1"]}])
        decisions["last"] = self._later(
            "last", [{"decided": "later", "is": ["later0"]}, {"decided": "pattern", "uses": ["b1"]}]
        )
        if self._rng.random() < 0.5:
            decisions["last"]["applies_when"] = self._condition(1)
        return checker(Knowledge).validate_python(
            {
                "manifest": {
                    "knowledge": 1,
                    "version": "1",
                    "title": "Generated",
                    "points": {"slight": 1, "clear": 3, "strong": 6},
                    "close_call": 3,
                    "stale_after_days": 100,
                    "topics": [{"id": "one", "title": "One"}, {"id": "two", "title": "Two"}],
                    "platform_limits": [{"at_most": 1, "because": "One is enough.", "sources": _SOURCES}],
                },
                "questions": self._questions,
                "facts": facts,
                "blocks": blocks,
                "decisions": decisions,
                "platforms": {},
                "practices": {},
                "technologies": {},
                "sources": {},
                "scenarios": (),
                "cases": {},
                "digest": "0",
            }
        )

    def _question(self, number: int) -> dict[str, Any]:
        kind = self._rng.choice(["single", "ordered", "several"])
        choices = [{"id": f"c{n}", "label": f"c{n}"} for n in range(self._rng.randint(2, 4))]
        if kind == "several" and self._rng.random() < 0.5:
            choices[0]["exclusive"] = True  # type: ignore[assignment]
        question = {
            "id": f"q{number}",
            "scope": self._rng.choice(["organisation", "component"]),
            "topic": self._rng.choice(["one", "two"]),
            "title": f"Question {number}",
            "ask": "What?",
            "kind": kind,
            "choices": choices,
            "help": "Help.",
            "because": "Because.",
        }
        if self._questions and self._rng.random() < 0.3:
            question["asked_when"] = self._leaf()
        return question

    def _carrier(self, name: str, rules: int) -> dict[str, Any]:
        return {
            "id": name,
            "title": name,
            "summary": name,
            "rules": [self._rule(name, number) for number in range(rules)],
        }

    def _option(self, name: str, patterns: int, rules: int, blocks: list[str]) -> dict[str, Any]:
        return self._carrier(name, max(1, rules // patterns)) | {
            "simplicity": self._rng.randint(1, 3),
            "blocks": self._rng.sample(blocks, self._rng.randint(0, 2)),
        }

    def _later(self, name: str, leaves: list[dict[str, Any]]) -> dict[str, Any]:
        options = []
        for number in range(3):
            owner = f"{name}/{name}{number}"
            option = self._carrier(owner, 2) | {"id": f"{name}{number}", "simplicity": number + 1}
            decided = self._rule(owner, 9)
            decided["when"] = {"all": [self._rng.choice(leaves), self._leaf()]}
            option["rules"].append(decided)
            options.append(option)
        return {"id": name, "title": name, "ask": "Which?", "options": options}

    def _rule(self, owner: str, number: int) -> dict[str, Any]:
        effect = self._rng.choice(
            ["rules_out", "requires", "favours", "favours", "favours", "disfavours", "disfavours"]
        )
        rule = {
            "id": f"r{number}",
            "owner": owner,
            "effect": effect,
            "when": self._condition(2),
            "because": "Because.",
            "sources": _SOURCES,
        }
        if effect in ("favours", "disfavours"):
            rule["strength"] = self._rng.choice(["slight", "clear", "strong"])
        return rule

    def _condition(self, depth: int) -> dict[str, Any]:
        if depth == 0 or self._rng.random() < 0.5:
            return self._leaf()
        kind = self._rng.choice(["all", "any", "not"])
        if kind == "not":
            return {"not": self._condition(depth - 1)}
        return {kind: [self._condition(depth - 1) for _ in range(self._rng.randint(2, 3))]}

    def _leaf(self) -> dict[str, Any]:
        if self._facts and self._rng.random() < 0.2:
            return {"fact": self._rng.choice(self._facts)}
        question = self._rng.choice([*self._questions.values()])
        choices = [choice["id"] for choice in question["choices"]]
        if question["kind"] == "several":
            return {"answer": question["id"], "includes": self._rng.sample(choices, self._rng.randint(1, 2))}
        if question["kind"] == "ordered" and self._rng.random() < 0.6:
            return {"answer": question["id"], self._rng.choice(["at_least", "at_most"]): self._rng.choice(choices)}
        return {"answer": question["id"], "is": self._rng.sample(choices, self._rng.randint(1, 2))}
