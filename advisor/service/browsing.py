"""The knowledge as a place to walk through: what there is, a page about each, and what leads to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from advisor.model.knowledge import Knowledge
from advisor.model.options import Block, Decision, Option
from advisor.service.catalogue import element_text, elements

if TYPE_CHECKING:
    from advisor.graph.related import Related

_FILLED_IN = re.compile(r"<%=\s*(\w+).*?%>")

Node = tuple[str, str]
"""Kind and name, as in the decision graph."""

SECTIONS = {
    "patterns": ("pattern",),
    "questions": ("question",),
    "rules": ("rule",),
    "decisions": ("decision", "option"),
    "technologies": ("technology",),
    "sources": ("source",),
    "cases": ("case",),
    "more": ("contradiction", "direction", "fact", "block", "platform", "practice", "file"),
}
"""What is listed together, by the kinds of its entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One element: its kind in one word, its name there, its title, and a line about it."""

    node: Node
    kind: str
    name: str
    title: str
    about: str

    @property
    def said(self) -> str:
        """Everything that it says, for searching."""
        return f"{self.kind} {self.name} {self.title} {self.about}".casefold()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An element, what it reads, cites or uses, and what reads, cites or uses it."""

    here: Entry
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]


class Atlas:
    """The entries of one knowledge. The first call of each method takes some milliseconds."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def entries(self) -> dict[Node, Entry]:
        """Every element of the knowledge, in the order in which it is listed."""
        order = {kind: place for place, kind in enumerate(chain.from_iterable(SECTIONS.values()))}
        return {entry.node: entry for entry in sorted(_entries(self.knowledge), key=lambda each: order[each.kind])}

    def make_ready(self) -> None:
        """Take these milliseconds now, beside the interface, so that no key waits for them later."""
        self.search("all", "")
        self._related.neighbours(next(iter(self.entries)))

    def search(self, text: str, section: str) -> list[Entry]:
        """The entries that every word of `text` is found in; without text those of one section."""
        words = text.casefold().split()
        if words:
            return [entry for said, entry in self._said if all(word in said for word in words)]
        return [entry for entry in self.entries.values() if entry.kind in SECTIONS[section]]

    @cached_property
    def _said(self) -> list[tuple[str, Entry]]:
        return [(entry.said, entry) for entry in self.entries.values()]

    def around(self, node: Node) -> Surroundings:
        """A node with its neighbours in the decision graph and in what it rests on. Raises KeyError for none."""
        before, after = self._related.neighbours(node)
        known = self.entries
        return Surroundings(known[node], tuple(known[each] for each in before), tuple(known[each] for each in after))

    def page(self, node: Node) -> str:
        """Everything there is to know about one element, as text. Raises KeyError for an unknown one."""
        entry = self.entries[node]
        if entry.kind == "file":
            return f"File: {entry.title}\n\n{entry.about}\n"
        found = elements(self.knowledge, node[1])
        return element_text(self.knowledge, tuple(each for each in found if _is_of(each[0], node)))

    @cached_property
    def _related(self) -> Related:
        from advisor.graph.related import Related

        return Related(self.knowledge)


def _is_of(kind: str, node: Node) -> bool:
    """Several elements may share a name; an option is found by its full name, which nothing else has."""
    return node[0] == "option" or kind.lower() == node[0]


def _entries(known: Knowledge) -> Iterator[Entry]:
    for decision in known.decisions.values():
        yield Entry(("decision", decision.id), "decision", decision.id, decision.title, decision.ask)
        yield from _files(decision.id, decision)
        for option in decision.options:
            name = f"{decision.id}/{option.id}"
            kind, shown = ("pattern", option.id) if decision.id == "pattern" else ("option", name)
            yield Entry(("option", name), kind, shown, option.title, option.summary)
            yield from _carried(name, option)
    for block in known.blocks.values():
        yield Entry(("block", block.id), "block", block.id, block.title, block.summary)
        yield from _carried(block.id, block)
    for question in known.questions.values():
        yield Entry(("question", question.id), "question", question.id, question.title, question.ask)
    for product in known.technologies.values():
        about = f"{product.status.value}. {product.summary}"
        yield Entry(("technology", product.id), "technology", product.id, product.title, about)
    for source in known.sources.values():
        about = ", ".join(filter(None, (source.published, source.url)))
        yield Entry(("source", source.id), "source", source.id, source.title, about)
    for case in known.cases.values():
        yield Entry(("case", case.id), "case", case.id, case.title, f"{case.year}. {case.evidence}")
    yield from (Entry(("fact", each.id), "fact", each.id, each.title, "") for each in known.facts.values())
    for each in known.contradictions.values():
        yield Entry(("contradiction", each.id), "contradiction", each.id, each.title, each.because)
    for promise in known.directions.values():
        yield Entry(("direction", promise.id), "direction", promise.id, promise.title, promise.because)
    for platform in known.platforms.values():
        yield Entry(("platform", platform.id), "platform", platform.id, platform.title, platform.learn)
    for practice in known.practices.values():
        yield Entry(("practice", practice.id), "practice", practice.id, practice.title, practice.summary)


def _carried(name: str, carrier: Block | Option) -> Iterator[Entry]:
    for rule in carrier.rules:
        yield Entry(("rule", rule.key), "rule", rule.key, rule.because, "")
    yield from _files(name, carrier)


def _files(name: str, carrier: Block | Option | Decision) -> Iterator[Entry]:
    for file in carrier.artifacts:
        path = _FILLED_IN.sub(r"{\1}", file.path)
        yield Entry(("artifact", f"{name}/{file.path}"), "file", f"{name}/{path}", path, file.why)
