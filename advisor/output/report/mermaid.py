"""The picture of a system as a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.output.plain_text import one_line
from advisor.output.report.cards import Card, Place


def mermaid(shown: Sequence[Place]) -> str:
    """The picture as a Mermaid flowchart."""
    lines = ["flowchart TB"]
    nodes: dict[Card, str] = {}
    for order, place in enumerate(shown):
        lines.append(f'  subgraph p{order}["{_text(place.title)}"]')
        for card in place.cards:
            node = nodes[card] = f"c{len(nodes)}"
            lines.append(f'    {node}["<b>{_text(card.name)}</b><br/>{_text(card.text)}"]')
        lines.append("  end")
    named = {card.name: node for card, node in nodes.items()}
    lines += [f"  {node} --> {named[other]}" for card, node in nodes.items() for other in card.talks_to]
    return "\n".join(lines)


def _text(text: str) -> str:
    safe = one_line(text).replace("#", "#35;")
    for sign, entity in (("&", "#amp;"), ("<", "#lt;"), (">", "#gt;"), ('"', "#quot;"), ("`", "#96;")):
        safe = safe.replace(sign, entity)
    return safe
