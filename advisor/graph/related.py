"""The decision graph with what the rest of the knowledge adds to it: sources, products, platforms, cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from advisor.graph.build import Node, decision_graph
from advisor.model.knowledge import Knowledge
from advisor.model.options import Block, Option


class Related:
    """Who is next to whom; an edge leads from what is read, cited or used to what does so."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._graph = _related(knowledge)

    def neighbours(self, node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """What leads to a node directly, and what it leads to. Raises KeyError for an unknown one."""
        if node not in self._graph:
            raise KeyError(node)
        return tuple(sorted(self._graph.predecessors(node))), tuple(sorted(self._graph.successors(node)))


def _related(knowledge: Knowledge) -> nx.DiGraph[Node]:
    graph = decision_graph(knowledge)
    graph.add_nodes_from(("platform", name) for name in knowledge.platforms)
    graph.add_nodes_from(("source", name) for name in knowledge.sources)
    for node, sources in _citing(knowledge):
        graph.add_node(node)
        graph.add_edges_from((("source", name), node) for name in sources)
    for node, carrier in _carriers(knowledge):
        graph.add_edges_from((("platform", name), node) for name in carrier.platforms)
        graph.add_edges_from((("technology", name), node) for name in carrier.technologies)
        for rule in carrier.rules:
            graph.add_edges_from((("source", name), ("rule", rule.key)) for name in rule.sources)
    for practice in knowledge.practices.values():
        graph.add_edges_from((("technology", name), ("practice", practice.id)) for name in practice.technologies)
    for technology in knowledge.technologies.values():
        graph.add_edges_from(
            (("technology", technology.id), ("technology", successor)) for successor in technology.successors
        )
    for promise in knowledge.directions.values():
        graph.add_edge(("question", promise.higher), ("direction", promise.id))
        graph.add_edges_from((("block", name), ("direction", promise.id)) for name in promise.uses)
    for case in knowledge.cases.values():
        graph.add_edges_from((("option", f"pattern/{name}"), ("case", case.id)) for name in case.accept)
    return graph


def _citing(knowledge: Knowledge) -> Iterator[tuple[Node, Iterable[str]]]:
    for question in knowledge.questions.values():
        yield ("question", question.id), question.sources
    for fact in knowledge.facts.values():
        yield ("fact", fact.id), fact.sources
    for contradiction in knowledge.contradictions.values():
        yield ("contradiction", contradiction.id), contradiction.sources
    for promise in knowledge.directions.values():
        yield ("direction", promise.id), promise.sources
    for practice in knowledge.practices.values():
        yield ("practice", practice.id), practice.sources
    for technology in knowledge.technologies.values():
        yield ("technology", technology.id), technology.sources
    for case in knowledge.cases.values():
        yield ("case", case.id), (case.source,)


def _carriers(knowledge: Knowledge) -> Iterator[tuple[Node, Block | Option]]:
    for block in knowledge.blocks.values():
        yield ("block", block.id), block
    for decision in knowledge.decisions.values():
        for option in decision.options:
            yield ("option", f"{decision.id}/{option.id}"), option
