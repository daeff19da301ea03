"""Looking things up in the knowledge: an element by its name, a product by any name it ever had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.errors import AdvisorError
from advisor.loading.near import nearest, unknown
from advisor.model.base import Frozen
from advisor.model.knowledge import Knowledge
from advisor.model.technologies import Technology

Found = tuple[tuple[str, Frozen], ...]
"""Elements with the kind that each is of."""

GRAPH_FORMS = ("dot", "mermaid", "json")


def elements(knowledge: Knowledge, name: str) -> Found:
    """Everything called `name` (an id, a rule's full name, or `decision/option`). Raises AdvisorError for none."""
    known = list(_everything(knowledge))
    found = tuple((kind, element) for kind, each, element in known if each == name)
    if not found:
        raise AdvisorError(unknown("element of the knowledge", name, (each for _, each, _ in known)))
    return found


def technologies(knowledge: Knowledge, name: str) -> tuple[Technology, ...]:
    """The products called so, today or once; else those whose name contains it. Raises AdvisorError for none."""
    wanted = _plain(name)
    every = tuple(knowledge.technologies.values())
    exact = tuple(each for each in every if wanted in _names(each))
    if exact:
        return exact
    partly = tuple(each for each in every if wanted and any(wanted in known for known in _names(each)))
    if partly:
        return partly
    near = nearest(wanted, (known for each in every for known in _names(each)))
    hint = f"; did you mean `{near}`?" if near else ""
    raise AdvisorError(f"the knowledge has no product called `{name}`{hint}")


def element_text(knowledge: Knowledge, found: Found, bold: bool = False) -> str:
    """Pages of text about elements."""
    from advisor.output.terminal.pages import page

    return "\n".join(page(knowledge, kind, element, bold) for kind, element in found)


def graph_text(knowledge: Knowledge, form: str, around: str | None = None) -> str:
    """The decision graph as text in one of GRAPH_FORMS. Raises AdvisorError for an unknown form or id."""
    from advisor.graph.drawing import draw_graph

    return draw_graph(knowledge, form, around)


def schema_data(knowledge: Knowledge, element: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file. Raises AdvisorError for an unknown kind."""
    from advisor.output.data.schema import ELEMENTS, schema

    if element not in ELEMENTS:
        raise AdvisorError(unknown("schema", element, ELEMENTS) + f"; there are: {', '.join(ELEMENTS)}")
    return schema(knowledge, element)


def _everything(knowledge: Knowledge) -> Iterator[tuple[str, str, Frozen]]:
    groups: dict[str, Mapping[str, Frozen]] = {
        "Question": knowledge.questions,
        "Fact": knowledge.facts,
        "Contradiction": knowledge.contradictions,
        "Direction": knowledge.directions,
        "Block": knowledge.blocks,
        "Decision": knowledge.decisions,
        "Platform": knowledge.platforms,
        "Practice": knowledge.practices,
        "Technology": knowledge.technologies,
        "Source": knowledge.sources,
        "Case": knowledge.cases,
        "Guide": knowledge.guides,
        "Pack": knowledge.packs,
        "Scenario": {f"{scenario.owner}/{scenario.id}": scenario for scenario in knowledge.scenarios},
    }
    for decision in knowledge.decisions.values():
        for option in decision.options:
            kind = "Pattern" if decision.id == "pattern" else f"Option of {decision.id}"
            yield kind, option.id, option
            yield kind, f"{decision.id}/{option.id}", option
    for kind, group in groups.items():
        for name, element in group.items():
            yield kind, name, element
    for key, rule in knowledge.rules().items():
        yield "Rule", key, rule


def _names(technology: Technology) -> frozenset[str]:
    return frozenset(map(_plain, (technology.id, technology.title, *technology.aliases)))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
