"""The decision graph of a knowledge base: every element a node, every "reads" or "is part of" an edge.

An edge points from what is read to what reads it, so HOW something came out are its ancestors, and WHY a
question is asked are its descendants.
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from advisor.model.conditions import Condition, DecidedIs, DecidedUses, FactHolds, leaves
from advisor.model.knowledge import Knowledge
from advisor.model.options import ArtifactFile, Block, Option

Node = tuple[str, str]
"""Kind and name: ("question", "state"), ("rule", "kubernetes.few-operators"), ("option", "pattern/openshift")."""


def decision_graph(knowledge: Knowledge) -> nx.DiGraph[Node]:
    """Build the graph of checked knowledge; `find_cycle` tells whether it is acyclic, as it has to be."""
    graph: nx.DiGraph[Node] = nx.DiGraph()
    for question in knowledge.questions.values():
        _reads(graph, ("question", question.id), question.asked_when)
    for fact in knowledge.facts.values():
        _reads(graph, ("fact", fact.id), fact.when)
    for contradiction in knowledge.contradictions.values():
        _reads(graph, ("contradiction", contradiction.id), contradiction.when)
    for block in knowledge.blocks.values():
        _carrier(graph, ("block", block.id), block)
    for decision in knowledge.decisions.values():
        _reads(graph, ("decision", decision.id), decision.applies_when)
        for artifact in decision.artifacts:
            _artifact(graph, ("decision", decision.id), artifact)
        for option in decision.options:
            node = ("option", f"{decision.id}/{option.id}")
            _carrier(graph, node, option)
            graph.add_edge(node, ("decision", decision.id))
    return graph


def _carrier(graph: nx.DiGraph[Node], node: Node, carrier: Block | Option) -> None:
    graph.add_node(node)
    for inner in carrier.blocks:
        graph.add_edge(("block", inner), node)
    for rule in carrier.rules:
        _reads(graph, ("rule", rule.key), rule.when)
        graph.add_edge(("rule", rule.key), node)
    for artifact in carrier.artifacts:
        _artifact(graph, node, artifact)


def _artifact(graph: nx.DiGraph[Node], carrier: Node, artifact: ArtifactFile) -> None:
    node = ("artifact", f"{carrier[1]}/{artifact.path}")
    graph.add_edge(carrier, node)
    _reads(graph, node, artifact.when)


def _reads(graph: nx.DiGraph[Node], node: Node, condition: Condition | None) -> None:
    graph.add_node(node)
    if condition is not None:
        for read in _named(condition):
            graph.add_edge(read, node)


def _named(condition: Condition) -> Iterator[Node]:
    for leaf in leaves(condition):
        match leaf:
            case FactHolds(fact=fact):
                yield ("fact", fact)
            case DecidedIs(decided=decision) | DecidedUses(decided=decision):
                yield ("decision", decision)
            case _:
                yield ("question", leaf.answer)


def find_cycle(graph: nx.DiGraph[Node]) -> list[Node]:
    """The nodes of one circle in which something hangs on itself, in order; empty if there is none."""
    try:
        return [node for node, _ in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        return []
