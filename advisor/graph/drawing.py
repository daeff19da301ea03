"""The decision graph as text for Graphviz, for Mermaid, or as data."""

from __future__ import annotations

import json

import networkx as nx

from advisor.errors import AdvisorError
from advisor.graph.build import Node, decision_graph
from advisor.model.knowledge import Knowledge

FORMS = ("dot", "mermaid", "json")

_SHAPES = {
    "question": ("ellipse", "([", "])"),
    "fact": ("hexagon", "{{", "}}"),
    "rule": ("note", "[", "]"),
    "block": ("box3d", "[[", "]]"),
    "option": ("box", "[", "]"),
    "decision": ("diamond", "{", "}"),
    "artifact": ("folder", "[/", "/]"),
}
"""By kind: the Graphviz shape, and the brackets that Mermaid draws a similar one for."""


def draw_graph(knowledge: Knowledge, form: str, around: str | None = None) -> str:
    """The graph, or just what an element reads and what reads it, directly or through others.

    `around` is an id or, where several elements share one, `kind:id`. Raises AdvisorError for an unknown
    form or id.
    """
    graph = decision_graph(knowledge)
    if around is not None:
        graph = _around(graph, around)
    nodes = sorted(graph.nodes)
    edges = sorted(graph.edges)
    if form == "dot":
        return _dot(nodes, edges)
    if form == "mermaid":
        return _mermaid(nodes, edges)
    if form == "json":
        data = {"nodes": [{"kind": kind, "id": name} for kind, name in nodes], "edges": [
            {"from": ":".join(source), "to": ":".join(target)} for source, target in edges
        ]}  # fmt: skip
        return json.dumps(data, indent=2) + "\n"
    raise AdvisorError(f"there is no graph format `{form}`; there are: {', '.join(FORMS)}")


def _around(graph: nx.DiGraph[Node], name: str) -> nx.DiGraph[Node]:
    found = [node for node in graph.nodes if name in (node[1], ":".join(node), node[1].partition("/")[2])]
    if not found:
        raise AdvisorError(f"there is no `{name}` in the decision graph")
    kept = set(found)
    for node in found:
        kept |= nx.ancestors(graph, node) | nx.descendants(graph, node)
    return nx.DiGraph(graph.subgraph(kept))


def _dot(nodes: list[Node], edges: list[tuple[Node, Node]]) -> str:
    lines = ["digraph decisions {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    lines += [f"  {_quoted(node)} [label={_label(node)}, shape={_SHAPES[node[0]][0]}];" for node in nodes]
    lines += [f"  {_quoted(source)} -> {_quoted(target)};" for source, target in edges]
    return "\n".join([*lines, "}", ""])


def _mermaid(nodes: list[Node], edges: list[tuple[Node, Node]]) -> str:
    numbers = {node: f"n{number}" for number, node in enumerate(nodes)}
    lines = ["flowchart LR"]
    for node in nodes:
        _, left, right = _SHAPES[node[0]]
        lines.append(f"  {numbers[node]}{left}{_label(node)}{right}")
    lines += [f"  {numbers[source]} --> {numbers[target]}" for source, target in edges]
    return "\n".join([*lines, ""])


def _quoted(node: Node) -> str:
    return '"' + ":".join(node).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(node: Node) -> str:
    return '"' + node[1].replace('"', "'") + '"'
